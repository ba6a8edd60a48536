"""A place on earth as people type or paste it: "50.1, 14.4", "50,1; 14,4", "50.0875N, 14.4213E"."""

import re
from decimal import Decimal

from flows.reading.cleaning import clean
from flows.reading.outcome import NotUnderstood, Reading, Understood

_DEGREES = r"(-?\d{1,3}(?:[.,]\d{1,12})?)"
_NORTH, _EAST = r"([NS]|s\.\s*š\.|j\.\s*š\.)?", r"([EW]|v\.\s*d\.|z\.\s*d\.)?"
_PAIR = re.compile(rf"{_DEGREES}\s*°?\s*{_NORTH}\s*(?:[,;]\s|[;\s])\s*{_DEGREES}\s*°?\s*{_EAST}", re.IGNORECASE)
_TIGHT = re.compile(r"(-?\d{1,3}\.\d{1,12})([NS])?,(-?\d{1,3}\.\d{1,12})([EW])?", re.IGNORECASE)
_NEGATIVE = ("s", "w", "j", "z")
MOST_NORTH, MOST_EAST = 90, 180


def read_geopoint(text: str) -> Reading[str]:
    """Read latitude and longitude in degrees.

    Returns:
        Both as an answer stores them, "50.1 14.4"; "place.beyond" where no such place is on earth; or "place.none".
    """
    cleaned = clean(text).strip()
    found = _TIGHT.fullmatch(cleaned) or _PAIR.fullmatch(cleaned)
    if found is None:
        return NotUnderstood(code="place.none", text=cleaned)
    north, east = degrees(found[1], found[2]), degrees(found[3], found[4])
    if abs(north) > MOST_NORTH or abs(east) > MOST_EAST:
        return NotUnderstood(code="place.beyond", text=cleaned)
    return Understood(value=write_geopoint(north, east))


def degrees(figure: str, side: str | None) -> Decimal:
    """Give degrees; south and west are negative. "s. š." is the north of Czech, the bare letter S the south."""
    value = Decimal(figure.replace(",", "."))
    mark = (side or "").lower().replace(" ", "")
    negative = mark.startswith(_NEGATIVE) and mark != "s.š."
    return -abs(value) if negative else value


def write_geopoint(north: Decimal, east: Decimal) -> str:
    """Write a place as an answer stores it: degrees with nine decimals at most, which is less than a millimetre."""
    return f"{_plain(north)} {_plain(east)}"


def _plain(value: Decimal) -> str:
    text = f"{round(value, 9):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
