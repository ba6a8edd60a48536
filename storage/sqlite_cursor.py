"""A cursor for SQLite that needs one hop to the driver's thread per statement instead of four.

SQLAlchemy's own opens, executes, fetches and closes in four hops; half of the time of a small statement goes there.
"""

import collections
import sqlite3
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util import immutabledict
from sqlalchemy.util.concurrency import await_

from storage.async_engine import AsyncEngine


class OneHopCursor(AsyncAdapt_aiosqlite_cursor):
    """Executes and fetches in one go; what it fetched lives on after the driver's cursor is closed."""

    __slots__ = ("_described", "_last_id", "_touched")

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection  # noqa: SLF001  as the adapter's own cursor does
        self._rows = collections.deque()
        self._soft_closed_memoized = immutabledict()
        self._described: Any = None
        self._touched = -1
        self._last_id: int | None = None

    @property
    def description(self) -> Any:  # noqa: ANN401  DBAPI's own
        """Columns of the result, None if there is none."""
        return self._described

    @property
    def rowcount(self) -> int:
        """Number of rows touched, -1 if unknown."""
        return self._touched

    @property
    def lastrowid(self) -> int:
        """Rowid of the last inserted row."""
        return self._last_id or 0

    async def _async_soft_close(self) -> None:
        """Nothing is left to close."""

    def close(self) -> None:
        """Drop the fetched rows."""
        self._rows.clear()

    def execute(self, operation: str, parameters: Any = None) -> None:  # noqa: ANN401  DBAPI's own
        """Run one statement and fetch all its rows."""
        self._run(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: str, seq_of_parameters: Any) -> None:  # noqa: ANN401  DBAPI's own
        """Run one statement for many rows."""
        self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def _run(self, statement: Any) -> None:  # noqa: ANN401  a call of the driver's cursor
        def job() -> tuple[Any, list[Any], int, int | None]:
            cursor: sqlite3.Cursor = self._connection._conn.cursor()  # noqa: SLF001  as SQLAlchemy's own adapter does
            try:
                statement(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return cursor.description, rows, cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        try:
            found = await_(self._connection._execute(job))  # noqa: SLF001  one hop to the driver's thread
        except Exception as error:  # noqa: BLE001  translated by the adapter, which raises
            self._adapt_connection._handle_exception(error)  # noqa: SLF001
        self._described, rows, self._touched, self._last_id = found
        self._rows.extend(rows)


class _OneHopConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = OneHopCursor  # type: ignore[assignment]  # typed there as exactly the adapter's own class


def use_one_hop_cursors(engine: AsyncEngine) -> None:
    """Make all connections of a SQLite engine use the quick cursor."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def _connect(dialect: Any, _record: object, args: list[Any], options: dict[str, Any]) -> Any:  # noqa: ANN401
        plain = dialect.loaded_dbapi.connect(*args, **options)
        return _OneHopConnection(plain.dbapi, plain._connection)  # noqa: SLF001  rewraps the driver's connection
