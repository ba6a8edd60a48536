"""How we open SQLite and PostgreSQL: one writer that begins IMMEDIATE, readers on connections of their own."""

import contextlib
import os
import socket
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import URL, Connection, event

from storage.async_engine import AsyncConnection, AsyncEngine
from storage.faults import DatabaseIsAway
from storage.sqlite_cursor import use_one_hop_cursors

PATIENCE, GLANCE = 5000, 100
"""Milliseconds for which another connection is waited for: by answers, and by what can be tried again."""
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {PATIENCE}",
    "PRAGMA cache_size = -2000",  # kB for each connection; what falls out lies in the system's cache, a read away
    "PRAGMA temp_store = MEMORY",
    # what was erased is overwritten in the file, not only unlinked
    "PRAGMA secure_delete = ON",
)
READERS = 4
SILENCE = {"TCP_KEEPIDLE": 20, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 4, "TCP_USER_TIMEOUT": 40_000}
"""When a server that answers nothing counts as gone: seconds, seconds, probes, milliseconds."""


def sqlite_writer(url: URL) -> AsyncEngine:
    """Open the single connection that writes; its transactions begin IMMEDIATE: none reads before it may write."""
    return _sqlite(url, begin="BEGIN IMMEDIATE", size=1)


def sqlite_readers(url: URL) -> AsyncEngine:
    """Open connections that read a snapshot under WAL and cannot write."""
    engine = _sqlite(url, begin="BEGIN", size=READERS)
    # what goes out and what is due: seldom the same pages twice, and there are several such connections
    _run_at_connect(engine, ("PRAGMA query_only = ON", "PRAGMA cache_size = -500"))
    return engine


async def empty_log(connection: AsyncConnection) -> bool:
    """Bring SQLite's write-ahead log into the file and cut it to nothing; False where a reader is in the way."""
    # past SQLAlchemy: it would begin a transaction, in which nothing can be cut
    driver = connection.driver
    if driver is None:
        raise TypeError("a connection without a driver")
    try:
        await driver.execute(f"PRAGMA busy_timeout = {GLANCE}")
        cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _, _ = await cursor.fetchone()
    finally:
        await driver.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    return int(busy) == 0


def postgresql(url: URL) -> AsyncEngine:
    """Open PostgreSQL; writes are read committed, `Database.read` asks for a snapshot."""
    # the administrator of the server sees which process a connection belongs to
    named = {"server_settings": {"application_name": f"plneni {os.getpid()}"}}
    engine = AsyncEngine(url, pool_size=READERS + 1, max_overflow=READERS, hide_parameters=True, connect_args=named)

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(dbapi_connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own
        notice_silence(dbapi_connection.driver_connection._transport.get_extra_info("socket"))  # noqa: SLF001  no other way

    return engine


def notice_silence(connection: Any) -> None:  # noqa: ANN401  asyncio's view of a socket
    """Let a connection over TCP fail soon after its other end has fallen silent; a quarter of an hour is usual."""
    if connection.family == socket.AF_UNIX:
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in SILENCE.items():
        option = getattr(socket, name, None)  # not every system has every one
        if option is not None:
            connection.setsockopt(socket.IPPROTO_TCP, option, value)


@contextlib.asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Give a connection until the end of the block.

    Raises:
        DatabaseIsAway: Nobody listens at the server's address.
    """
    async with contextlib.AsyncExitStack() as block:
        try:
            connection = await block.enter_async_context(engine.connect())
        except OSError as error:
            raise DatabaseIsAway(f"The database server does not answer: {error}.") from error
        yield connection


def _sqlite(url: URL, *, begin: str, size: int) -> AsyncEngine:
    # an error that is logged must not quote answers
    engine = AsyncEngine(url, pool_size=size, max_overflow=0, hide_parameters=True)
    use_one_hop_cursors(engine)
    _run_at_connect(engine, _PRAGMAS)

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # isolation_level None leaves BEGIN to us, so that DDL is rolled back too
        connection.exec_driver_sql(begin)

    return engine


def _run_at_connect(engine: AsyncEngine, statements: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(dbapi_connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
