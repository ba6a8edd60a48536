"""Comparing words the way people type them: without case and diacritics."""

import unicodedata


def fold(text: str) -> str:
    """Fold a text for comparing: no case, no diacritics, single blanks, no punctuation at its ends."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.split()).strip(" .,;:!„“”\"'…")
