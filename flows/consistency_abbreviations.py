"""Abbreviations that people used and the plan's list does not explain."""

import re
from collections.abc import Iterator, Mapping

from flows.consistency_finding import Finding, FindingPlace
from flows.consistency_texts import written_texts
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

_WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_LONGEST = 5
_EVERYDAY = frozenset(
    {"ČR", "EU", "USA", "OSN", "SR", "DPH", "IČ", "IČO", "DIČ", "TV", "PC", "IT", "PDF", "SMS", "USB", "CD", "DVD"}
    | {"WWW", "GPS", "PSČ", "ID", "OK", "ZŠ", "MŠ", "SŠ", "VŠ", "CZ", "CZK", "EUR", "MHD", "COVID"}
)
"""What readers know without a list."""


def unlisted_abbreviations(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find abbreviations in what people wrote that neither the plan nor the texts explain, each once.

    Capitals beside other capitals are shouting, in names of projects a name; Roman numerals are numbers; an
    abbreviation in brackets after words, or before them, is explained there.
    """
    texts = _texts(snapshot, questions)
    known = {part for key in snapshot.plan.abbreviations for part in (key, *_WORD.findall(key))} | _EVERYDAY
    known |= {word for text in texts.values() for word in _explained(text)}
    used: dict[str, list[FindingPlace]] = {}
    for place, text in texts.items():
        for short in dict.fromkeys(_abbreviations(text)):
            if short not in known:
                used.setdefault(short, []).append(place)
    for short, places in used.items():
        yield Finding(code="abbreviation", places=tuple(places), data={"name": short})


def _texts(snapshot: Snapshot, questions: EvaluationQuestions) -> Mapping[FindingPlace, str]:
    return {written.place: written.text for written in written_texts(snapshot, questions)}


def _abbreviations(text: str) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    for at, match in enumerate(words):
        if _is_short(match[0]) and not _shouted(text, words, at):
            yield match[0]


def _is_short(word: str) -> bool:
    """Tell whether a word looks abbreviated: at least two capitals, and no more small letters than capitals."""
    capitals = sum(letter.isupper() for letter in word)
    small = sum(letter.islower() for letter in word)
    short = 2 <= len(word) <= _LONGEST and word[0].isupper() and capitals >= 2 and small < capitals
    return short and not _ROMAN.fullmatch(word)


def _shouted(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Tell whether a word stands right beside another in capitals."""
    near = [(at - 1, at), (at, at + 1)]
    return any(
        0 <= left < right < len(words)
        and text[words[left].end() : words[right].start()].isspace()
        and _capitals(words[left][0])
        and _capitals(words[right][0])
        for left, right in near
    )


def _capitals(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _explained(text: str) -> Iterator[str]:
    """Give what stands in brackets after words ("městský obvod (MOb)") or has brackets of its own ("MOb (…)")."""
    for match in re.finditer(r"\w\W{0,2}\((?:dále\s+(?:jen|též)\s+)?[„\"]?([^\W\d_]{2,5})[“\"]?\)", text):
        yield match[1]
    for match in re.finditer(r"([^\W\d_]{2,5})\s*(?:\((?=[^)]* )|[–=]\s+(?=[^\W\d_]+ [^\W\d_]+))", text):
        yield match[1]
