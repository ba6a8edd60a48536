"""Finding names by a typed part of them: "policie" finds "Městská policie Kamenov"."""

import re
from collections.abc import Mapping

from flows.reading.cleaning import clean
from flows.reading.folding import fold

_WORD = re.compile(r"\w+(?:\.\w+)*")


def match_part(text: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the names of which every typed word begins some word; case and diacritics do not matter.

    Args:
        text: What was typed.
        words: What may be meant -> how it is called.

    Returns:
        The keys of `words` that fit, in their order; none where nothing was typed.
    """
    typed = _WORD.findall(fold(clean(text)))
    if not typed:
        return ()
    return tuple(key for key, forms in words.items() if any(_fits(typed, form) for form in forms))


def _fits(typed: list[str], form: str) -> bool:
    own = _WORD.findall(fold(form))
    return all(any(word.startswith(part) for word in own) for part in typed)
