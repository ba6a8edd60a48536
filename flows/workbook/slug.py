"""Keys for parts that were given none."""

import re
from collections.abc import Callable

from flows.reading.folding import fold

_LONGEST = 40


def slug(text: str) -> str:
    """Make a key of a text: "Klub Kotva, z. s." becomes "klub-kotva-z-s"; "" where nothing is left."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    made = ""
    for word in words:
        if len(made) + len(word) >= _LONGEST:
            break
        made = f"{made}-{word}" if made else word
    return made or (words[0][:_LONGEST] if words else "")


def free_key(wanted: str, taken: Callable[[str], bool]) -> str:
    """Give a key that nobody has: the wanted one, or the first of it with a number."""
    key, number = wanted, 1
    while taken(key):
        number += 1
        key = f"{wanted}-{number}"
    return key
