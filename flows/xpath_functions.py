"""The functions of ODK XForms that the engine supports, with JavaRosa's meaning."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from flows.xpath_dates import format_date
from flows.xpath_regex import matches
from flows.xpath_values import (
    NAN,
    Rows,
    Scalar,
    Value,
    boolean,
    day_from,
    number,
    put_together,
    scalar,
    several,
    text,
)

_BEYOND = Decimal(10) ** 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """A function: how many arguments it takes (None = any number) and what it does with their values."""

    least: int
    most: int | None
    run: Callable[..., Value]


def _members(values: Iterable[Value]) -> list[Scalar]:
    return [one for value in values for one in several(value)]


def _numbers(values: Iterable[Value]) -> list[Decimal]:
    """Numbers among the values; blanks are skipped, anything else that is no number is NaN."""
    return [number(one) for one in _members(values) if text(one) != ""]


def _sum(nodes: Value) -> Value:
    return sum(_numbers([nodes]), Decimal(0))


def _count(nodes: Value) -> Value:
    if isinstance(nodes, tuple):
        return Decimal(len(nodes))
    return Decimal(1)


def _count_non_empty(nodes: Value) -> Value:
    return Decimal(sum(1 for one in several(nodes) if text(one) != ""))


def _least(*values: Value) -> Value:
    found = _numbers(values)
    return NAN if not found or any(one.is_nan() for one in found) else min(found)


def _greatest(*values: Value) -> Value:
    found = _numbers(values)
    return NAN if not found or any(one.is_nan() for one in found) else max(found)


def _selected(value: Value, name: Value) -> Value:
    return text(name).strip() in text(value).split()


def _selected_at(value: Value, index: Value) -> Value:
    names = text(value).split()
    at = number(index)
    return names[int(at)] if at.is_finite() and 0 <= at < len(names) else ""


def _count_selected(value: Value) -> Value:
    return Decimal(len(text(value).split()))


def _concat(*values: Value) -> Value:
    return put_together([text(one) for one in _members(values)])


def _join(separator: Value, *values: Value) -> Value:
    return put_together([text(one) for one in _members(values)], text(separator))


def _index(value: Value, length: int) -> int:
    at = number(value)
    if not at.is_finite():
        return 0
    near = int(max(min(at, Decimal(length)), Decimal(-length)))
    return near if at >= 0 else length + near


def _substr(value: Value, start: Value, end: Value | None = None) -> Value:
    whole = text(value)
    stop = len(whole) if end is None else _index(end, len(whole))
    return whole[_index(start, len(whole)) : stop]


def _substring(value: Value, start: Value, length: Value | None = None) -> Value:
    whole, first = text(value), number(start)
    span = Decimal(len(whole) + 1) if length is None else number(length)
    if not first.is_finite() or not span.is_finite():
        return ""
    begin = _near(first)
    stop = len(whole) + 1 if length is None else begin + _near(span)
    return whole[max(0, begin - 1) : max(0, stop - 1)]


def _near(value: Decimal) -> int:
    """The nearest whole number; one beyond every text stands for all that are."""
    return int(max(min(value, _BEYOND), -_BEYOND).to_integral_value(ROUND_HALF_UP))


def _before(value: Value, mark: Value) -> Value:
    whole, sign = text(value), text(mark)
    return whole.partition(sign)[0] if sign and sign in whole else ""


def _after(value: Value, mark: Value) -> Value:
    whole, sign = text(value), text(mark)
    return whole.partition(sign)[2] if sign else whole


def _translate(value: Value, old: Value, new: Value) -> Value:
    source, target = text(old), text(new)
    table: dict[int, str | None] = {}
    for index, letter in enumerate(source):
        table.setdefault(ord(letter), target[index] if index < len(target) else None)
    return text(value).translate(table)


def _int(value: Value) -> Value:
    found = number(value)
    return found.to_integral_value(ROUND_DOWN) if found.is_finite() else NAN


def _round(value: Value, places: Value = Decimal(0)) -> Value:
    found, digits = number(value), number(places)
    if not found.is_finite() or not digits.is_finite() or abs(digits) > 15:
        return NAN
    return found.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def _floor(value: Value) -> Value:
    found = number(value)
    return found.to_integral_value("ROUND_FLOOR") if found.is_finite() else NAN


def _ceiling(value: Value) -> Value:
    found = number(value)
    return found.to_integral_value("ROUND_CEILING") if found.is_finite() else NAN


def _pow(value: Value, exponent: Value) -> Value:
    return number(value) ** number(exponent)


def _boolean_from_string(value: Value) -> Value:
    return text(value).lower() in {"true", "1"}


def _date(value: Value) -> Value:
    return day_from(value) or ""


def _decimal_date(value: Value) -> Value:
    day = day_from(value)
    return NAN if day is None else number(day)


def _takes(least: int, most: int | None, run: Callable[..., Value]) -> Function:
    return Function(least=least, most=most, run=run)


FUNCTIONS: dict[str, Function] = {
    "abs": _takes(1, 1, lambda value: abs(number(value))),
    "boolean": _takes(1, 1, boolean),
    "boolean-from-string": _takes(1, 1, _boolean_from_string),
    "ceiling": _takes(1, 1, _ceiling),
    "concat": _takes(1, None, _concat),
    "contains": _takes(2, 2, lambda whole, part: text(part) in text(whole)),
    "count": _takes(1, 1, _count),
    "count-non-empty": _takes(1, 1, _count_non_empty),
    "count-selected": _takes(1, 1, _count_selected),
    "date": _takes(1, 1, _date),
    "date-time": _takes(1, 1, _date),
    "decimal-date-time": _takes(1, 1, _decimal_date),
    "ends-with": _takes(2, 2, lambda whole, part: text(whole).endswith(text(part))),
    "false": _takes(0, 0, lambda: False),
    "floor": _takes(1, 1, _floor),
    "format-date": _takes(2, 2, format_date),
    "format-date-time": _takes(2, 2, format_date),
    "int": _takes(1, 1, _int),
    "join": _takes(2, None, _join),
    "max": _takes(1, None, _greatest),
    "min": _takes(1, None, _least),
    "normalize-space": _takes(1, 1, lambda value: " ".join(text(value).split())),
    "not": _takes(1, 1, lambda value: not boolean(value)),
    "number": _takes(1, 1, number),
    "pow": _takes(2, 2, _pow),
    "regex": _takes(2, 2, lambda value, pattern: matches(text(pattern), text(value))),
    "round": _takes(1, 2, _round),
    "selected": _takes(2, 2, _selected),
    "selected-at": _takes(2, 2, _selected_at),
    "starts-with": _takes(2, 2, lambda whole, part: text(whole).startswith(text(part))),
    "string": _takes(1, 1, text),
    "string-length": _takes(1, 1, lambda value: Decimal(len(text(value)))),
    "substr": _takes(2, 3, _substr),
    "substring": _takes(2, 3, _substring),
    "substring-after": _takes(2, 2, _after),
    "substring-before": _takes(2, 2, _before),
    "sum": _takes(1, 1, _sum),
    "translate": _takes(3, 3, _translate),
    "true": _takes(0, 0, lambda: True),
}
"""Functions of their arguments' values alone."""

