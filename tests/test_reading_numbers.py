"""Counts and plain numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.numbers import read_decimal, read_integer
from flows.reading.outcome import Ambiguous, NotUnderstood, Understood


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("64", 64), ("64 dětí", 64), ("asi 64", 64), ("1 234", 1234), ("1\u00a0234", 1234), ("1.234", 1234),
        ("0", 0), ("-5", -5), ("64,0", 64), ("2 tis.", 2000), ("v roce 2026 64 dětí", 64), ("2026", 2026), ("64.", 64),
    ],
)  # fmt: skip
def test_a_whole_number_is_understood(text: str, wanted: int) -> None:
    assert read_integer(text) == Understood(value=wanted)


@pytest.mark.parametrize(
    ("text", "code"),
    [("mnoho", "number.none"), ("", "number.none"), ("1,5", "number.fraction"), ("2.5 úvazku", "number.fraction")],
)
def test_what_is_no_whole_number_says_why(text: str, code: str) -> None:
    assert read_integer(text) == NotUnderstood(code=code, text=text)


def test_two_counts_are_asked_about() -> None:
    assert read_integer("64 dětí a 12 rodičů") == Ambiguous(code="number.two", options=(64, 12))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("1,5", "1.5"), ("1 234,50", "1234.50"), ("2.5", "2.5"), ("42 %", "42"), ("0,125", "0.125"), ("-3,2", "-3.2")],
)
def test_a_number_with_decimals_is_understood(text: str, wanted: str) -> None:
    assert read_decimal(text) == Understood(value=Decimal(wanted))


@pytest.mark.parametrize("text", ["1.234", "1,234"])
def test_three_digits_after_one_mark_are_asked_about(text: str) -> None:
    assert read_decimal(text) == Ambiguous(code="number.two", options=(Decimal(1234), Decimal("1.234")))


@given(st.text() | st.text(alphabet="0123456789 .,-–tismKč\u00a0"))
def test_any_text_gives_a_defined_number(text: str) -> None:
    for reading in (read_integer(text), read_decimal(text)):
        match reading:
            case Understood(value=value):
                assert value == value  # noqa: PLR0124 - not a number is no number
            case Ambiguous(code=code, options=options):
                assert code == "number.two"
                assert len(set(options)) == len(options) >= 2
            case NotUnderstood(code=code):
                assert code in {"number.none", "number.fraction"}


@given(st.integers(min_value=0, max_value=10**12))
def test_a_grouped_number_reads_back_as_itself(value: int) -> None:
    assert read_integer(f"{value:,}".replace(",", "\u00a0")) == Understood(value=value)
