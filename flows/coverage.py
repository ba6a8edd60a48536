"""Which points of a description no text tells of, by the words that they share; in doubt a point is told of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from flows.description_points import Point
from flows.reading.emphasis import unmarked
from flows.reading.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 4
"""Letters that two words must share from the beginning, and the fewest that a word must have to count."""
_ENDING = 3
"""Letters at the end in which forms of a word may differ."""
_ENOUGH = 3
"""Words of a point that suffice in one text, however long the point is."""
_EMPTY_WORDS = """
další dále které která který jejich tento této příp například popř včetně zejména oblasti oblast rámci také
jako nebo mezi před ostatní jiné jiných různých formou podpora podporu zajištění realizace realizaci rozvoj
zvýšení zlepšení posílení aktivity aktivit činnosti činností kraje kraj město města obce obcí with from that
this other their between support activities
"""
_EMPTY = frozenset(map(fold, _EMPTY_WORDS.split()))
"""Words that say little of what a point is about."""


def uncovered(
    points: Sequence[Point], texts: Iterable[str], abbreviations: Mapping[str, str] = MappingProxyType({})
) -> tuple[Point, ...]:
    """Give the points of which no text tells.

    A point is told of where one text, such as a bullet with its sub-items, has two in five of its telling words, or
    three of them; forms of a word are the same word.

    Args:
        points: Those of a description.
        texts: Bullets, each with everything under it.
        abbreviations: What the plan's abbreviations mean: a text that uses one tells of that.
    """
    said = [telling_words(spelt_out(text, abbreviations)) for text in texts]
    return tuple(point for point in points if not any(_covers(words, point.text) for words in said))


def spelt_out(text: str, abbreviations: Mapping[str, str]) -> str:
    """Add what the abbreviations in a text mean."""
    used = set(_WORD.findall(text))
    return " ".join([text, *(meaning for short, meaning in abbreviations.items() if short in used)])


def telling_words(text: str) -> frozenset[str]:
    """Give the words of a text that say what it is about, without case and diacritics."""
    words = (word for word in _WORD.findall(fold(unmarked(text))) if len(word) >= _LEAST)
    return frozenset(word for word in words if word not in _EMPTY)


def same_word(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: they begin alike and differ in an ending."""
    shorter = min(len(one), len(other))
    shared = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    return shared >= _LEAST and shared >= max(len(one), len(other)) - _ENDING


def _covers(words: frozenset[str], point: str) -> bool:
    own = telling_words(point)
    found = sum(any(same_word(word, other) for other in words) for word in own)
    return not own or found >= _ENOUGH or found * 5 >= len(own) * 2