SPECIAL: dict[str, tuple[int, int | None]] = {
    "coalesce": (2, None),
    "if": (3, 3),
    "indexed-repeat": (2, None),
    "instance": (1, 1),
    "jr-choice-name": (2, 2),
    "now": (0, 0),
    "once": (1, 1),
    "position": (0, 0),
    "pulldata": (4, 4),
    "today": (0, 0),
}
"""Functions that look at more than values; their meaning is in xpath_program.py."""

INTERNAL: dict[str, tuple[int, int | None]] = {"filtered": (3, 3)}
"""Functions that compiling writes and an author can't: `${x}[condition]`."""


def pick(nodes: Value, index: Value) -> Value:
    """The value in the turn with a number, from 1; blank if there is no such turn."""
    members, at = several(nodes), number(index)
    if isinstance(nodes, Rows) or not at.is_finite():
        return scalar(nodes)
    return members[int(at) - 1] if 1 <= at <= len(members) else ""


def pick_nested(rows: Value, indexes: tuple[Value, ...]) -> Value:
    """The value in a turn of a turn: `rows` holds, for each innermost turn, the numbers of its turns and its value."""
    wanted, members, width = [number(index) for index in indexes], several(rows), len(indexes) + 1
    if any(not index.is_finite() for index in wanted):
        return ""
    whole = tuple(index.to_integral_value(ROUND_DOWN) for index in wanted)
    for start in range(0, len(members), width):
        if members[start : start + width - 1] == whole:
            return members[start + width - 1]
    return ""
