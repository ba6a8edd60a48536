"""Reading a list of names, one a line, with amounts at the ends of lines."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.reading.cleaning import clean
from flows.reading.estimates import says_estimate, without_estimate
from flows.reading.figures import Figure, find_figures
from flows.reading.money import MOST, to_hellers

_BULLET = re.compile(r"^\s*(?:[•·▪◦‣*\-–—]|(?:[0-9]{1,2}|[a-zA-Z])[.)](?=\s)|\([0-9a-zA-Z]{1,2}\)(?=\s))\s*")
_TOWN = re.compile(
    r"(?<![\s,;(–-])[\s,;(–-]*\bz toho (?:platí )?(?:město|mesto|obec|rozpočet města)\b(?=.*[0-9])", re.IGNORECASE
)
_LEAST_BARE = Decimal(1000)
_JOINT = re.compile(r"(?<![\s,;:=(–—-])[\s,;:=(–—-]*\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedLine:
    """One line of a list.

    Attributes:
        name: What stands before the closing amount; never empty.
        amount: Crowns, to hellers; None when the line ends in no amount.
        town: What of it the town pays; None when the line does not say.
        estimated: The line calls its amount an estimate.
    """

    name: str
    amount: Decimal | None
    town: Decimal | None = None
    estimated: bool = False


def read_named_lines(text: str) -> tuple[NamedLine, ...]:
    """Read each line that is not blank as a name with or without a closing amount.

    Bullets and numbering are taken off. Commas and dashes belong to the name. A closing number
    without scale or currency is an amount from 1 000 on, unless it is a year ("Hřiště 2" and
    "Léto 2026" are names).
    """
    lines = (_BULLET.sub("", line).strip() for line in clean(text).split("\n"))
    return tuple(_whole_line(line) for line in lines if line)


def _whole_line(line: str) -> NamedLine:
    """Take the words for an estimate and the town's part off, then read the rest; without an amount both stay."""
    plain = without_estimate(line)
    match = _TOWN.search(plain)
    part = _named_line(plain[match.start() :]) if match else None
    town = part.amount if part is not None else None
    whole = _named_line(plain[: match.start()].rstrip(" ,;(–-") if match and town is not None else plain)
    if whole.amount is None:
        return NamedLine(name=line, amount=None)
    return replace(whole, town=town, estimated=says_estimate(line))


def _named_line(line: str) -> NamedLine:
    figures = find_figures(line)
    closing = figures[-1] if figures else None
    if closing is None or line[closing.end :].strip(" .;,)") or not _is_amount(closing):
        return NamedLine(name=line, amount=None)
    name = _JOINT.sub("", line[: closing.start])
    if not name:
        return NamedLine(name=line, amount=None)
    return NamedLine(name=name, amount=to_hellers(abs(closing.value)))


def _is_amount(figure: Figure) -> bool:
    if abs(figure.value) > MOST or figure.is_year or figure.looks_like_year:
        return False
    return not figure.is_bare or abs(figure.value) >= _LEAST_BARE
