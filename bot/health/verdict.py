"""From the numbers to a verdict: what is wrong now, as codes with their data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.health import Health

BEAT = timedelta(minutes=1)
DELIVERY = timedelta(minutes=10)
STEP = timedelta(minutes=15)
TRIES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """One thing that is wrong.

    Attributes:
        code: "stopped", "silent", "delivery", "steps", "events".
        minutes: Since when, where that can be told.
        count: How many things are concerned.
    """

    code: str
    minutes: int = 0
    count: int = 0


def troubles(health: Health, *, now: datetime) -> tuple[Trouble, ...]:
    """Tell what is wrong.

    A SQLite file has a sign of life of the one process that works; of several on PostgreSQL one leads.
    """
    found: list[Trouble] = []
    if health.led is False or (health.led is None and health.beat_at is None):
        found.append(Trouble(code="stopped"))
    elif health.led is None and _is_older(health.beat_at, BEAT, now):
        found.append(Trouble(code="silent", minutes=_minutes(health.beat_at, now)))
    if health.oldest_waiting_at is not None and now - health.oldest_waiting_at > DELIVERY:
        found.append(Trouble(code="delivery", minutes=_minutes(health.oldest_waiting_at, now), count=health.waiting))
    if health.oldest_step_at is not None and now - health.oldest_step_at > STEP:
        found.append(Trouble(code="steps", minutes=_minutes(health.oldest_step_at, now), count=health.steps_overdue))
    if health.event_tries >= TRIES:
        found.append(Trouble(code="events", count=health.event_tries))
    return tuple(found)


def _is_older(since: datetime | None, span: timedelta, now: datetime) -> bool:
    return since is not None and now - since > span


def _minutes(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else int((now - since).total_seconds() // 60)
