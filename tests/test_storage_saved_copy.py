"""A database is copied before its schema is brought forward."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.command import upgrade
from sqlalchemy import Connection, make_url, text

from storage.database import Database
from storage.engines import sqlite_writer
from storage.migrate import HEAD
from storage.saved_copy import save_copy
from storage.upgrade import alembic_config


def to_the_first(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    upgrade(config, "0001")


async def old_database(url: str) -> None:
    engine = sqlite_writer(make_url(url))
    async with engine.begin() as connection:
        await connection.run_sync(to_the_first)
        await connection.execute(
            text("INSERT INTO plans (key, revision, created_at) VALUES ('k', 1, '2027-01-01T00:00:00.000000Z')")
        )
    await engine.dispose()


def copies_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.before-*"))


def state(file: Path) -> tuple[str, int]:
    with closing(sqlite3.connect(file)) as opened:
        revision = opened.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return revision, opened.execute("SELECT count(*) FROM plans").fetchone()[0]


async def test_an_older_file_is_kept_as_it_was_and_the_new_one_has_everything(tmp_path: Path) -> None:
    file = tmp_path / "plneni.sqlite3"
    url = f"sqlite+aiosqlite:///{file}"
    await old_database(url)
    for _ in range(2):
        async with await Database.open(url):
            pass
    copies = copies_in(tmp_path)
    assert [copy.name for copy in copies] == [f"plneni.sqlite3.before-{HEAD}-from-0001"]
    assert state(copies[0]) == ("0001", 1)
    assert state(file) == (HEAD, 1)
    assert copies[0].stat().st_mode & 0o077 == 0


async def test_a_new_file_and_one_that_is_up_to_date_are_not_copied(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'plneni.sqlite3'}"
    assert save_copy(make_url(url)) is None
    async with await Database.open(url):
        assert save_copy(make_url(url)) is None
    assert copies_in(tmp_path) == []
