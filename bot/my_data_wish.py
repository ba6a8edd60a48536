"""The wish for one's own data, fulfilled when its row is delivered: one file, never kept on the disk."""

import base64
from dataclasses import replace
from pathlib import Path

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.my_data_document import my_data_document
from bot.words import words_for
from storage.database import Database


def my_data_expander(database: Database, attachments: Path) -> Expand:
    """Give the function that turns the wish into a document; files that people sent lie in `attachments`."""

    async def expand(row: OutRow) -> list[OutRow]:
        wanted = words_for(str(row.payload["language"])).text("my_data_file")
        async with database.read() as tx:
            name, content = await my_data_document(tx, str(row.payload["person"]), wanted, attachments)
        sent = base64.b64encode(content).decode("ascii")
        return [replace(row, kind="document", payload={"base64": sent, "name": name, "caption": ""})]

    return expand
