"""Working days, the window of sending, and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.plan_sending import Sending
from flows.working_days import add_working_days, at_local_time, is_working_day, may_send_on, next_allowed

PRAGUE, LISBON = ZoneInfo("Europe/Prague"), ZoneInfo("Europe/Lisbon")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
WINDOW = Sending()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 24), False),
        (date(2027, 1, 1), False),
        (date(2027, 3, 26), False),  # Good Friday
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 3, 30), True),
        (date(2027, 1, 30), False),  # a Saturday
        (date(2027, 1, 29), True),
    ],
)
def test_weekends_and_czech_holidays_are_no_working_days(day: date, *, works: bool) -> None:
    assert is_working_day(day, "CZ") is works


def test_working_days_are_counted_over_christmas_and_easter() -> None:
    assert add_working_days(date(2026, 12, 28), -3, "CZ") == date(2026, 12, 21)
    assert add_working_days(date(2027, 3, 25), 1, "CZ") == date(2027, 3, 30)
    assert add_working_days(date(2027, 3, 27), 0, "CZ") == date(2027, 3, 27)


@given(INSTANTS)
def test_the_next_allowed_moment_is_in_the_window_and_not_before(at: datetime) -> None:
    allowed = next_allowed(at, WINDOW, PRAGUE)
    local = allowed.astimezone(PRAGUE)

    assert allowed >= at
    assert is_working_day(local.date(), "CZ")
    assert time(8) <= local.time() < time(18)
    assert next_allowed(allowed, WINDOW, PRAGUE) == allowed


@given(INSTANTS)
def test_nothing_allowed_is_passed_over(at: datetime) -> None:
    allowed = next_allowed(at, WINDOW, PRAGUE)
    hours = (at + timedelta(hours=step) for step in range(1 + int((allowed - at) / timedelta(hours=1))))
    between = [one.astimezone(PRAGUE) for one in hours if one < allowed]

    assert not [one for one in between if is_working_day(one.date(), "CZ") and time(8) <= one.time() < time(18)]


def test_the_window_is_in_the_persons_own_zone() -> None:
    early = datetime(2027, 1, 12, 7, 30, tzinfo=UTC)  # 8:30 in Prague, 7:30 in Lisbon

    assert next_allowed(early, WINDOW, PRAGUE) == early
    assert next_allowed(early, WINDOW, LISBON) == datetime(2027, 1, 12, 8, 0, tzinfo=UTC)


def test_a_plan_may_allow_weekends_and_holidays() -> None:
    christmas, sunday = date(2026, 12, 25), date(2027, 1, 10)

    assert not may_send_on(sunday, WINDOW)
    assert may_send_on(sunday, Sending(weekends=True))
    assert may_send_on(christmas, Sending(holidays=True))


def test_nine_in_the_morning_stays_nine_over_both_clock_changes() -> None:
    assert at_local_time(date(2027, 3, 27), time(9), PRAGUE) == datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert at_local_time(date(2027, 3, 28), time(9), PRAGUE) == datetime(2027, 3, 28, 7, tzinfo=UTC)
    assert at_local_time(date(2027, 10, 31), time(9), PRAGUE) == datetime(2027, 10, 31, 8, tzinfo=UTC)


def test_a_time_that_the_clock_change_leaves_out_is_an_hour_later() -> None:
    assert at_local_time(date(2027, 3, 28), time(2, 30), PRAGUE).astimezone(PRAGUE).time() == time(3, 30)
