"""Shared facts of a plan, and the figures that texts give for them; in doubt a figure speaks of something else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from flows.coverage import same_word, spelt_out
from flows.plan import Plan
from flows.reading.emphasis import unmarked
from flows.reading.folding import fold

FACTS = "fact"
"""Register of the shared facts."""
_FIGURE = re.compile(r"(?<![\w.,/:–-])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?(?![\w/:%.–-]|,\d| ?%)")
_WORD = re.compile(r"\w+")
_NEAR = 6
"""Words after a figure in which everything that names the fact must stand."""
_SHORT = 4
"""Letters of the shortest words that name something."""
_CLAUSE_ENDS = re.compile(r"[,;:()]")
_PART_OF = frozenset({"z", "ze", "of"})
_DIFFERENCE = frozenset({"o", "by", "č", "čp", "čj", "rok", "roce", "roku", "in", "no"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ])|\n")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedFact:
    """One figure that several texts may tell.

    Attributes:
        as_of: The day of which it is true, None where nobody said.
        words: What names it in a text: "asistenti prevence kriminality".
        owner: Key of the actor who knows it, "" = the coordinator.
    """

    key: str
    label: str
    value: Decimal
    unit: str
    as_of: date | None
    source: str
    words: str
    owner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A figure in a text that is said of a fact: what, and where in the text."""

    value: Decimal
    start: int
    end: int


def read_facts(rows: Iterable[Mapping[str, str]]) -> tuple[SharedFact, ...]:
    """Read the entries of the register, by the columns of its table; one without a figure is none."""
    return tuple(fact for row in rows if (fact := _fact(row)) is not None)


def facts_of(plan: Plan) -> tuple[SharedFact, ...]:
    """Read the facts that a plan holds."""
    entries = (entry for register in plan.registers if register.key == FACTS for entry in register.entries)
    return read_facts({**entry.values, "name": entry.key, "label": entry.label} for entry in entries)


def other_figures(
    text: str, fact: SharedFact, abbreviations: Mapping[str, str] = MappingProxyType({})
) -> tuple[Mention, ...]:
    """Find the figures that a text gives for a fact and that are not the fact's; none where it gives the right one too.

    A figure speaks of a fact where all telling words of the fact follow it within six words of its clause. What is
    a part ("12 ze 41"), a difference ("o 3"), a share, or told of another year is not compared.

    Args:
        text: What somebody wrote.
        fact: What is shared.
        abbreviations: What the plan's abbreviations mean.
    """
    found = tuple(_mentions(text, fact, abbreviations))
    return () if any(one.value == fact.value for one in found) else found


def with_figure(text: str, mentions: Iterable[Mention], value: Decimal) -> str:
    """Put a figure in place of those that were found."""
    for one in sorted(mentions, key=lambda mention: -mention.start):
        text = f"{text[: one.start]}{written(value)}{text[one.end :]}"
    return text


def figure(text: str) -> Decimal | None:
    """Read a figure as a register keeps it; None: it is none."""
    try:
        return Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return None


def written(value: Decimal) -> str:
    """Write a figure as a Czech text does."""
    return f"{value:f}".replace(".", ",")


def _fact(row: Mapping[str, str]) -> SharedFact | None:
    value = figure(row.get("value", ""))
    words = row.get("words") or row["label"]
    if row.get("retired") == "yes" or value is None or not _naming(words):
        return None
    return SharedFact(
        key=row["name"],
        label=row["label"],
        value=value,
        unit=row.get("unit", ""),
        as_of=_day(row.get("as_of", "")),
        source=row.get("source", ""),
        words=words,
        owner=row.get("owner", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _mentions(text: str, fact: SharedFact, abbreviations: Mapping[str, str]) -> Iterator[Mention]:
    wanted = _naming(fact.words)
    at = 0
    for sentence in _SENTENCE.split(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        if fact.as_of is not None and any(int(year) != fact.as_of.year for year in _YEAR.findall(sentence)):
            continue
        for figure in _FIGURE.finditer(sentence):
            if _tells(sentence, figure, wanted, abbreviations):
                value = Decimal(re.sub(r"\s", "", figure[1]) + (f".{figure[2]}" if figure[2] else ""))
                yield Mention(value=value, start=start + figure.start(), end=start + figure.end())


def _tells(sentence: str, figure: re.Match[str], wanted: frozenset[str], abbreviations: Mapping[str, str]) -> bool:
    before = _WORD.findall(sentence[: figure.start()])[-1:]
    behind = _WORD.findall(_CLAUSE_ENDS.split(sentence[figure.end() :])[0])[:_NEAR]
    if not behind or behind[0].lower() in _PART_OF or any(word.lower() in _DIFFERENCE for word in before):
        return False
    upto = next((at for at, word in enumerate(behind) if word.isdigit()), len(behind))
    said = _naming(spelt_out(" ".join(behind[:upto]), abbreviations))
    return all(any(_alike(word, one) for one in said) for word in wanted)


def _naming(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(unmarked(text))) if len(word) >= _SHORT)


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one; of the shortest ones the last letter may differ."""
    short = max(len(one), len(other)) <= _SHORT + 1 and one[: _SHORT - 1] == other[: _SHORT - 1]
    return short or same_word(one, other)
