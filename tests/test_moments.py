"""Moments as a plan's author writes them."""

from datetime import date, time

import pytest

from flows.moments import Moment, MonthDay, MonthEdge, OnDay, Shift, day_of, read_moment

FRIDAY = date(2027, 1, 29)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("-14d", Moment(rule=Shift(days=-14))),
        ("+3 days", Moment(rule=Shift(days=3))),
        ("−9 dní", Moment(rule=Shift(days=-9))),
        ("-3 working days", Moment(rule=Shift(days=-3, working=True))),
        ("-1 pracovní den 14:00", Moment(rule=Shift(days=-1, working=True), at=time(14))),
        ("last working day of January", Moment(rule=MonthEdge(month=1, last=True, working=True))),
        ("první den v únoru", Moment(rule=MonthEdge(month=2, last=False, working=False))),
        ("31. ledna", Moment(rule=MonthDay(month=1, day=31))),
        ("1 December at 8:30", Moment(rule=MonthDay(month=12, day=1), at=time(8, 30))),
        ("2027-01-15", Moment(rule=OnDay(day=date(2027, 1, 15)))),
        ("2027-01-15T08:00", Moment(rule=OnDay(day=date(2027, 1, 15)), at=time(8))),
    ],
)
def test_moments_are_read_in_both_languages(text: str, moment: Moment) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "14", "32 January", "31 April", "-3d 25:00", "last Tuesday", "2027-02-30"]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "after", "day"),
    [
        ("-14d", False, date(2027, 1, 15)),
        ("-1 working day", False, date(2027, 1, 28)),
        ("-21 working days", False, date(2026, 12, 30)),
        ("last working day of January", False, FRIDAY),
        ("last working day of December", False, date(2026, 12, 31)),
        ("last working day of May", True, date(2027, 5, 31)),
        ("first working day of January", True, date(2028, 1, 3)),
        ("15 January", False, date(2027, 1, 15)),
        ("15 January", True, date(2028, 1, 15)),
        ("29 February", True, date(2027, 2, 28)),
        ("2027-01-20", True, date(2027, 1, 20)),
    ],
)
def test_a_moment_is_found_before_or_after_its_anchor(text: str, *, after: bool, day: date) -> None:
    moment = read_moment(text)

    assert moment is not None
    assert day_of(moment.rule, FRIDAY, country="CZ", after=after) == day


def test_a_leap_day_is_kept_in_a_leap_year() -> None:
    assert day_of(MonthDay(month=2, day=29), date(2028, 1, 1), country="CZ", after=True) == date(2028, 2, 29)
