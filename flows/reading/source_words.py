"""Recognising the words by which people name a source of money."""

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import TypeAlias

from flows.reading.folding import fold

Choices: TypeAlias = Mapping[str, tuple[str, ...]]
"""Name of a source -> what may be typed for it, the printed label first."""

_FILLING = frozenset(
    {"a", "i", "z", "ze", "od", "do", "ve", "v", "vysi", "toho", "asi", "cca", "zhruba", "priblizne", "odhad"}
    | {"odhadem", "castka", "naklady", "kc", "dotace", "dotaci", "prispevek", "from", "and", "about", "of", "the"}
)
_VOWELS = "aeiouy"


def find_source(words: str, choices: Choices) -> str | None:
    """Find the one source that the words name; None when there is none or when several fit alike.

    An exact form goes before words that all occur in a form ("město" in "rozpočet města"), and that
    before a form that wholly occurs among the words ("kraj" in "Krajský úřad – kraj").
    """
    typed = _stems(words)
    if not typed:
        return None
    for fits in (_is_same, _is_within, _is_around):
        found = [name for name, forms in choices.items() if any(fits(typed, _stems(form)) for form in forms)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def is_printed_label(words: str, forms: tuple[str, ...]) -> bool:
    """Say whether the words only repeat the source's printed label, whole or a part of it."""
    return bool(forms) and _is_within(_stems(words), _stems(forms[0]))


def without_filling(words: str) -> str:
    """Take words that name nothing ("z toho", "asi", "dotace od") off the beginning and the end."""
    kept = words.split()
    while len(kept) > 1 and fold(kept[0]) in _FILLING:
        kept = kept[1:]
    while len(kept) > 1 and fold(kept[-1]) in _FILLING:
        kept = kept[:-1]
    return "" if len(kept) == 1 and fold(kept[0]) in _FILLING else " ".join(kept).strip(" :=–-")


def _stems(words: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in re.findall(r"\w+", fold(words)) if word not in _FILLING)


def _stem(word: str) -> str:
    return word.rstrip(_VOWELS) if len(word) >= 4 and len(word.rstrip(_VOWELS)) >= 2 else word


def _is_same(typed: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return typed == form


def _is_within(typed: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return all(any(_alike(one, other) for other in form) for one in typed)


def _is_around(typed: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return bool(form) and _is_within(form, typed)


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or (shorter >= 4 and common >= max(4, shorter - 1))
