"""Shares in a text beside the numbers that they are made of."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from flows.consistency_finding import Finding
from flows.consistency_texts import written_texts
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

_COUNT = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)"
_PERCENT = r"(\d{1,3}(?:,\d+)?)[ \u00a0]?%"
_OF = r"(?:ze?|of)[ \u00a0](?:celkem[ \u00a0]|celkového počtu[ \u00a0]|celkových[ \u00a0]|a total of[ \u00a0])?"
_SHARE = re.compile(
    rf"(?<![\d.,/]){_COUNT}[ \u00a0](?:[^\W\d_]+[ \u00a0])?{_OF}{_COUNT}(?:[ \u00a0][^\W\d_]+)?"
    rf"(?:[ \u00a0]\(|,[ \u00a0](?:tj\.|tedy|což je|i\.e\.)[ \u00a0]){_PERCENT}"
)
"""The number, at most one word for what is counted, the whole, again one word, the share: "32 dětí z 40 (80 %)"."""


def shares_in_texts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find shares that are not what their two numbers give, a rounding either way allowed."""
    for written in written_texts(snapshot, questions):
        for found in _SHARE.finditer(written.text):
            part, whole, said = (_number(text) for text in found.groups())
            unit = Decimal(1).scaleb(-len(found[3].partition(",")[2]))
            if not whole or abs(100 * part / whole - said) < unit:
                continue
            yield Finding(
                code="percentage",
                places=(written.place,),
                stated=said,
                computed=(100 * part / whole).quantize(unit, ROUND_HALF_UP),
                data={"text": " ".join(found[0].split()) + (")" if "(" in found[0] else "")},
            )


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0]", "", text).replace(",", "."))
