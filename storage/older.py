"""A database of an older schema, made to take that schema's rows in and to be brought forward by the migrations."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from alembic.command import upgrade
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, create_engine, insert

from flows.answers import JsonValue
from storage.archive import JsonRow, column_value
from storage.migrate import HEAD
from storage.tables import metadata
from storage.upgrade import alembic_config

Rows = Callable[[str], Iterable[JsonRow]]


def is_older(revision: str) -> bool:
    """Tell whether a schema is one that this program brings forward."""
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    return revision in known - {HEAD}


def bring_forward(file: Path, revision: str, tables: Iterable[str], rows: Rows) -> None:
    """Make a SQLite file of an older schema, fill it, and bring its schema forward.

    Args:
        file: A new file.
        revision: The schema that the rows have.
        tables: Their names.
        rows: Gives a table's rows as plain JSON.

    Raises:
        KeyError: There was no such table, or a row lacks a column.
        ValueError: A value is none of its column's.
    """
    engine = create_engine(f"sqlite:///{file}")  # no pragmas: rows come in any order
    try:
        with engine.begin() as connection:
            _run_to(connection, revision)
            then = MetaData()
            then.reflect(connection)
            for name in tables:
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
    ready = [{column.name: _value(column.name, row, then, today) for column in then.columns} for row in rows]
    if ready:
        connection.execute(insert(then), ready)


def _value(name: str, row: JsonRow, then: Table, today: Table | None) -> object:
    if today is not None and name in today.columns:
        return column_value(then.columns[name], row[name])
    return _text(row[name])


def _text(value: JsonValue) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
