"""Indexes over some of a table's rows."""

from sqlalchemy import DDL, Column, Table, event


def partial_index(name: str, table: Table, *columns: Column[object], where: str, unique: bool = False) -> None:
    """Give a table an index over the rows that fulfil a condition; both engines know it by the same words.

    An `Index` takes the condition in words of a dialect each, and loads the dialect for that: 2 MB of PostgreSQL
    where SQLite is used.
    """
    kind = "UNIQUE INDEX" if unique else "INDEX"
    named = ", ".join(column.name for column in columns)
    statement = f"CREATE {kind} {name} ON {table.name} ({named}) WHERE {where}"
    event.listen(table, "after_create", DDL(statement))  # type: ignore[no-untyped-call]
