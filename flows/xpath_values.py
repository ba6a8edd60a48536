"""Values of XPath expressions with JavaRosa's meaning: blank is not zero, dates are days, numbers are exact."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TypeAlias, cast

from flows.answers import JsonValue

Scalar: TypeAlias = str | Decimal | date | bool
"""One value; blank is ""."""


class TooMuchError(ArithmeticError):
    """An expression would grow, or go on, without end."""


class Rows(tuple[Mapping[str, str], ...]):
    """Rows of an instance that a path has found."""

    __slots__ = ()


class Texts(tuple[str, ...]):  # noqa: SLOT001 - what it remembers needs a place
    """Cells of a column that a path has found; how a value compares with them is known without looking at each."""

    @cached_property
    def different(self) -> frozenset[str]:
        """The texts, each once; no node at all counts as blank."""
        return frozenset(self or ("",))

    @cached_property
    def numbers(self) -> frozenset[Decimal | None]:
        """What the texts are as numbers, each once; None for those that are none."""
        read = map(number, self.different)
        return frozenset(None if one.is_nan() else one for one in read)

    @cached_property
    def ends(self) -> tuple[Decimal, ...]:
        """The least and the greatest number; nothing where there is none."""
        found = [one for one in self.numbers if one is not None]
        return (min(found), max(found)) if found else ()


Value: TypeAlias = Scalar | tuple[Scalar, ...] | Rows | Texts
"""What an expression is worth: one value, the values of several nodes, or rows of an instance."""

NAN = Decimal("NaN")
NO_RESULT = Decimal("NaN")
"""This very NaN (`value is NO_RESULT`) is what an expression is worth that was given up."""
LONGEST_MADE = 200_000
"""Longest text that an expression may make: ten of the longest answers."""
EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*", re.ASCII)
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(T.*)?\s*", re.ASCII)
_LONGEST_NUMBER = 40
_LAST_DAY = (date.max - EPOCH).days
_FIRST_DAY = (date.min - EPOCH).days


def put_together(texts: Sequence[str], separator: str = "") -> str:
    """The texts in one.

    Raises:
        TooMuchError: It would be longer than what an expression may make.
    """
    if sum(map(len, texts)) + len(separator) * len(texts) > LONGEST_MADE:
        raise TooMuchError
    return separator.join(texts)


def scalar(value: Value) -> Scalar:
    """The value itself, or that of the first node; blank for none."""
    if not isinstance(value, tuple):
        return value
    if not value:
        return ""
    first = value[0]
    return next(iter(first.values()), "") if isinstance(first, Mapping) else first


def number(value: Value) -> Decimal:
    """The value as a number, NaN if it is none. A date is its number of days since 1970-01-01."""
    one = scalar(value)
    if isinstance(one, Decimal):
        return one
    if isinstance(one, bool):
        return Decimal(int(one))
    if isinstance(one, date):
        return Decimal((one - EPOCH).days)
    if _NUMBER.fullmatch(one) and len(one) <= _LONGEST_NUMBER:
        return Decimal(one.strip())
    day = day_from(one)
    return NAN if day is None else Decimal((day - EPOCH).days)


def day_from(value: Value) -> date | None:
    """The value as a local date; numbers are days since 1970-01-01; None if it is no date."""
    one = scalar(value)
    if isinstance(one, bool):
        return None
    if isinstance(one, date):
        return one
    if isinstance(one, Decimal):
        return _day_from_number(one)
    found = _DAY.fullmatch(one)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def _day_from_number(days: Decimal) -> date | None:
    if not days.is_finite() or not _FIRST_DAY <= days <= _LAST_DAY:
        return None
    return EPOCH + timedelta(days=int(days // 1))


def text(value: Value) -> str:
    """The value as text: numbers without needless zeros, dates as YYYY-MM-DD, NaN as blank."""
    one = scalar(value)
    if isinstance(one, str):
        return one
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, date):
        return one.isoformat()
    return number_text(one)


def number_text(value: Decimal) -> str:
    """Canonical decimal notation: "1234.5", "0.001", "210000"; blank for NaN and the infinities."""
    if not value.is_finite():
        return ""
    if value == 0:
        return "0"
    if abs(value.adjusted()) > _LONGEST_NUMBER:
        return str(value)
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def boolean(value: Value) -> bool:
    """Truth: a number that is neither zero nor NaN, a text that is not blank, rows that exist."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Rows):
        return bool(value)
    one = scalar(value)
    if isinstance(one, Decimal):
        return not one.is_nan() and one != 0
    return bool(one)


def several(value: Value) -> tuple[Scalar, ...]:
    """The values of all nodes; a single value stands for itself."""
    if isinstance(value, Rows):
        return tuple(next(iter(row.values()), "") for row in value)
    if isinstance(value, tuple):
        return cast("tuple[Scalar, ...]", value)
    return (value,)


def equal(left: Value, right: Value) -> bool:
    """`=`: true if any pair of values is equal; no node at all counts as blank."""
    if isinstance(right, Texts):
        return any(_is_among(one, right) for one in several(left) or ("",))
    if isinstance(left, Texts):
        return any(_is_among(one, left) for one in several(right) or ("",))
    return any(_same(a, b) for a in several(left) or ("",) for b in several(right) or ("",))


def unequal(left: Value, right: Value) -> bool:
    """`!=`: true if any pair of values differs; no node at all counts as blank."""
    if isinstance(right, Texts):
        return any(_is_other_among(one, right) for one in several(left) or ("",))
    if isinstance(left, Texts):
        return any(_is_other_among(one, left) for one in several(right) or ("",))
    return any(not _same(a, b) for a in several(left) or ("",) for b in several(right) or ("",))


def _is_among(one: Scalar, column: Texts) -> bool:
    if isinstance(one, str):
        return one in column.different
    if isinstance(one, bool):
        return column.different != {""} if one else "" in column.different
    value = number(one)
    return not value.is_nan() and value in column.numbers


def _is_other_among(one: Scalar, column: Texts) -> bool:
    """Whether any cell differs from a value; what is no number differs from everything."""
    if isinstance(one, str):
        return column.different != {one}
    if isinstance(one, bool):
        return _is_among(not one, column)
    value = number(one)
    return value.is_nan() or column.numbers != {value}


def _same(left: Scalar, right: Scalar) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    first, second = number(left), number(right)
    return not first.is_nan() and not second.is_nan() and first == second


def order(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 as the left is less, equal or greater; None if either is blank or no number."""
    first, second = number(left), number(right)
    if first.is_nan() or second.is_nan():
        return None
    return (first > second) - (first < second)


def settled(value: Value) -> Scalar:
    """What a calculation stores: one value, NaN as blank, numbers in canonical form, booleans as text."""
    one = scalar(value)
    if isinstance(one, bool):
        return text(one)
    if isinstance(one, Decimal):
        return _rounded(one)
    return one


def _rounded(value: Decimal) -> Scalar:
    if not value.is_finite():
        return ""
    try:
        return Decimal(number_text(value))
    except InvalidOperation:
        return ""


def as_json(value: Scalar) -> JsonValue:
    """A calculated value as it is stored: whole numbers as int, others as decimal text, blank as None."""
    if isinstance(value, Decimal):
        plain = number_text(value)
        return int(plain) if plain.lstrip("-").isdigit() else plain or None
    return text(value) or None
