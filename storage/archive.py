"""Every table as rows of plain JSON, out and in, the same for SQLite and PostgreSQL."""

import base64
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Boolean, Column, Integer, LargeBinary, RowMapping, Table, func, insert, select, text, tuple_
from sqlalchemy.exc import StatementError

from flows.answers import JsonValue
from storage.columns import Json, LocalDay, UtcInstant
from storage.database import Tx
from storage.faults import is_for_the_moment
from storage.tables import metadata

JsonRow: TypeAlias = dict[str, JsonValue]
ReadyRow: TypeAlias = dict[str, object]
"""A row as it is inserted."""
AT_ONCE = 2_000
_PLAIN: tuple[tuple[type[Any], type], ...] = ((Boolean, bool), (Integer, int))
"""What columns take that JSON knows itself; every other takes text."""
LEFT_OUT = frozenset({"leases"})
"""Who works on a database is no part of what it holds."""


class UnfitRowsError(Exception):
    """What an archive has for a table does not fit into it; the message is the table's name."""


def archived_tables() -> tuple[Table, ...]:
    """Give every table that is archived; what a table refers to stands before it."""
    return tuple(table for table in metadata.sorted_tables if table.name not in LEFT_OUT)


async def rows_out(tx: Tx, table: Table) -> AsyncIterator[Sequence[JsonRow]]:
    """Read a table in the order of its key, a portion at a time."""
    key = tuple_(*table.primary_key.columns)
    last: tuple[object, ...] | None = None
    while True:
        wanted = select(table).order_by(*table.primary_key.columns).limit(AT_ONCE)
        found = (await tx.execute(wanted if last is None else wanted.where(key > last))).mappings().all()
        if found:
            yield [json_row(row) for row in found]
        if len(found) < AT_ONCE:
            return
        last = tuple(found[-1][column.name] for column in table.primary_key.columns)


async def rows_in(tx: Tx, table: Table, rows: Iterable[JsonRow]) -> None:
    """Write rows that `rows_out` gave, in any order.

    Raises:
        UnfitRowsError: They are not of this table.
    """
    with naming_the_unfit(table):
        ready = in_order(table, fitting(table, rows, column_value))
        for start in range(0, len(ready), AT_ONCE):
            await tx.execute(insert(table), ready[start : start + AT_ONCE])


@contextlib.contextmanager
def naming_the_unfit(table: Table) -> Iterator[None]:
    """Turn what is wrong with rows into UnfitRowsError; what is wrong with the database for the moment stays that."""
    try:
        yield
    except (ValueError, OverflowError, StatementError) as error:
        if is_for_the_moment(error):
            raise
        raise UnfitRowsError(table.name) from error


def fitting(table: Table, rows: Iterable[JsonRow], value: Callable[[Column[Any], JsonValue], object]) -> list[ReadyRow]:
    """Give rows as they are inserted.

    Args:
        table: Where they go.
        rows: As they are in the archive.
        value: Reads a value as its column takes it.

    Raises:
        ValueError: A row lacks a column, has one too many, or has a value that is none of its column's.
    """
    names, ready = {column.name for column in table.columns}, []
    for row in rows:
        if not isinstance(row, dict) or row.keys() != names:  # what a file has is a row only by promise
            raise ValueError(f"a row of {table.name} has other columns")
        ready.append({column.name: value(column, row[column.name]) for column in table.columns})
    return ready


async def after_loading(tx: Tx) -> None:
    """Let PostgreSQL count on from the highest number that was loaded."""
    if tx.dialect.name != "postgresql":
        return
    for table in archived_tables():
        for column in table.primary_key.columns:
            if column is table.autoincrement_column and not column.foreign_keys:
                highest = (await tx.execute(select(func.coalesce(func.max(column), 0)))).scalar_one()
                follow = text("SELECT setval(pg_get_serial_sequence(:table, :column), greatest(:highest, 1), :used)")
                values = {"table": table.name, "column": column.name, "highest": highest, "used": highest > 0}
                await tx.execute(follow, values)


async def is_empty(tx: Tx) -> bool:
    """Tell whether nothing has been stored yet."""
    for table in archived_tables():
        if (await tx.execute(select(*table.primary_key.columns).limit(1))).first() is not None:
            return False
    return True


def in_order(table: Table, rows: Sequence[ReadyRow]) -> list[ReadyRow]:
    """Put rows that refer to rows of their own table behind these.

    Raises:
        ValueError: Some refer to each other in a ring, or to nothing.
    """
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    if not own:
        return list(rows)
    (name,) = (column.name for column in table.primary_key.columns)
    waiting, placed, ordered = list(rows), {""}, list[ReadyRow]()
    while waiting:
        ready = [row for row in waiting if all((row[column] or "") in placed for column in own)]
        if not ready:
            raise ValueError(f"rows of {table.name} refer to each other in a ring, or to nothing")
        ordered += ready
        placed |= {str(row[name]) for row in ready}
        waiting = [row for row in waiting if str(row[name]) not in placed]
    return ordered


def json_row(row: RowMapping) -> JsonRow:
    """Write a row as plain JSON: instants and days as ISO text, bytes as Base64."""
    return {str(name): _json(value) for name, value in row.items()}


def _json(value: object) -> JsonValue:
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case None | str() | int() | bool() | list() | dict():
            return value
        case _:
            raise TypeError(f"{type(value).__name__} has no place in JSON")


def column_value(column: Column[object], value: JsonValue) -> object:
    """Read a value that `json_row` wrote, as its column takes it.

    Raises:
        ValueError: It is none of the column's.
    """
    if isinstance(column.type, Json) or value is None:
        return value
    if isinstance(column.type, UtcInstant):
        return _instant(str(value))
    if isinstance(column.type, LocalDay):
        return date.fromisoformat(str(value))
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(str(value), validate=True)
    kind = next((kind for types, kind in _PLAIN if isinstance(column.type, types)), str)
    if type(value) is not kind:
        raise ValueError(f"{column.name} takes no {type(value).__name__}")
    return value


def _instant(written: str) -> datetime:
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError(f"an instant without an offset: {written}")
    return instant
