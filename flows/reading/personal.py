"""Noticing numbers of persons that do not belong in a report."""

import re
from datetime import date

_CANDIDATE = re.compile(
    r"(?<![\w/.,+-])([0-9]{2})([0-9]{2})([0-9]{2})[ \u00a0]?(/?)[ \u00a0]?([0-9]{3,4})(?![\w/-]|[.,][0-9])"
)
_MONTH_SHIFTS = (0, 50, 20, 70)
"""Women have 50 added; from 2004 on 20 may be added to either."""


def looks_like_birth_number(text: str) -> bool:
    """Say whether a Czech birth number stands in the text.

    Ten digits count with or without a slash when they are divisible by 11 and begin with a real
    date; nine digits (born before 1954, no check digit) only with a slash. Amounts in crowns do not count.
    """
    return any(_is_birth_number(found) and not _is_amount(found, text) for found in _CANDIDATE.finditer(text))


def _is_birth_number(found: re.Match[str]) -> bool:
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    slash, rest = found[4], found[5]
    if len(rest) == 3:
        return bool(slash) and rest != "000" and year < 54 and _is_real(1900 + year, month, day, (0, 50))
    full_year = 1900 + year if year >= 54 else 2000 + year
    shifts = _MONTH_SHIFTS if full_year >= 2004 else _MONTH_SHIFTS[:2]
    return _is_divisible(found[1] + found[2] + found[3], rest, full_year) and _is_real(full_year, month, day, shifts)


def _is_divisible(date_part: str, rest: str, year: int) -> bool:
    """Till 1985 a remainder of 10 was also written as 0."""
    if int(date_part + rest) % 11 == 0:
        return True
    return year < 1986 and rest.endswith("0") and int(date_part + rest[:3]) % 11 == 10


def _is_real(year: int, month: int, day: int, shifts: tuple[int, ...]) -> bool:
    plain = next((month - shift for shift in shifts if 1 <= month - shift <= 12), None)
    if plain is None:
        return False
    try:
        date(year, plain, day)
    except ValueError:
        return False
    return True


def _is_amount(found: re.Match[str], text: str) -> bool:
    return re.match(r"\s*(?:Kč|CZK|korun)", text[found.end() :], re.IGNORECASE) is not None
