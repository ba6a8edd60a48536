"""Recognising a choice by a wording of its own: "Plněno v polovině obvodů" begins as a choice reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.reading.folding import fold

_SHORTEST = 5
_ENDS = " .,;:!"


@dataclass(frozen=True, kw_only=True, slots=True)
class Worded:
    """A choice that a text names.

    Attributes:
        choice: Its name.
        rest: What the text says beyond the choice's own words, "" where it says just that.
    """

    choice: str
    rest: str


def match_wording(text: str, words: Mapping[str, tuple[str, ...]]) -> Worded | None:
    """Find the choice whose wording a text is, or begins with; the longest wording wins, a tie is none.

    Args:
        text: What was typed.
        words: Name of each choice -> its labels and further wordings.
    """
    typed = fold(text).strip(_ENDS)
    found: dict[int, set[str]] = {}
    for name, forms in words.items():
        for form in forms:
            plain = fold(form).strip(_ENDS)
            if plain and (typed == plain or (len(plain) >= _SHORTEST and _begins(typed, plain))):
                found.setdefault(len(plain), set()).add(name)
    if not found:
        return None
    longest = max(found)
    if len(found[longest]) > 1:
        return None
    return Worded(choice=next(iter(found[longest])), rest=text.strip()[longest:].strip(_ENDS))


def _begins(typed: str, form: str) -> bool:
    return typed.startswith(form) and not typed[len(form) : len(form) + 1].isalnum()
