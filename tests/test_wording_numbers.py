"""Numbers, amounts and shares as they are printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.wording.numbers import amount, number, percent
from flows.wording.plurals import plural


@pytest.mark.parametrize(
    ("value", "czech", "english"),
    [
        ("210000", "210·000·Kč", "CZK·210,000"),
        ("1.2E+6", "1·200·000·Kč", "CZK·1,200,000"),
        ("1234.5", "1·234,50·Kč", "CZK·1,234.50"),
        ("0", "0·Kč", "CZK·0"),
        ("1000000000000", "1·000·000·000·000·Kč", "CZK·1,000,000,000,000"),
    ],
)
def test_an_amount_shows_hellers_only_where_there_are_any(value: str, czech: str, english: str) -> None:
    assert amount(Decimal(value), "cs").replace("\u00a0", "·") == czech
    assert amount(Decimal(value), "en").replace("\u00a0", "·") == english


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_an_amount_never_has_a_blank_at_which_a_line_may_break(value: Decimal) -> None:
    assert " " not in amount(value, "cs")
    assert " " not in amount(value, "en")


def test_a_number_shows_no_needless_zeros() -> None:
    assert number(Decimal("1.50"), "cs") == "1,5"
    assert number(Decimal("1.50"), "en") == "1.5"
    assert number(1200, "cs") == "1\u00a0200"


def test_a_share_is_given_in_hundredths_of_the_whole() -> None:
    assert percent(Decimal(42), "cs") == "42\u00a0%"
    assert percent(Decimal("45.67"), "en", places=1) == "45.7%"


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "aktivit"),
        (1, "aktivita"),
        (2, "aktivity"),
        (4, "aktivity"),
        (5, "aktivit"),
        (22, "aktivit"),
        (101, "aktivit"),
    ],
)
def test_czech_words_agree_with_their_number(n: int, form: str) -> None:
    assert plural(n, "aktivita", "aktivity", "aktivit") == form


def test_a_number_with_decimals_has_its_own_form() -> None:
    assert plural(Decimal("1.5"), "projekt", "projekty", "projektů", "projektu") == "projektu"
    assert plural(Decimal("1.5"), "projekt", "projekty", "projektů") == "projekty"


def test_english_knows_one_and_many() -> None:
    assert [plural(n, "day", "days", "days", lang="en") for n in (0, 1, 2)] == ["days", "day", "days"]
