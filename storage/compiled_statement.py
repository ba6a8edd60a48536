"""A statement compiled once and run for many rows: SQLAlchemy's own way takes several times as long for each row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Dialect
from sqlalchemy.sql.dml import UpdateBase

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A parameter's place in the statement.

    Attributes:
        name: Key of the row's value.
        fixed: What the statement itself says, as a tuple of one; empty: the row says it.
        prepare: Turns a value into what the driver takes; None: it takes it as it is.
    """

    name: str
    fixed: tuple[Any, ...] = ()
    prepare: Callable[[Any], Any] | None

    def values(self, rows: Rows) -> Iterable[Any]:
        """Give this parameter of every row."""
        if self.fixed:
            return self.fixed * len(rows)
        name = self.name
        given = [row[name] for row in rows]
        return given if self.prepare is None else map(self.prepare, given)


@dataclass(frozen=True, kw_only=True, slots=True)
class CompiledStatement:
    """SQL of one dialect and what stands in each of its places."""

    sql: str
    places: tuple[Place, ...]

    def parameters(self, rows: Rows) -> list[tuple[Any, ...]]:
        """Give the rows as the driver takes them.

        Raises:
            KeyError: A row lacks a value that the first one has.
        """
        return list(zip(*(place.values(rows) for place in self.places), strict=True))


@lru_cache(maxsize=128)
def compiled(statement: UpdateBase, dialect: Dialect, given: tuple[str, ...]) -> CompiledStatement:
    """Compile an INSERT, UPDATE or DELETE for rows that give these values."""
    found: Any = statement.compile(dialect=dialect, column_keys=list(given), for_executemany=True)
    return CompiledStatement(
        sql=found.string,
        places=tuple(_place(name, found.binds[name], dialect, given) for name in found.positiontup),
    )


def _place(name: str, bind: BindParameter[Any], dialect: Dialect, given: tuple[str, ...]) -> Place:
    prepare = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if name in given:
        return Place(name=name, prepare=prepare)
    if bind.required:
        raise KeyError(name)
    return Place(name=name, fixed=(prepare(bind.value) if prepare else bind.value,), prepare=None)
