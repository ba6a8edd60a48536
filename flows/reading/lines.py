"""Reading a list of names, one a line, with amounts at the ends of lines."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flows.reading.cleaning import clean
from flows.reading.figures import Figure, find_figures
from flows.reading.money import MOST, to_hellers

_BULLET = re.compile(r"^\s*(?:[•·▪◦‣*\-–—]|(?:[0-9]{1,2}|[a-zA-Z])[.)](?=\s)|\([0-9a-zA-Z]{1,2}\)(?=\s))\s*")
_LEAST_BARE = Decimal(1000)
_JOINT = re.compile(r"[\s,;:=(–—-]*\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedLine:
    """One line of a list.

    Attributes:
        name: What stands before the closing amount; never empty.
        amount: Crowns, to hellers; None when the line ends in no amount.
    """

    name: str
    amount: Decimal | None


def read_named_lines(text: str) -> tuple[NamedLine, ...]:
    """Read each line that is not blank as a name with or without a closing amount.

    Bullets and numbering are taken off. Commas and dashes belong to the name. A closing number
    without scale or currency is an amount from 1 000 on, unless it is a year ("Hřiště 2" and
    "Léto 2026" are names).
    """
    lines = (_BULLET.sub("", line).strip() for line in clean(text).split("\n"))
    return tuple(_named_line(line) for line in lines if line)


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
