"""The order in which a Czech reader expects numbers and names."""

import re
from typing import Any

import czech_sort

_PARTS = re.compile(r"[.\s/]+")
_DIGITS = re.compile(r"([0-9]+)")


def natural_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key for an item's number: 1.2 < 1.10 < 10.1 and 1.2 < 1.2a; figures before letters."""
    return tuple(_part(part) for part in _PARTS.split(number) for part in _DIGITS.split(part) if part)


def czech_key(text: str) -> tuple[Any, ...]:
    """Return a sort key for Czech words: č after c, ch after h; a tie is settled by the text itself."""
    return (czech_sort.key(text), text)


def _part(part: str) -> tuple[int, int, str]:
    return (0, int(part), "") if part.isascii() and part.isdigit() and len(part) < 100 else (1, 0, part)
