"""The wish for one's own data, fulfilled when its row is delivered: one file, never kept on the disk."""

import asyncio
import base64
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.my_data_document import MyDataFile, load_my_data
from bot.words import Words, words_for
from storage.database import Database

MOST = 45_000_000
"""Bytes of files that go into one message (Bot API, sendDocument: 50 MB); others are only named."""
NAMED = 5
"""Files named under the document; it names all of them itself."""


def my_data_expander(database: Database, attachments: Path, *, room: int = MOST) -> Expand:
    """Give the function that turns the wish into a document; files that people sent lie in `attachments`."""

    async def expand(row: OutRow) -> list[OutRow]:
        words = words_for(str(row.payload["language"]))
        async with database.read() as tx:
            file = await load_my_data(
                tx, str(row.payload["person"]), words.text("my_data_file"), attachments, room=room
            )
        # megabytes are read and packed while other chats go on
        sent = await asyncio.to_thread(_as_text, file)
        caption = _left_out(words, file.left_out)
        return [replace(row, kind="document", payload={"base64": sent, "name": file.name, "caption": caption})]

    return expand


def _as_text(file: MyDataFile) -> str:
    held = io.BytesIO()
    file.write_to(held)
    return base64.b64encode(held.getbuffer()).decode("ascii")


def _left_out(words: Words, names: Sequence[str]) -> str:
    if not names:
        return ""
    more = ["…"] if len(names) > NAMED else []
    return words.text("my_data_left_out", n=len(names), left_out=", ".join([*names[:NAMED], *more]))
