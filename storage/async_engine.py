"""SQLAlchemy's engines for asyncio, without its ORM.

`sqlalchemy.ext.asyncio` does the same in the same way, but loads the ORM, which nothing here uses: 6.6 MB.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar, TypeVarTuple, overload

from sqlalchemy import URL, Connection, CursorResult, Dialect, Engine, Executable, create_engine
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlalchemy.util.concurrency import greenlet_spawn

Given = TypeVarTuple("Given")
Found = TypeVar("Found")
Columns = TypeVarTuple("Columns")
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class AsyncConnection:
    """A connection taken from its engine; an async context manager that gives it back, rolled back."""

    __slots__ = ("_plain",)

    def __init__(self, plain: Connection) -> None:
        self._plain = plain

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await _to_the_end(self.close())

    @property
    def dialect(self) -> Dialect:
        """What is spoken to."""
        return self._plain.dialect

    @property
    def closed(self) -> bool:
        """Whether it was given back."""
        return self._plain.closed

    @property
    def invalidated(self) -> bool:
        """Whether it was lost."""
        return self._plain.invalidated

    @property
    def driver(self) -> Any:  # noqa: ANN401  the driver's own
        """The driver's connection, past SQLAlchemy."""
        return self._plain.connection.driver_connection

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[None]:
        """Open a transaction: committed at the end of the block, rolled back on any exception."""
        transaction = await greenlet_spawn(self._plain.begin)
        try:
            yield
        except BaseException:
            await greenlet_spawn(transaction.rollback)
            raise
        await greenlet_spawn(transaction.commit)

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*Columns], parameters: Parameters | None = None
    ) -> CursorResult[*Columns]: ...

    @overload
    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement, many times for a list of parameters; all its rows are fetched already."""
        return await greenlet_spawn(self._plain.execute, statement, parameters)

    async def execute_many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run the driver's own SQL for each row of values."""
        await greenlet_spawn(self._plain.exec_driver_sql, sql, rows)

    async def run_sync(self, job: Callable[[Connection, *Given], Found], *given: *Given) -> Found:
        """Run what wants SQLAlchemy's own connection."""
        return await greenlet_spawn(job, self._plain, *given)

    async def execution_options(self, **options: Any) -> Self:  # noqa: ANN401  SQLAlchemy's own
        """Set how statements are run on this connection."""
        await greenlet_spawn(self._plain.execution_options, **options)
        return self

    async def invalidate(self) -> None:
        """Throw the driver's connection away."""
        await greenlet_spawn(self._plain.invalidate)

    async def close(self) -> None:
        """Give the connection back."""
        await greenlet_spawn(self._plain.close)


class AsyncEngine:
    """A pool of connections to one database.

    Attributes:
        sync_engine: SQLAlchemy's own; its events are heard there.
    """

    def __init__(self, url: URL, **options: Any) -> None:  # noqa: ANN401  SQLAlchemy's own
        self.sync_engine: Engine = create_engine(url, **options)

    async def open(self) -> AsyncConnection:
        """Take a connection; whoever takes it closes it."""
        return AsyncConnection(await greenlet_spawn(self.sync_engine.connect))

    @contextlib.asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Take a connection until the end of the block."""
        async with await self.open() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Take a connection with a transaction until the end of the block."""
        async with self.connect() as connection, connection.begin():
            yield connection

    async def dispose(self) -> None:
        """Close all connections."""
        await greenlet_spawn(self.sync_engine.dispose)


async def _to_the_end(closing: Coroutine[Any, Any, None]) -> None:
    """Wait for a closing even when cancelled meanwhile, so that nothing is closed behind the program's back."""
    task = asyncio.ensure_future(closing)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    task.result()
