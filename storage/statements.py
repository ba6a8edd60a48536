"""Statements that both engines understand, built once each; SQLAlchemy compiles and caches them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Table, bindparam, insert, tuple_
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import Insert, UpdateBase

from storage.async_engine import AsyncConnection
from storage.compiled_statement import compiled

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Item = TypeVar("Item")
PER_STATEMENT = 10_000
"""Values of one IN list; both engines take some 32 000 parameters."""


@lru_cache(maxsize=64)
def insert_into(table: Table) -> Insert:
    """Build an INSERT."""
    return insert(table)


def insert_new(tx: AsyncConnection, table: Table, *, on: tuple[str, ...], returning: str) -> Executable:
    """Build an INSERT that leaves rows alone that are there already and returns a column of the new ones."""
    return _insert_new(tx.dialect.name, table, on, returning)


@lru_cache(maxsize=64)
def _insert_new(dialect: str, table: Table, on: tuple[str, ...], returning: str) -> Executable:
    statement = _insert(dialect, table)
    return statement.on_conflict_do_nothing(index_elements=on).returning(table.c[returning])


def upsert(
    tx: AsyncConnection, table: Table, *, on: tuple[str, ...] = (), keep: frozenset[str] = frozenset()
) -> Insert:
    """Build an INSERT that overwrites the row with the same key.

    Args:
        tx: The transaction.
        table: Where.
        on: Columns of the key; the primary key if not said.
        keep: Columns that an existing row keeps.
    """
    return _upsert(tx.dialect.name, table, on or tuple(column.name for column in table.primary_key), keep)


@lru_cache(maxsize=64)
def _upsert(dialect: str, table: Table, keys: tuple[str, ...], keep: frozenset[str]) -> Insert:
    statement = _insert(dialect, table)
    changed = {column.name: statement.excluded[column.name] for column in table.c if column.name not in {*keys, *keep}}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _insert(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 2 MB that SQLite does not need

    return postgresql.insert(table)


async def run_many(tx: AsyncConnection, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run one statement for all rows, which give the same values each; nothing for none.

    Args:
        tx: The transaction.
        statement: Built once and used again: it is compiled when it is first seen.
        rows: Values by the names of columns or bound parameters.
    """
    if rows:
        ready = compiled(statement, tx.dialect, tuple(rows[0]))
        await tx.execute_many(ready.sql, ready.parameters(rows))


def by_first(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Cut pairs into lists of second parts with one first part in common, in order and short enough for one statement.

    SQLite looks several pairs up in one statement by reading the whole table; lists it finds by an index.
    """
    for first, some in groupby(sorted(set(pairs)), key=itemgetter(0)):
        for seconds in portions(second for _, second in some):
            yield first, seconds


def among(first: ColumnElement[str], second: ColumnElement[str]) -> ColumnElement[bool]:
    """Ask for rows of some pairs, given by `pairs_among`; the first parts are named apart for SQLite to find them."""
    return first.in_(bindparam("firsts", expanding=True)) & tuple_(first, second).in_(bindparam("some", expanding=True))


def pairs_among(pairs: Collection[tuple[str, str]]) -> dict[str, Any]:
    """Give the parameters of `among`."""
    return {"firsts": sorted({first for first, _ in pairs}), "some": list(pairs)}


def portions(values: Iterable[Item], most: int = PER_STATEMENT) -> Iterator[list[Item]]:
    """Cut values into lists short enough for one statement, or shorter, drawing them as they are wanted."""
    source = iter(values)
    while some := list(islice(source, most)):
        yield some
