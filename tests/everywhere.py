"""Where a text is: in which table and column of the database, in which file on the disk."""

import json
from pathlib import Path

from sqlalchemy import String, cast, select

from storage.archive import archived_tables
from tests.chat_stage import ChatStage


async def places_with(stage: ChatStage, text: str) -> list[str]:
    """Give every "table.column" of which a row holds the text."""
    found = []
    for table in archived_tables():
        for column in table.columns:
            held = await stage.rows(select(cast(column, String)).where(column.is_not(None)))
            if any(text in str(row[0]) for row in held):
                found.append(f"{table.name}.{column.name}")
    return found


def files_with(folder: Path, text: str) -> list[str]:
    """Give every file of a folder, the database and its log included, that holds the text, as it is or as JSON."""
    written = {text.encode(), json.dumps(text)[1:-1].encode()}
    held = ((file, file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file())
    return [str(file.relative_to(folder)) for file, content in held if any(each in content for each in written)]


def files_named(folder: Path, pattern: str) -> list[str]:
    """Give the names of the files in a folder, and in those within it, that a pattern fits."""
    return sorted(file.name for file in folder.rglob(pattern))
