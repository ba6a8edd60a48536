"""An archive of an older schema as one of today's: filled into a database of that schema, which is then migrated."""

import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from sqlalchemy import URL

from bot.archive.container import Source, open_archive
from bot.archive.making import make_archive
from bot.archive.manifest import TABLES, Manifest
from storage.archive import JsonRow
from storage.database import Database


@contextlib.asynccontextmanager
async def of_today(source: Source, manifest: Manifest, head: str) -> AsyncIterator[Source]:
    """Give an archive whose tables have today's schema; attachments are only in the one that was given.

    Raises:
        UnfitRowsError: The archive has a table that its schema had not, or rows that are not of their table.
    """
    if manifest.revision == head:
        yield source
        return
    from storage.older import bring_forward  # noqa: PLC0415 - most archives need no migrations

    with tempfile.TemporaryDirectory() as aside:
        file, folder = Path(aside) / "older.sqlite3", Path(aside) / "today"
        names = [name.removeprefix(TABLES).removesuffix(".jsonl") for name in manifest.members if TABLES in name]

        def rows(name: str) -> Iterator[JsonRow]:
            with source.open(f"{TABLES}{name}.jsonl") as lines:
                for line in lines:
                    yield json.loads(line)

        bring_forward(file, manifest.revision, names, rows)
        async with await Database.open(URL.create("sqlite+aiosqlite", database=str(file)).render_as_string()) as moved:
            await make_archive(moved, folder, attachments=Path(aside), program="", made_at=manifest.made_at)
        with open_archive(folder) as today:
            yield today
