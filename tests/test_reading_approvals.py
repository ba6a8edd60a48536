from datetime import date

import pytest

from flows.reading.approvals import ReadApproval, read_approval, resolution_number
from flows.reading.outcome import NotUnderstood

TODAY = date(2027, 2, 16)
COUNCIL = ReadApproval(body="rada města", on=date(2027, 2, 15), resolution="112/2027")


@pytest.mark.parametrize(
    "text",
    [
        "15. 2. 2027, rada města, usnesení 112/2027",
        "rada města, 15. 2. 2027, usnesení č. 112/2027",
        "usnesení číslo 112/2027, rada města, 15. února",
        "15.2.\nrada města\n112/2027",
        "rada města; 15. 2. 2027; č. 112/2027.",
    ],
)
def test_body_day_and_number_are_read_in_any_order(text: str) -> None:
    assert read_approval(text, today=TODAY) == COUNCIL


def test_a_number_may_be_missing_and_words_may_be_english() -> None:
    assert read_approval("15. 2. 2027, rada města", today=TODAY) == ReadApproval(body="rada města", on=COUNCIL.on)
    assert read_approval("town council, 15 February 2027, resolution no. 7", today=TODAY) == ReadApproval(
        body="town council", on=COUNCIL.on, resolution="7"
    )


def test_a_day_without_a_year_is_the_last_one() -> None:
    read = read_approval("20. prosince, rada města", today=TODAY)

    assert isinstance(read, ReadApproval)
    assert read.on == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rada města, usnesení 112/2027", "approval.day"),
        ("15. 2. 2027", "approval.body"),
        ("15. 2. 2027, usnesení 112/2027", "approval.body"),
        ("15. 3. 2027, rada města", "approval.ahead"),
        ("", "approval.day"),
    ],
)
def test_what_lacks_a_part_is_told_so(text: str, code: str) -> None:
    read = read_approval(text, today=TODAY)

    assert isinstance(read, NotUnderstood)
    assert read.code == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("usnesení č. 112/2026", "112/2026"),
        ("usnesení 112/2026", "112/2026"),
        ("Resolution no. 7", "7"),
        ("112/2026", "112/2026"),
        ("na základě dohody", "na základě dohody"),
        ("", ""),
    ],
)
def test_of_a_resolution_the_number_is_taken_and_other_words_stay(text: str, number: str) -> None:
    assert resolution_number(text) == number
