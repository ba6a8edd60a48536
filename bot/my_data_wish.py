"""The wish for one's own data, fulfilled when its row is delivered: one file, never kept on the disk."""

import asyncio
import base64
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.words import words_for
from flows.answers import JsonValue
from storage.archive import JsonRow
from storage.database import Database
from storage.own_data import OwnFile, load_own_data, load_own_files

MOST = 45_000_000
"""Bytes of files that go into one message (Bot API, sendDocument: 50 MB); others are only named."""


def my_data_expander(database: Database, attachments: Path) -> Expand:
    """Give the function that turns the wish into a document; files that people sent lie in `attachments`."""

    async def expand(row: OutRow) -> list[OutRow]:
        person = str(row.payload["person"])
        async with database.read() as tx:
            found, files = await load_own_data(tx, person), await load_own_files(tx, person)
        name = words_for(str(row.payload["language"])).text("my_data_file")
        made = await asyncio.to_thread(_document, found, name, files, attachments)
        return [replace(row, kind="document", payload={"caption": "", **made})]

    return expand


def _document(found: JsonRow, name: str, files: Sequence[OwnFile], folder: Path) -> dict[str, JsonValue]:
    """Give JSON, or where the person sent files a .zip of it and of them."""
    text = json.dumps(found, ensure_ascii=False, indent=2)
    packed = list(_packable(files, folder))
    if not packed:
        return {"text": text, "name": name}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
        for number, file in enumerate(packed, start=1):
            # the name is the sender's own: only its last part, behind a number that keeps two of one name apart
            archive.write(folder / file.hash, f"{number:03}-{PurePath(file.name).name}")
    content = base64.b64encode(held.getvalue()).decode("ascii")
    return {"base64": content, "name": f"{PurePath(name).stem}.zip"}


def _packable(files: Sequence[OwnFile], folder: Path) -> list[OwnFile]:
    room, packed = MOST, list[OwnFile]()
    for file in files:
        if (folder / file.hash).is_file() and file.size <= room:
            packed.append(file)
            room -= file.size
    return packed
