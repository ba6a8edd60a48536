"""Days and the time left in sentences."""

from datetime import date, time

import pytest

from flows.wording import days

FRIDAY = date(2027, 1, 29)
TODAY = date(2027, 1, 11)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_long_date_names_the_year_only_when_it_is_another() -> None:
    assert plain(days.date_long(FRIDAY, "cs", TODAY)) == "pátek 29. ledna"
    assert plain(days.date_long(FRIDAY, "cs", date(2026, 12, 1))) == "pátek 29. ledna 2027"
    assert plain(days.date_long(FRIDAY, "en", TODAY)) == "Friday 29 January"


def test_day_and_month_stay_on_one_line() -> None:
    assert "29.\u00a0ledna" in days.date_long(FRIDAY, "cs", TODAY)
    assert days.date_numeric(date(2027, 1, 20), "cs") == "20.\u00a01.\u00a02027"


@pytest.mark.parametrize(
    ("day", "on", "until"),
    [
        (25, "v pondělí", "do pondělí"),
        (26, "v úterý", "do úterý"),
        (27, "ve středu", "do středy"),
        (28, "ve čtvrtek", "do čtvrtka"),
        (29, "v pátek", "do pátku"),
        (30, "v sobotu", "do soboty"),
        (31, "v neděli", "do neděle"),
    ],
)
def test_weekdays_have_their_czech_forms(day: int, on: str, until: str) -> None:
    assert plain(days.on_weekday(date(2027, 1, day), "cs")) == on
    assert plain(days.until_weekday(date(2027, 1, day), "cs")) == until


def test_near_days_have_names() -> None:
    assert [plain(days.in_days(n, "cs")) for n in (-3, -1, 0, 1, 2, 18)] == [
        "před 3 dny",
        "včera",
        "dnes",
        "zítra",
        "za 2 dny",
        "za 18 dní",
    ]


def test_the_verb_agrees_with_the_days_left() -> None:
    assert [plain(days.days_left(n, "cs")) for n in (1, 2, 5)] == ["zbývá 1 den", "zbývají 2 dny", "zbývá 5 dní"]
    assert [plain(days.days_left(n, "en")) for n in (1, 2)] == ["1 day left", "2 days left"]


def test_a_passed_deadline_has_no_days_left() -> None:
    with pytest.raises(ValueError, match="cannot be left"):
        days.days_left(-1)


def test_the_hour_has_no_leading_zero() -> None:
    assert days.time_short(time(9, 5)) == "9:05"
