"""A database of an older schema, made to take that schema's rows in and to be brought forward by the migrations."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from alembic.command import upgrade
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Table, create_engine, insert, inspect

from flows.answers import JsonValue
from storage.archive import LEFT_OUT, JsonRow, UnfitRowsError, column_value, fitting, naming_the_unfit
from storage.migrate import HEAD
from storage.tables import metadata
from storage.upgrade import alembic_config

VERSION_TABLE = "alembic_version"
"""Alembic's own note of the schema."""
Rows = Callable[[str], Iterable[JsonRow]]


def is_older(revision: str) -> bool:
    """Tell whether a schema is one that this program brings forward."""
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    return revision in known - {HEAD}


def tables_of(revision: str) -> frozenset[str]:
    """Give the names of the tables that an archive of an older schema has."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            _run_to(connection, revision)
            return frozenset(inspect(connection).get_table_names()) - LEFT_OUT - {VERSION_TABLE}
    finally:
        engine.dispose()


def bring_forward(file: Path, revision: str, tables: Iterable[str], rows: Rows) -> None:
    """Make a SQLite file of an older schema, fill it, and bring its schema forward.

    Args:
        file: A new file.
        revision: The schema that the rows have.
        tables: Their names.
        rows: Gives a table's rows as plain JSON.

    Raises:
        UnfitRowsError: There was no such table, or its rows are not of it.
    """
    engine = create_engine(f"sqlite:///{file}")  # no pragmas: rows come in any order
    try:
        with engine.begin() as connection:
            _run_to(connection, revision)
            then = MetaData()
            then.reflect(connection)
            for name in tables:
                if name not in then.tables:
                    raise UnfitRowsError(name)
                _fill(connection, then.tables[name], rows(name))
            _run_to(connection, "head")
    finally:
        engine.dispose()


def _run_to(connection: Connection, revision: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    upgrade(config, revision)


def _fill(connection: Connection, then: Table, rows: Iterable[JsonRow]) -> None:
    """Insert rows; types of columns are today's, where today has them: reflection knows only text and numbers."""
    today = metadata.tables.get(then.name)
    for column in then.columns:
        if today is not None and column.name in today.columns:
            column.type = today.columns[column.name].type

    def value(column: Column[Any], given: JsonValue) -> object:
        return column_value(column, given) if today is not None and column.name in today.columns else _text(given)

    with naming_the_unfit(then):
        if ready := fitting(then, rows, value):
            connection.execute(insert(then), ready)


def _text(value: JsonValue) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
