"""Comparing words as people type them: without case, diacritics and stray punctuation."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_EDGES = " \t\n\u00a0.,;:!…\"'„“”()[]–—-"


def fold(text: str) -> str:
    """Return the text in lower case without diacritics, single blanks, no punctuation at its ends."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split()).strip(_EDGES)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in their order."""
    return tuple(_WORD.findall(fold(text)))
