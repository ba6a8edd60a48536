"""The wish for a finished report, fulfilled when its row is delivered: the stored file that people can read."""

from dataclasses import replace
from pathlib import Path

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from storage.database import Database
from storage.editions import EditionFile, load_files

READABLE = ("pdf", "docx", "html")
"""Of these formats the first one that there is."""


def edition_expander(database: Database, folder: str) -> Expand:
    """Give the function that turns a wish into the file; it is put back where it is missing."""

    async def expand(row: OutRow) -> list[OutRow]:
        edition = str(row.payload["edition"])
        async with database.read() as tx:
            files = await load_files(tx, edition)
        chosen = readable(files)
        if chosen is None:
            return []
        path = Path(folder) / ".sent" / edition / chosen.name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(chosen.content)
        return [replace(row, kind="document", payload={"path": str(path), "name": chosen.name, "caption": ""})]

    return expand


def readable(files: list[EditionFile]) -> EditionFile | None:
    """Choose the file for a reader."""
    by_format = {one.format: one for one in files}
    return next((by_format[name] for name in READABLE if name in by_format), None)
