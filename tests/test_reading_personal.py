"""Numbers of persons in free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.personal import looks_like_birth_number


@pytest.mark.parametrize(
    "text",
    [
        "780123/3540", "7801233540", "klient 780123/3540, bydlí", "(7801233540)", "rč. 780123/3540.", "780123 / 3540",
        "530101/123", "rodné číslo 530101/123",
    ],
)  # fmt: skip
def test_a_birth_number_is_noticed(text: str) -> None:
    assert looks_like_birth_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "780123/3541", "7801233541", "781323/3547", "780132/3540", "tel. 777 123 456", "+420777123456", "777123456",
        "účet 123456/0100", "19-2000145399/0800", "IČ 00261220", "7801233540 Kč", "530101123", "530101/000",
        "540101/123", "č. j. 1536/ZM1418/24", "17801233540", "780123/35401", "",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not looks_like_birth_number(text)


@given(
    year=st.integers(54, 85),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    serial=st.integers(0, 999),
    woman=st.booleans(),
)
def test_every_number_made_by_the_rule_is_noticed(year: int, month: int, day: int, serial: int, woman: bool) -> None:  # noqa: FBT001 - drawn
    first_nine = f"{year:02}{month + 50 * woman:02}{day:02}{serial:03}"
    number = first_nine + str(int(first_nine) % 11 % 10)
    assert looks_like_birth_number(f"{number[:6]}/{number[6:]}")
    assert looks_like_birth_number(number)


@given(st.text() | st.text(alphabet="0123456789/ "))
def test_any_text_is_judged(text: str) -> None:
    assert looks_like_birth_number(text) in {True, False}
