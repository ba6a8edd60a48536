"""Teď ne: the moments that are offered to somebody who has no time now (script B2)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flows.working_days import DAY, add_working_days, at_local_time

MORNING, EVENING = time(9), time(18)
STILL_TODAY = timedelta(hours=1)
"""The evening is offered while it is at least so far away."""
MONDAY = 0


class When(StrEnum):
    """What is offered."""

    TONIGHT = "t"
    TOMORROW = "m"
    MONDAY = "p"
    TWO_DAYS_BEFORE = "d"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One moment."""

    when: When
    at: datetime


def offers(now: datetime, zone: ZoneInfo, deadline_on: date, country: str) -> tuple[Offer, ...]:
    """Give the moments that make sense: ahead of now, none after the deadline, none twice.

    Args:
        now: Aware instant.
        zone: The person's zone, else the plan's.
        deadline_on: Last day of what waits.
        country: Whose public holidays count.
    """
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=(MONDAY - today.weekday()) % 7 or 7)
    wanted = {
        When.TONIGHT: at_local_time(today, EVENING, zone),
        When.TOMORROW: at_local_time(today + DAY, MORNING, zone),
        When.MONDAY: at_local_time(monday, MORNING, zone),
        When.TWO_DAYS_BEFORE: at_local_time(add_working_days(deadline_on, -2, country), MORNING, zone),
    }
    found: list[Offer] = []
    for when, at in wanted.items():
        is_near = when is When.TONIGHT and at - now < STILL_TODAY
        is_late = at.astimezone(zone).date() > deadline_on
        if at > now and not is_near and not is_late and at not in {one.at for one in found}:
            found.append(Offer(when=when, at=at))
    return tuple(found)


def on_day(day: date, zone: ZoneInfo) -> datetime:
    """Give the moment of a day that the person named."""
    return at_local_time(day, MORNING, zone)
