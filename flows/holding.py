"""Until when a message of our own accord is held back: window, absence, snooze, an interview in progress."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.plan_sending import Sending
from flows.working_days import DAY, at_local_time, next_allowed

QUIET = timedelta(minutes=30)
"""So long after somebody did something in an open interview they are left alone."""
STILL = timedelta(minutes=45)
"""So long after a moment that somebody chose themselves it is still theirs."""
TURNS = 4
"""Each reason can push the moment into another one; more than these turns cannot happen to a person of this world."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holds:
    """What may hold a message back.

    Attributes:
        zone: The person's zone, else the plan's.
        busy_at: When they last did something in an interview that is open.
        away_from_on: First day of an absence; None = none.
        away_to_on: Its last day.
        snoozed_until: What they asked for themselves.
    """

    zone: ZoneInfo
    busy_at: datetime | None = None
    away_from_on: date | None = None
    away_to_on: date | None = None
    snoozed_until: datetime | None = None


def allowed_at(now: datetime, holds: Holds, sending: Sending, *, chosen_at: datetime | None = None) -> datetime:
    """Give the first moment, from now on, at which the person may be written to; now itself where nothing holds.

    Args:
        now: Aware instant.
        holds: What may hold it back.
        sending: The plan's window.
        chosen_at: A moment that the person chose themselves: it may lie outside the window, but what comes much later,
            after an outage or an absence, may not.
    """
    at = now
    for _ in range(TURNS):
        before = at
        if holds.busy_at is not None:
            at = max(at, holds.busy_at + QUIET)
        if holds.away_from_on is not None and holds.away_to_on is not None:
            day = at.astimezone(holds.zone).date()
            if holds.away_from_on <= day <= holds.away_to_on:
                at = at_local_time(holds.away_to_on + DAY, time(), holds.zone)
        if chosen_at is None or at - chosen_at > STILL:
            at = next_allowed(at, sending, holds.zone)
        if at == before:
            break
    if holds.snoozed_until is not None and chosen_at is None:
        return max(at, holds.snoozed_until)  # then all is said together, at the person's own time
    return at
