"""Order of numbers of items and of Czech words."""

import re
from typing import Any

import czech_sort


def natural_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Key that puts item numbers in the order people read them: 1.2 < 1.10 < 10.1; letters follow digits."""
    parts = re.findall(r"[0-9]+|[^0-9.\s]+", number)
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts)


def czech_key(text: str) -> tuple[Any, ...]:
    """Key for the Czech alphabet: ch after h, č after c; upper case does not matter first."""
    return (czech_sort.key(text), text)
