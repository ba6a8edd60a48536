"""format-date: a day by a pattern, with the names of months and days of the form's language."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from flows.xpath_values import Value, day_from, text

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "cs": ("led", "úno", "bře", "dub", "kvě", "čvn", "čvc", "srp", "zář", "říj", "lis", "pro"),
}
_DAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "cs": ("po", "út", "st", "čt", "pá", "so", "ne"),
}
_SIGNS: Mapping[str, Callable[[date, str], str]] = {
    "Y": lambda day, _language: f"{day.year:04}",
    "y": lambda day, _language: f"{day.year % 100:02}",
    "m": lambda day, _language: f"{day.month:02}",
    "n": lambda day, _language: str(day.month),
    "b": lambda day, language: _MONTHS[language][day.month - 1],
    "d": lambda day, _language: f"{day.day:02}",
    "e": lambda day, _language: str(day.day),
    "a": lambda day, language: _DAYS[language][day.weekday()],
    "H": lambda _day, _language: "00",
    "h": lambda _day, _language: "0",
    "M": lambda _day, _language: "00",
    "S": lambda _day, _language: "00",
    "3": lambda _day, _language: "000",
    "%": lambda _day, _language: "%",
}
_SIGN = re.compile(r"%(.)", re.DOTALL)


def format_date(value: Value, pattern: Value, language: str = "en") -> Value:
    """The day as a pattern says; blank if it is no day. Languages other than cs read English names."""
    day = day_from(value)
    if day is None:
        return ""
    known = language if language in _MONTHS else "en"
    return _SIGN.sub(lambda found: _SIGNS[found[1]](day, known) if found[1] in _SIGNS else "", text(pattern))


def unknown_signs(pattern: str) -> list[str]:
    """Signs of a pattern that mean nothing, as written ("%q")."""
    return [found[0] for found in _SIGN.finditer(pattern) if found[1] not in _SIGNS]
