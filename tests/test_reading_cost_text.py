from decimal import Decimal

import pytest

from flows.reading.cost_text import CostKind, CostText, amounts_in, read_cost_text, sentences
from flows.reading.wordings import Worded, match_wording

KINDS = {
    "running": ("V rámci běžné činnosti",),
    "none": ("Bez nákladů",),
    "elsewhere_counted": ("započteno u",),
}


def test_sentences_are_kinds_and_amounts() -> None:
    told = read_cost_text("V rámci běžné činnosti. Náklady klubu: 42 000 Kč. Započteno u aktivity 2.1.", KINDS)
    kinds = (CostKind(kind="running", rest=""), CostKind(kind="elsewhere_counted", rest="aktivity 2.1"))
    assert told == CostText(kinds=kinds, amounts="Náklady klubu: 42 000 Kč")


@pytest.mark.parametrize("text", ["město 120 tis., kraj 60 tis.", "210 000 Kč", "nevíme to", ""])
def test_amounts_alone_and_other_words_are_no_told_costs(text: str) -> None:
    assert read_cost_text(text, KINDS) is None


def test_an_amount_before_a_capital_ends_a_sentence() -> None:
    assert sentences("500 000 Kč Další náklady jsou jinde.") == ["500 000 Kč", "Další náklady jsou jinde."]
    assert sentences("město 120 tis. kraj 60 tis.") == ["město 120 tis. kraj 60 tis."]


def test_amounts_of_a_wording_are_money_and_no_numbers_of_items_or_years() -> None:
    text = "V roce 2026 podle 2.2.1 celkem 42 000 Kč, z toho 12 tis."
    assert amounts_in(text) == (Decimal(42_000), Decimal(12_000))


def test_the_longest_wording_wins_and_the_rest_is_kept() -> None:
    words = {"fulfilled": ("Splněno",), "partly": ("Splněno částečně",)}
    assert match_wording("splněno částečně v centru", words) == Worded(choice="partly", rest="v centru")
    assert match_wording("Splněno.", words) == Worded(choice="fulfilled", rest="")
    assert match_wording("Splněnost", words) is None


def test_a_wording_of_two_choices_is_none() -> None:
    assert match_wording("Hotovo dnes", {"a": ("hotovo",), "b": ("hotovo",)}) is None
