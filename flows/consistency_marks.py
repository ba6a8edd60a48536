"""Slips of the pen: quotation marks that do not close, bullets without words, gaps in numbered lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.consistency_finding import Finding
from flows.consistency_texts import quoted, written_texts
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

_BARE = re.compile(r"^[ \t]*(?:[•·▪◦‣●○*–—-]|o(?=[ \t]*$)|\d{1,2}[.)])[ \t]*$", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]+(?=[^\W\d_])", re.MULTILINE)
_QUOTE = re.compile('[„“”"]')
_INCHES = re.compile(r"(?<=\d)\"")


def unbalanced_quotes(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find texts in which a quotation mark is opened and never closed, or closed and never opened."""
    for written in written_texts(snapshot, questions):
        at = _odd_one(_INCHES.sub(" ", written.text))
        if at is not None:
            yield Finding(code="quotes", places=(written.place,), data={"text": quoted(written.text, at, at + 1)})


def _odd_one(text: str) -> int | None:
    """Give the place of the mark that has no other; straight marks open and close, „ opens, “ and ” close."""
    opened: list[int] = []
    english = "„" not in text and "“" in text and "”" in text
    for found in _QUOTE.finditer(text):
        at, mark = found.start(), found[0]
        if mark == "„" or (english and mark == "“"):
            opened.append(at)
        elif mark in "“”" or (mark == '"' and opened):
            if not opened:
                return at
            opened.pop()
        elif mark == '"':
            opened.append(at)
    return opened[-1] if opened else None


def empty_bullets(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find lines that hold a bullet or a number and nothing else."""
    for written in written_texts(snapshot, questions):
        found = _BARE.search(written.text)
        if found and "\n" in written.text.strip():
            yield Finding(
                code="empty_bullet", places=(written.place,), data={"text": quoted(written.text, *found.span())}
            )


def gaps_in_numbering(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find numbered lines of a text that leave a number out; a new list begins at 1."""
    for written in written_texts(snapshot, questions):
        numbers = [int(number) for number in _NUMBERED.findall(written.text)]
        for before, after in pairwise(numbers):
            if after > before + 1 and numbers[0] == 1:
                yield Finding(
                    code="numbering", places=(written.place,), data={"before": str(before), "after": str(after)}
                )
                break
