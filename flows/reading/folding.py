"""Comparing words the way people type them: without case and diacritics."""

import unicodedata
from itertools import filterfalse


def fold(text: str) -> str:
    """Fold a text for comparing: no case, no diacritics, single blanks, no punctuation at its ends."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(filterfalse(unicodedata.combining, decomposed))
    return " ".join(plain.split()).strip(" .,;:!„“”\"'…")
