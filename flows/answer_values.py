"""From a stored answer to the value that expressions read, by kind of question, and back."""

import re
from datetime import date
from decimal import Decimal

from flows.answers import JsonValue
from flows.form import Kind
from flows.xpath_values import Scalar, as_json, day_from, number, number_text, text

ASKED = frozenset(
    {
        Kind.TEXT,
        Kind.INTEGER,
        Kind.DECIMAL,
        Kind.DATE,
        Kind.SELECT_ONE,
        Kind.SELECT_MULTIPLE,
        Kind.ACKNOWLEDGE,
        Kind.FILE,
        Kind.GEOPOINT,
    }
)
"""Kinds that a person answers."""

SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})
LONGEST_TEXT = 20_000
"""Most characters that one answer may have in all its messages."""
LARGEST_NUMBER = 10**15
ACKNOWLEDGED = "OK"
_DEGREES = r"-?\d{1,3}(\.\d{1,9})?"
_GEOPOINT = re.compile(rf"({_DEGREES}) ({_DEGREES})( -?\d{{1,5}}(\.\d{{1,3}})?( \d{{1,7}}(\.\d{{1,3}})?)?)?", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)


def readable(kind: Kind, value: JsonValue) -> Scalar:
    """The value as expressions see it; blank if there is none or it does not fit the kind."""
    if value is None or not fits(kind, value):
        return ""
    match kind, value:
        case Kind.INTEGER | Kind.DECIMAL, int() | str():
            return Decimal(value)
        case Kind.DATE, str():
            return date.fromisoformat(value)
        case Kind.TEXT, list():
            whole = "\n".join(str(part) for part in value)
            return whole if whole.strip() else ""
        case Kind.SELECT_MULTIPLE, list():
            return " ".join(str(part) for part in value)
        case Kind.FILE, dict():
            return str(value.get("name") or value.get("attachment"))
        case _:
            return str(value)


def fits(kind: Kind, value: JsonValue) -> bool:
    """Whether a value has the shape that `flows.answers.Answer` demands for the kind."""
    match kind:
        case Kind.TEXT | Kind.SELECT_MULTIPLE:
            return isinstance(value, list) and all(isinstance(part, str) for part in value)
        case Kind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER
        case Kind.DECIMAL:
            return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None
        case Kind.DATE:
            return isinstance(value, str) and len(value) == 10 and day_from(value) is not None
        case Kind.SELECT_ONE:
            return isinstance(value, str)
        case Kind.ACKNOWLEDGE:
            return value == ACKNOWLEDGED
        case Kind.GEOPOINT:
            return isinstance(value, str) and _on_earth(value)
        case Kind.FILE:
            return isinstance(value, dict) and isinstance(value.get("attachment"), str)
        case _:
            return False


def _on_earth(written: str) -> bool:
    found = _GEOPOINT.fullmatch(written)
    return found is not None and abs(Decimal(found[1])) <= 90 and abs(Decimal(found[3])) <= 180


def offered(kind: Kind, value: Scalar) -> JsonValue:
    """A default's value as a stored answer of that kind; None if it is blank or does not fit."""
    plain = text(value)
    if not plain:
        return None
    made: JsonValue
    match kind:
        case Kind.TEXT:
            made = [plain]
        case Kind.SELECT_MULTIPLE:
            made = list(plain.split())
        case Kind.INTEGER:
            found = number(value)
            made = int(found) if found.is_finite() and found == int(found) else None
        case Kind.DECIMAL:
            made = number_text(number(value))
        case Kind.DATE:
            day = day_from(value)
            made = None if day is None else day.isoformat()
        case _:
            made = plain
    return made if fits(kind, made) else None


__all__ = [
    "ACKNOWLEDGED",
    "ASKED",
    "LARGEST_NUMBER",
    "LONGEST_TEXT",
    "SELECTS",
    "as_json",
    "fits",
    "offered",
    "readable",
]
