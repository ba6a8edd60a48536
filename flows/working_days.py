"""Working days and the window in which messages may go out by themselves."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.plan_sending import Sending
from flows.public_holidays import public_holidays

SATURDAY = 5
DAY = timedelta(days=1)
LONGEST_REST = 40
"""Days in a row without a working day that no calendar has."""


def is_holiday(day: date, country: str) -> bool:
    """Tell whether a day is a public holiday."""
    return day in public_holidays(country, day.year)


def is_working_day(day: date, country: str) -> bool:
    """Tell whether a day is neither a Saturday or Sunday nor a public holiday."""
    return day.weekday() < SATURDAY and not is_holiday(day, country)


def add_working_days(day: date, count: int, country: str) -> date:
    """Go working days forward, or back for a negative count; 0 stays on the day, whatever it is."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, country):
            day += step
    return day


def at_local_time(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """Give the instant of a local time; one that a clock change leaves out is as much later as the clock jumps."""
    return datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)


def may_send_on(day: date, sending: Sending) -> bool:
    """Tell whether messages may go out on a local day at all."""
    if not sending.weekends and day.weekday() >= SATURDAY:
        return False
    return sending.holidays or not is_holiday(day, sending.country)


def next_allowed(at: datetime, sending: Sending, zone: ZoneInfo) -> datetime:
    """Give the first instant from `at` on at which a person in a zone may be written to.

    Args:
        at: Aware instant.
        sending: The plan's window.
        zone: The person's zone, else the plan's.
    """
    local = at.astimezone(zone)
    if may_send_on(local.date(), sending) and sending.from_at <= local.time() < sending.to_at:
        return at.astimezone(UTC)
    day = local.date() if local.time() < sending.from_at else local.date() + DAY
    for _ in range(LONGEST_REST):
        if may_send_on(day, sending):
            break
        day += DAY
    return at_local_time(day, sending.from_at, zone)
