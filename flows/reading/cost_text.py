"""Reading how it is with the costs from sentences: "V rámci běžné činnosti. Náklady projektu: 42 000 Kč."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.reading.cleaning import clean
from flows.reading.figures import Figure, find_figures
from flows.reading.wordings import match_wording

_SENTENCE = re.compile(r"(?<=[^\d\s]\.)\s+(?=[^\W\d_a-záčďéěíňóřšťúůýž])|\n|(?<=Kč)\.?\s+(?=[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ])")
_LEAST = Decimal(1000)


@dataclass(frozen=True, kw_only=True, slots=True)
class CostKind:
    """One sentence that names a kind of costs.

    Attributes:
        kind: The choice.
        rest: What it says beyond that, such as where the costs are counted.
    """

    kind: str
    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CostText:
    """Costs told in sentences.

    Attributes:
        kinds: What is said without an amount, in order.
        amounts: The sentences with amounts, a line each; "" where there are none.
    """

    kinds: tuple[CostKind, ...]
    amounts: str


def read_cost_text(text: str, kinds: Mapping[str, tuple[str, ...]]) -> CostText | None:
    """Part sentences about costs into kinds and amounts; None where one of them is neither.

    Args:
        text: What was typed.
        kinds: Name of each kind of costs -> its labels and further wordings.
    """
    found: list[CostKind] = []
    amounts: list[str] = []
    for sentence in sentences(text):
        if amounts_in(sentence):
            amounts.append(sentence.strip().rstrip("."))
            continue
        worded = match_wording(sentence, kinds)
        if worded is None:
            return None
        found.append(CostKind(kind=worded.choice, rest=worded.rest))
    return CostText(kinds=tuple(found), amounts="\n".join(amounts)) if found else None


def sentences(text: str) -> list[str]:
    """Part a text into sentences and lines; an amount in crowns before a capital ends one too."""
    return [part for part in _SENTENCE.split(clean(text)) if part.strip(" .")]


def amounts_in(text: str) -> tuple[Decimal, ...]:
    """Give the amounts of money that a wording names: with a currency or a scale, or from a thousand on."""
    return tuple(figure.value for figure in find_figures(text) if _is_amount(figure))


def _is_amount(figure: Figure) -> bool:
    if figure.is_year or figure.is_ordinal or figure.looks_like_year:
        return False
    return not figure.is_bare or figure.value >= _LEAST
