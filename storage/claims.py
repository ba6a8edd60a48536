"""Several processes on one PostgreSQL: who writes to which contact, and who keeps the calendar.

A claim is a session's advisory lock. It ends with its connection, so a process that is killed gives back everything
at that moment, without a time-out that somebody would have to guess.
"""

import asyncio
import hashlib
import logging
from collections.abc import Collection, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import ARRAY, BigInteger, TextClause, bindparam, text
from sqlalchemy.exc import DBAPIError

from storage.async_engine import AsyncConnection, AsyncEngine
from storage.faults import DatabaseIsAway

log = logging.getLogger(__name__)
LEADER = "leader"
"""Claimed by the one process that keeps the calendar and sends what nobody waits for."""
AT_ONCE = 500
"""Claims asked for with one statement; the server's table of locks is finite."""
_KEYS = bindparam("keys", type_=ARRAY(BigInteger))
_CLAIM = text("SELECT k, pg_try_advisory_lock(k) FROM unnest(:keys) AS k").bindparams(_KEYS)
_IS_ALIVE = text("SELECT 1")
_RELEASE = text("SELECT pg_advisory_unlock(k) FROM unnest(:keys) AS k").bindparams(_KEYS)
_HELD = text(
    "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND granted AND datname = current_database() AND classid = :high AND objid = :low"
)
_WAIT = text("SELECT pg_advisory_xact_lock(k) FROM unnest(:keys) AS k").bindparams(_KEYS)


class Claims(Protocol):
    """Grants what no other process has."""

    async def claim(self, names: Collection[str]) -> frozenset[str]:
        """Claim names; give those that are ours now, or were before."""

    async def release(self, names: Collection[str]) -> None:
        """Give names back."""


class Alone:
    """Where only one process can work, everything is its own."""

    async def claim(self, names: Collection[str]) -> frozenset[str]:
        """Grant everything."""
        return frozenset(names)

    async def release(self, names: Collection[str]) -> None:
        """Nobody waits for it."""


class Shared:
    """Claims on a PostgreSQL that several processes use; a context manager that gives everything back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._held: set[str] = set()
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with self._turn:
            await self._drop()

    async def claim(self, names: Collection[str]) -> frozenset[str]:
        """Claim names; a lost connection costs all claims, and the next call begins anew.

        What was ours before is asked for too: whoever was cut off without noticing must not go on as if it held it.

        Raises:
            DBAPIError: The connection was lost.
            DatabaseIsAway: The server does not answer.
        """
        async with self._turn:
            connection = await self._connected()
            wanted = {lock_key(name): name for name in names if name not in self._held}
            keys = sorted(wanted)
            if not keys:
                await self._run(connection, _IS_ALIVE)
            for start in range(0, len(keys), AT_ONCE):
                rows = await self._run(connection, _CLAIM, keys=keys[start : start + AT_ONCE])
                self._held |= {wanted[key] for key, granted in rows if granted}
            return frozenset(name for name in names if name in self._held)

    async def release(self, names: Collection[str]) -> None:
        """Give names back."""
        async with self._turn:
            mine = self._held & set(names)
            self._held -= mine
            if mine and self._connection is not None:
                try:
                    await self._connection.execute(_RELEASE, {"keys": sorted(map(lock_key, mine))})
                except DBAPIError:
                    await self._drop()

    async def _run(self, connection: AsyncConnection, what: TextClause, **given: list[int]) -> Sequence[Any]:
        try:
            return (await connection.execute(what, given)).all()
        except DBAPIError:
            await self._drop()
            raise

    async def _connected(self) -> AsyncConnection:
        if self._connection is not None and (self._connection.closed or self._connection.invalidated):
            await self._drop()
        if self._connection is None:
            try:
                connection = await self._engine.open()
            except OSError as error:
                raise DatabaseIsAway(f"The database server does not answer: {error}.") from error
            self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        return self._connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is not None:
            try:
                await connection.invalidate()  # its locks must go, so it must not go back to the pool alive
                await connection.close()
            except DBAPIError:
                log.warning("the connection that held our claims was gone already")


async def wait_for_turn(tx: AsyncConnection, names: Collection[str]) -> None:
    """Until the end of this transaction be the only one that works on these names; nothing to do on SQLite."""
    if names and tx.dialect.name == "postgresql":
        await tx.execute(_WAIT, {"keys": sorted({lock_key(name) for name in names})})


def lock_key(name: str) -> int:
    """Give the 64-bit key of a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


async def is_led(tx: AsyncConnection) -> bool | None:
    """Tell whether some process of a PostgreSQL keeps the calendar now; None on SQLite, which has a lease."""
    if tx.dialect.name != "postgresql":
        return None
    key = lock_key(LEADER)
    halves = {"high": (key >> 32) & 0xFFFFFFFF, "low": key & 0xFFFFFFFF}
    return (await tx.execute(_HELD, halves)).first() is not None
