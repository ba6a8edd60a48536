"""Before a schema is brought forward, the SQLite file is copied beside itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from storage.migrate import HEAD


def save_copy(url: URL) -> Path | None:
    """Copy a database whose schema is older than this program's, once per schema.

    The copy is whole and consistent even while others use the file (SQLite's online backup). PostgreSQL is not
    copied: its administrator has pg_dump.

    Returns:
        The copy; None where nothing is brought forward.

    Raises:
        OSError: There is no room for it, or no right to write beside the file.
        sqlite3.Error: The file cannot be read.
    """
    file = Path(str(url.database))
    if url.get_backend_name() != "sqlite" or not file.exists():
        return None
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
        if (revision := _revision(source)) is None or revision >= HEAD:
            return None
        copy = file.with_name(f"{file.name}.before-{HEAD}-from-{revision}")
        if copy.exists():
            return copy
        half = copy.with_name(f"{copy.name}.part")
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        with closing(sqlite3.connect(half)) as target:
            source.backup(target)
        return half.replace(copy)


def _revision(source: sqlite3.Connection) -> str | None:
    known = source.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = source.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return None if row is None else str(row[0])
