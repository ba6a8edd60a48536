"""The open database: short write transactions one after another, reads on snapshots beside them."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from sqlalchemy import URL, make_url

from storage import engines
from storage.async_engine import AsyncConnection, AsyncEngine
from storage.claims import Alone, Claims, Shared
from storage.faults import DatabaseInUse, DatabaseIsMissing, StorageError
from storage.lease import BEAT_EVERY, Lease
from storage.migrate import migrate
from storage.saved_copy import save_copy

Tx: TypeAlias = AsyncConnection
"""An open transaction; first argument of every function that reads or writes."""


class Database:
    """A database that is migrated and ready; an async context manager that closes it.

    Attributes:
        dialect: "sqlite" or "postgresql".
    """

    def __init__(self, url: URL) -> None:
        self.dialect = url.get_backend_name()
        self._writer: AsyncEngine
        self._readers: AsyncEngine
        if self.dialect == "sqlite":
            self._writer, self._readers = engines.sqlite_writer(url), engines.sqlite_readers(url)
        else:
            self._writer = self._readers = engines.postgresql(url)
        self._turn = asyncio.Lock()
        self._lease: Lease | None = None
        self._heart: asyncio.Task[None] | None = None
        self._lost: DatabaseInUse | None = None

    @classmethod
    async def open(
        cls, url: str, *, create: bool = True, lease: bool = True, now: Callable[[], datetime] | None = None
    ) -> "Database":
        """Open, bring the schema forward (a copy of an older SQLite file is kept) and, on SQLite, take the lease.

        Args:
            url: "sqlite+aiosqlite:///file", "postgresql+asyncpg://…".
            create: Whether a missing SQLite file is made.
            lease: Whether this process claims a SQLite file for itself. A short command beside the running
                bot says False; its writes wait for the bot's.
            now: Wall clock of the lease; for tests.

        Raises:
            DatabaseIsNewer: Written by a newer program.
            DatabaseIsMissing: No file, and `create` is False.
            DatabaseInUse: Another process holds the lease.
            StorageError: The address is of no kind that we know.
        """
        parsed = _checked(url, create=create)
        _make_private(parsed)
        database = cls(parsed)
        try:
            await asyncio.to_thread(save_copy, parsed)
            await migrate(database._writer)
            if lease and database.dialect == "sqlite":
                await database._claim(now or _wall_clock)
        except BaseException:
            await database.close()
            raise
        return database

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @contextlib.asynccontextmanager
    async def claims(self) -> AsyncIterator[Claims]:
        """Open this process's claims; on SQLite, where the lease lets one process in, everything is its own."""
        if self.dialect == "sqlite":
            yield Alone()
            return
        async with Shared(self._writer) as shared:
            yield shared

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """Open the one write transaction: committed at the end, rolled back on any exception, cancellation too.

        Raises:
            DatabaseInUse: Another process took the lease, because this one stood still for too long.
            DatabaseIsAway: The server does not answer.
        """
        async with self._turn:
            if self._lost is not None:
                raise self._lost
            async with engines.connected(self._writer) as tx, tx.begin():
                yield tx

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Open a read transaction: one snapshot from its first statement on, never in the way of a writer.

        Raises:
            DatabaseIsAway: The server does not answer.
        """
        async with engines.connected(self._readers) as tx:
            if self.dialect == "postgresql":
                await tx.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            async with tx.begin():
                yield tx

    async def wipe_traces(self) -> bool:
        """Empty SQLite's write-ahead log, which holds what rows were before; PostgreSQL tidies by itself.

        Returns:
            Whether it is done; False while somebody reads an older state.
        """
        if self.dialect != "sqlite":
            return True
        async with self._turn, self._writer.connect() as connection:
            return await engines.empty_log(connection)

    async def close(self) -> None:
        """Give back the lease and close all connections."""
        if self._heart is not None:
            self._heart.cancel()
            await asyncio.gather(self._heart, return_exceptions=True)
        if self._lease is not None:
            self._lease.forget()
            if self._lost is None:
                async with self.write() as tx:
                    await self._lease.release(tx)
        await self._writer.dispose()
        if self._readers is not self._writer:
            await self._readers.dispose()

    async def _claim(self, now: Callable[[], datetime]) -> None:
        lease = Lease()
        async with self.write() as tx:
            await lease.take(tx, now())
        self._lease = lease
        self._heart = asyncio.create_task(self._beat(lease, now))

    async def _beat(self, lease: Lease, now: Callable[[], datetime]) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY.total_seconds())
            with contextlib.suppress(Exception):  # a busy or full disk: the next beat may succeed
                async with self.write() as tx:
                    if not await lease.beat(tx, now()):
                        self._lost = DatabaseInUse(
                            "Another process took over this database while this one stood still."
                        )
                        return


def _checked(url: str, *, create: bool) -> URL:
    parsed = make_url(url)
    if parsed.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise StorageError(
            f"The database address begins with {parsed.drivername!r}; use sqlite+aiosqlite:///file "
            "or postgresql+asyncpg://user:password@host/name."
        )
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in {None, "", ":memory:"}:
            raise StorageError("A database in memory forgets every answer; name a file.")
        if not create and not Path(str(parsed.database)).exists():
            raise DatabaseIsMissing(f"There is no database at {parsed.database}.")
    return parsed


def _make_private(url: URL) -> None:
    """Make a SQLite file that is not there yet for its owner's eyes only; its log and copies take over the rights."""
    if url.get_backend_name() == "sqlite":
        with contextlib.suppress(OSError):  # there already, or not to be made: opening it says why
            os.close(os.open(str(url.database), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _wall_clock() -> datetime:
    return datetime.now(UTC)
