"""The wish for one's own data, fulfilled when its row is delivered: one JSON file, never kept on the disk."""

import json
from dataclasses import replace

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.words import words_for
from storage.database import Database
from storage.personal import load_personal


def my_data_expander(database: Database) -> Expand:
    """Give the function that turns the wish into a document."""

    async def expand(row: OutRow) -> list[OutRow]:
        async with database.read() as tx:
            found = await load_personal(tx, str(row.payload["person"]))
        words = words_for(str(row.payload["language"]))
        text = json.dumps(found, ensure_ascii=False, indent=2)
        name = words.text("my_data_file")
        return [replace(row, kind="document", payload={"text": text, "name": name, "caption": ""})]

    return expand
