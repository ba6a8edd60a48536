"""Write an archive of a database that is in use: one snapshot, read beside whoever writes."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Table

from bot.archive.container import Target, copied, new_archive
from bot.archive.manifest import ATTACHMENTS, MANIFEST, Manifest, Member
from storage.archive import archived_tables, rows_out
from storage.attachments import kept_hashes
from storage.database import Database, Tx
from storage.migrate import HEAD


async def make_archive(
    database: Database, path: Path, *, attachments: Path, program: str, made_at: datetime
) -> tuple[Manifest, tuple[str, ...]]:
    """Write everything that is stored.

    Args:
        database: The open database.
        path: Where to; a name that ends in .zip gives one file, any other a folder.
        attachments: Folder of the files that people sent.
        program: Version of the program.
        made_at: Now, aware UTC.

    Returns:
        What was written, and hashes of attachments that are missing in their folder.

    Raises:
        FileExistsError: Something of that name is there.
        OSError: It cannot be written.
    """
    members: dict[str, Member] = {}
    with new_archive(path) as target:
        async with database.read() as tx:
            for table in archived_tables():
                with target.open(name := f"tables/{table.name}.jsonl") as file:
                    members[name] = await _table(tx, table, file)
            hashes = await kept_hashes(tx)
        missing = tuple(each for each in hashes if not _attachment(target, attachments, each, members))
        manifest = Manifest(program=program, revision=HEAD, made_at=made_at, members=members)
        with target.open(MANIFEST) as file:
            file.write(manifest.model_dump_json(indent=2, exclude_none=True).encode())
    return manifest, missing


async def _table(tx: Tx, table: Table, file: IO[bytes]) -> Member:
    digest, count = hashlib.sha256(), 0
    async for rows in rows_out(tx, table):
        lines = "".join(f"{json.dumps(row, ensure_ascii=True, separators=(',', ':'))}\n" for row in rows).encode()
        digest.update(lines)
        file.write(lines)
        count += len(rows)
    return Member(sha256=digest.hexdigest(), rows=count)


def _attachment(target: Target, folder: Path, name: str, members: dict[str, Member]) -> bool:
    if not (folder / name).is_file():
        return False
    with (folder / name).open("rb") as source, target.open(inside := f"{ATTACHMENTS}/{name}") as file:
        members[inside] = Member(sha256=copied(source, file))
    return True
