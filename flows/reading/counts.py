"""Reading counts with the names of what was counted: "Počet besed: 12", below it a name a line."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flows.reading.cleaning import clean
from flows.reading.estimates import says_estimate, without_estimate
from flows.reading.outcome import NotUnderstood, Reading, Understood

_BULLET = re.compile(r"^\s*(?:[•·▪◦‣*\-–—]|(?:[0-9]{1,2}|[a-zA-Z])[.)](?=\s))\s*")
_NUMBER = r"[0-9]{1,3}(?:[ \u00a0][0-9]{3})+|[0-9]+(?:[,.][0-9]+)?"
_CLOSING = re.compile(rf"[:=]\s*(?:asi |cca |zhruba )?(?P<number>{_NUMBER})\s*\.?\Z")
_LETTER = re.compile(r"[^\W\d_]")
_NEXT = re.compile(r"(?<=[0-9])\.[ \u00a0]+(?=[^\W\d_])")
"""Between two counts on one line."""
_COUNT_FIRST = re.compile(r"počet\b|pocet\b|number of\b", re.IGNORECASE)
_MOST = Decimal(10) ** 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """One count.

    Attributes:
        name: What is counted; never empty.
        value: How many.
        items: The names.
        estimated: It was called an estimate.
    """

    name: str
    value: Decimal
    items: tuple[str, ...] = ()
    estimated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Counts that stand in a longer text, and the text without them."""

    counts: tuple[Count, ...]
    rest: str


def read_counts(text: str) -> Reading[tuple[Count, ...]]:
    """Read a message of counts, each on a line "name: number"; lines below one that are none are its names.

    Returns:
        The counts in order; or "count.none" with the line that is neither a count nor a name of one.
    """
    found: list[Count] = []
    for line in clean(text).split("\n"):
        if not line.strip():
            continue
        counts = _counts(line)
        if counts:
            found.extend(counts)
        elif found:
            found[-1] = _with_item(found[-1], line)
        else:
            return NotUnderstood(code="count.none", text=line.strip())
    return Understood(value=tuple(found)) if found else NotUnderstood(code="count.none", text=text)


def find_counts(text: str) -> Found:
    """Find whole lines "Počet …: 12" in a description, each with the list of names below it."""
    counts: list[Count] = []
    rest: list[str] = []
    inside = False
    for line in text.split("\n"):
        here = _counts(line) if _COUNT_FIRST.match(line.strip()) else ()
        if here:
            counts.extend(here)
            inside = True
        elif inside and _BULLET.match(line):
            counts[-1] = _with_item(counts[-1], line)
        else:
            inside = inside and not line.strip()
            rest.append(line)
    return Found(counts=tuple(counts), rest=re.sub(r"\n{3,}", "\n\n", "\n".join(rest)).strip())


def leading_count(text: str) -> tuple[Count | None, str]:
    """Take "Počet projektů: 5" off the beginning of a list; None where it does not begin so."""
    first, _, rest = text.strip().partition("\n")
    count = _count(first) if _COUNT_FIRST.match(first) else None
    return (count, rest.strip()) if count is not None else (None, text)


def _counts(line: str) -> tuple[Count, ...]:
    """Read one count, or several of them one after another as sentences; () where any part of the line is none."""
    found = tuple(_count(part) for part in _NEXT.split(line))
    counts = tuple(count for count in found if count is not None)
    return counts if len(counts) == len(found) else ()


def _count(line: str) -> Count | None:
    plain = without_estimate(line).strip()
    match = _CLOSING.search(plain)
    if match is None or not _LETTER.search(plain, 0, match.start()):
        return None
    value = Decimal(re.sub(r"[ \u00a0]", "", match["number"]).replace(",", "."))
    name = _BULLET.sub("", plain[: match.start()]).strip()
    if value > _MOST or not name:
        return None
    return Count(name=name, value=value, estimated=says_estimate(line))


def _with_item(count: Count, line: str) -> Count:
    name = _BULLET.sub("", line).strip()
    return Count(name=count.name, value=count.value, items=(*count.items, name), estimated=count.estimated)
