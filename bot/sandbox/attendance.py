"""How people come to a collection: at once, slowly, too late, not at all; and when each does what."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flows.plan import Plan, Round
from flows.rounds import closes_at, deadline_at, opens_at
from flows.working_days import at_local_time, next_allowed


class Attendance(StrEnum):
    """How somebody comes."""

    DILIGENT = "diligent"
    SLOW = "slow"
    SILENT = "silent"
    BLOCKED = "blocked"
    LATE = "late"
    UNJOINED = "unjoined"


MIX = (
    Attendance.DILIGENT,
    Attendance.SLOW,
    Attendance.SILENT,
    Attendance.LATE,
    Attendance.BLOCKED,
    Attendance.UNJOINED,
    Attendance.DILIGENT,
    Attendance.SLOW,
)
"""Everybody of a plan with one actor is diligent; a larger one has all kinds, dealt out by chance."""


class Doing(StrEnum):
    """What somebody does when they come."""

    ANSWER = "answer"
    BEGIN = "begin"
    BLOCK = "block"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Visit:
    """Somebody does something at a moment."""

    at: datetime
    actor: str
    doing: Doing


def attendances(actors: Sequence[str], chance: random.Random) -> dict[str, Attendance]:
    """Deal the kinds out; the same chance, the same kinds."""
    kinds = [MIX[place % len(MIX)] for place in range(len(actors))]
    chance.shuffle(kinds)
    return dict(zip(actors, kinds, strict=True))


def visits(plan: Plan, round_: Round, kinds: Mapping[str, Attendance], chance: random.Random) -> list[Visit]:
    """Give everything that people do of themselves, by time: all of it between the first message and the closing."""
    span = _Span(plan, round_)
    found = [visit for actor, kind in kinds.items() for visit in _visits(span, actor, kind, chance)]
    return sorted(found)


class _Span:
    """The time of a round as people have it."""

    def __init__(self, plan: Plan, round_: Round) -> None:
        self._zone = ZoneInfo(plan.time_zone)
        self.first = next_allowed(opens_at(round_, plan), plan.sending, self._zone) + timedelta(minutes=40)
        self.deadline, self._closes = deadline_at(round_, plan), closes_at(round_, plan)

    def at(self, share: float, chance: random.Random) -> datetime:
        """Give a moment by day after a share of the time until the deadline."""
        day = (self.first + (self.deadline - self.first) * share).astimezone(self._zone).date()
        return self._between(at_local_time(day, time(9 + chance.randrange(8), chance.randrange(60)), self._zone))

    def late(self, chance: random.Random) -> datetime:
        """Give a moment after the deadline, or in the last hours where there is no grace."""
        if self._closes <= self.deadline:
            return self._between(self.deadline - timedelta(hours=4))
        return self._between(self.deadline + timedelta(hours=9, minutes=chance.randrange(60)))

    def _between(self, at: datetime) -> datetime:
        return min(max(at, self.first), self._closes - timedelta(hours=2))


def _visits(span: _Span, actor: str, kind: Attendance, chance: random.Random) -> Iterator[Visit]:
    match kind:
        case Attendance.DILIGENT:
            yield Visit(at=span.at(chance.uniform(0.0, 0.25), chance), actor=actor, doing=Doing.ANSWER)
        case Attendance.SLOW:
            yield Visit(at=span.at(0.4, chance), actor=actor, doing=Doing.BEGIN)
            yield Visit(at=span.at(0.7, chance), actor=actor, doing=Doing.BEGIN)
            yield Visit(at=span.at(0.95, chance), actor=actor, doing=Doing.ANSWER)
        case Attendance.LATE:
            yield Visit(at=span.late(chance), actor=actor, doing=Doing.ANSWER)
        case Attendance.BLOCKED:
            yield Visit(at=span.at(0.1, chance), actor=actor, doing=Doing.BLOCK)
        case Attendance.SILENT | Attendance.UNJOINED:
            pass
