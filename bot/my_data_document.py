"""What is stored about a person as one file: JSON, or where they sent files a .zip of it and of them."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePath

from storage.database import Tx
from storage.own_data import OwnFile, load_own_data, load_own_files

MOST = 45_000_000
"""Bytes of files that go into one message (Bot API, sendDocument: 50 MB); others are only named."""


async def my_data_document(tx: Tx, person: str, name: str, attachments: Path) -> tuple[str, bytes]:
    """Make the file.

    Args:
        tx: Reads.
        person: Whose data.
        name: Of the JSON file.
        attachments: Folder of the files that people sent.

    Returns:
        Its name and its content.
    """
    found = json.dumps(await load_own_data(tx, person), ensure_ascii=False, indent=2).encode()
    packed = _packable(await load_own_files(tx, person), attachments)
    if not packed:
        return name, found
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, found)
        for number, file in enumerate(packed, start=1):
            # the name is the sender's own: only its last part, behind a number that keeps two of one name apart
            archive.write(attachments / file.hash, f"{number:03}-{PurePath(file.name).name}")
    return f"{PurePath(name).stem}.zip", held.getvalue()


def _packable(files: Sequence[OwnFile], folder: Path) -> list[OwnFile]:
    room, packed = MOST, list[OwnFile]()
    for file in files:
        if (folder / file.hash).is_file() and file.size <= room:
            packed.append(file)
            room -= file.size
    return packed
