"""Walking over rows of an instance, and over turns of a repeat."""

from decimal import Decimal

from flows.surroundings import Surroundings
from flows.xpath_reading import Program, Reading
from flows.xpath_values import Rows, Scalar, Value, boolean


def external(surroundings: Surroundings, name: str) -> Rows:
    """The rows of an external instance; none if there is no such one."""
    table = surroundings.external.get(name)
    return Rows() if table is None else Rows(table.rows)


def cell(rows: Rows, key: str, wanted: str, column: str) -> Scalar:
    """The cell of the first row that is known by a value."""
    return next((row.get(column, "") for row in rows if row.get(key) == wanted), "")


def keep(rows: Rows, condition: Program, reading: Reading) -> Rows:
    """The rows for which a condition holds; a number is a position, from 1."""
    kept, left = [], reading.for_each(len(rows))
    for position, row in enumerate(rows, start=1):
        value = condition(reading.at(position, left, row))
        holds = value == position if isinstance(value, Decimal) and not value.is_nan() else boolean(value)
        if holds:
            kept.append(row)
    return Rows(kept)


def kept_turns(values: tuple[Scalar, ...], shown: tuple[Scalar, ...], condition: Program, reading: Reading) -> Value:
    """The values of the relevant turns for which a condition holds."""
    kept, left = [], reading.for_each(len(values))
    for position, (value, is_shown) in enumerate(zip(values, shown, strict=True), start=1):
        if is_shown and boolean(condition(reading.at(position, left))):
            kept.append(value)
    return tuple(kept)
