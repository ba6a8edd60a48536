"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.dates import read_date
from flows.reading.outcome import NotUnderstood, Understood

THURSDAY = date(2027, 1, 14)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1.3.", "2027-03-01"),
        ("1.3", "2027-03-01"),
        ("1. 3. 2027", "2027-03-01"),
        ("1. 3. 27", "2027-03-01"),
        ("1.\u00a03.\u00a02026", "2026-03-01"),
        ("1/3/2027", "2027-03-01"),
        ("1. března", "2027-03-01"),
        ("1 brezna 2028", "2028-03-01"),
        ("do 29. ledna.", "2027-01-29"),
        ("pátek 29. ledna", "2027-01-29"),
        ("v pátek 29. 1.", "2027-01-29"),
        ("13. ledna", "2028-01-13"),
        ("14. ledna", "2027-01-14"),
        ("29. února", "2028-02-29"),
        ("2027-03-01", "2027-03-01"),
        ("dnes", "2027-01-14"),
        ("Zítra", "2027-01-15"),
        ("vcera", "2027-01-13"),
        ("v pondělí", "2027-01-18"),
        ("ve čtvrtek", "2027-01-21"),
        ("do středy", "2027-01-20"),
        ("za 3 dny", "2027-01-17"),
        ("za týden", "2027-01-21"),
        ("in 2 weeks", "2027-01-28"),
        ("tomorrow", "2027-01-15"),
        ("on Monday", "2027-01-18"),
        ("1 March", "2027-03-01"),
        ("March 1, 2027", "2027-03-01"),
        ("1st of March", "2027-03-01"),
    ],
)
def test_a_day_is_understood_in_every_common_form(text: str, wanted: str) -> None:
    assert read_date(text, today=THURSDAY) == Understood(value=date.fromisoformat(wanted))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("asi někdy", "date.none"), ("", "date.none"), ("brzy 1. 3.", "date.none"), ("30", "date.none"),
        ("31. 2.", "date.impossible"), ("29. 2. 2027", "date.impossible"), ("1. 13. 2027", "date.impossible"),
        ("2027-02-30", "date.impossible"), ("31. dubna", "date.impossible"), ("1. 1. 0000", "date.impossible"),
    ],
)  # fmt: skip
def test_what_is_no_day_says_why(text: str, code: str) -> None:
    assert read_date(text, today=THURSDAY) == NotUnderstood(code=code, text=text)


@given(text=st.text() | st.text(alphabet="0123456789. -/zadnylebrMi"), today=st.dates())
def test_any_text_on_any_day_gives_a_defined_date(text: str, today: date) -> None:
    match read_date(text, today=today):
        case Understood(value=value):
            assert date.min <= value <= date.max
        case NotUnderstood(code=code):
            assert code in {"date.none", "date.impossible"}
        case other:
            pytest.fail(f"no day is ambiguous: {other}")


@given(day=st.dates(min_value=date(1000, 1, 1)), today=st.dates())
def test_a_full_date_reads_back_whatever_today_is(day: date, today: date) -> None:
    for written in (day.isoformat(), f"{day.day}. {day.month}. {day.year}", f"{day.day}.{day.month}.{day.year}"):
        assert read_date(written, today=today) == Understood(value=day)
