"""Recognising one line of a strategy: which level it is, its number, its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flows.reading.folding import fold
from flows.wording.levels import is_built_in

_NUMBER = r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,7}|[IVX]{1,5}|[A-Z])"
_WORDED = re.compile(rf"(?P<word>[^\W\d_]+)\s+(?:č\.\s*)?{_NUMBER}(?![\w])[\s.:)\-–—]*(?P<title>.*)", re.DOTALL)
_NUMBERED = re.compile(
    r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,7})(?P<end>[.):]?)(?:\s+[-–—:]?\s*|\s*$)(?P<title>.*)", re.DOTALL
)
_LEADERS = re.compile(r"\s*(?:[.…]{3,}|…|\t)\s*\d*\s*$")
_FIGURES = re.compile(r"(?:\t[^\t]*)+$")
_MARKS = re.compile(r"^[\s#*_>]+|[\s*_]+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class PastedItem:
    """A line that is an item.

    Attributes:
        level: From 1.
        number: As written, without a stop at its end.
        title: May be empty, where the line has the number only.
    """

    level: int
    number: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherLevel:
    """A line that names a level which the tree does not have."""

    word: str


PastedLine: TypeAlias = PastedItem | OtherLevel | None


def read_line(text: str, levels: Sequence[str]) -> PastedLine:
    """Recognise a line by its word ("Opatření 1.1 …") or by its number ("1.1 …"); None = it is no item.

    Args:
        text: One paragraph.
        levels: Words of the tree's levels from the top.
    """
    plain = _MARKS.sub("", text.replace("\xa0", " "))
    worded = _WORDED.fullmatch(plain)
    if worded is not None:
        words = [fold(level) for level in levels]
        if fold(worded["word"]) in words:
            return _item(words.index(fold(worded["word"])) + 1, worded["number"], worded["title"])
        if is_built_in(worded["word"]):
            return OtherLevel(word=worded["word"])
    numbered = _NUMBERED.fullmatch(plain)
    if numbered is None or not _is_title(numbered["title"], numbered["number"]):
        return None
    level = numbered["number"].count(".") + 1
    return _item(level, numbered["number"], numbered["title"]) if level <= len(levels) else None


def _is_title(title: str, number: str) -> bool:
    """Tell a title from the rest of a date, an amount or a sentence: it begins with a capital letter."""
    first = title.lstrip("„“\"'([")[:1]
    return first.isupper() or (not title and "." in number)


def _item(level: int, number: str, title: str) -> PastedItem:
    plain = _LEADERS.sub("", title.strip())
    head, tab, rest = plain.partition("\t")
    if tab and re.fullmatch(r"[\d\s.,%Kč\t–-]*", rest):  # the figures of a table
        plain = head
    return PastedItem(level=level, number=number, title=" ".join(plain.split()))
