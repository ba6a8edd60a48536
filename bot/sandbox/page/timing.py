"""The round's time: what is next, what has been and what will be sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar.foresight import CLOSING, foresee
from bot.calendar.stepping import act_of
from bot.intake.cards import index_plan
from bot.sandbox.trial import Trial
from flows.ladder import ladder_of
from flows.steps import COORDINATORS
from storage.rounds import RoundView, load_rounds
from storage.steps import load_steps

GONE = frozenset({"sent", "folded"})


class Skip(StrEnum):
    """How far time is moved."""

    NEXT = "next"
    DAY = "day"
    DEADLINE = "deadline"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """What went out, or will, at one moment; `people` counts those written to, `calls` those to be called."""

    at: datetime
    act: str
    people: int
    calls: int
    is_past: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundTime:
    """Where the round stands in time.

    Attributes:
        due_at: When the bot has something to do next, such as sending what waits for the morning; None: never.
    """

    now: datetime
    opens_at: datetime
    deadline_at: datetime
    closes_at: datetime
    due_at: datetime | None
    strip: tuple[Happening, ...]

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.opens_at <= self.now < self.closes_at

    def goal(self, skip: Skip, zone: ZoneInfo) -> datetime | None:
        """Say to which moment a skip leads; None: it lies behind us, or nothing comes any more."""
        if skip is Skip.DAY:
            local = self.now.astimezone(zone)
            return datetime.combine(local.date() + timedelta(days=1), local.time(), zone)
        if skip is Skip.NEXT:
            # when the calendar is over something may wait still, such as the report for the morning
            moments = [*(one.at for one in self.strip), *([] if self.due_at is None else [self.due_at])]
            return next((at for at in moments if at > self.now), None)
        goal = self.deadline_at if skip is Skip.DEADLINE else self.closes_at
        return goal if goal > self.now else None


async def round_time(playing: Trial, key: str) -> RoundTime:
    """Read where a round of the plan stands."""
    now, index = playing.clock.now(), index_plan(playing.plan)
    async with playing.app.database.read() as tx:
        view = next(one for one in await load_rounds(tx, playing.plan.key) if one.key == key)
        coming = [one for one in await foresee(tx, index, now=now) if one.round == view.title]
        rows = await load_steps(tx, [view.id])
    due = await playing.app.next_due_at()
    round_ = next(one for one in playing.plan.rounds if one.key == key)
    steps = {step.key: step for step in ladder_of(round_)}
    gone = [
        (row.due_at, act_of(row.step, steps.get(row.step)), row.addressee, row.about)
        for row in rows
        if row.state in GONE
    ]
    ahead = [
        Happening(at=one.at, act=one.act, people=len(one.people), calls=len(one.to_call), is_past=False)
        for one in coming
    ]
    strip = [*_past(gone), *_milestones(view, now), *ahead]
    return RoundTime(
        now=now,
        opens_at=view.opens_at,
        deadline_at=view.deadline_at,
        closes_at=view.closes_at,
        due_at=due,
        strip=tuple(sorted(strip, key=lambda one: one.at)),
    )


def _past(rows: Iterable[tuple[datetime, str, str, str]]) -> list[Happening]:
    """Put what went out at one moment by one act together."""
    people: dict[tuple[datetime, str], set[str]] = {}
    calls: dict[tuple[datetime, str], set[str]] = {}
    for at, act, addressee, about in rows:
        written, called = people.setdefault((at, act), set()), calls.setdefault((at, act), set())
        if addressee == COORDINATORS:
            called.add(about)
        else:
            written.add(addressee)
    return [
        Happening(at=at, act=act, people=len(written), calls=len(calls[at, act]), is_past=True)
        for (at, act), written in people.items()
    ]


def _milestones(view: RoundView, now: datetime) -> list[Happening]:
    """Give what is no message: the deadline, and the closing once it is over."""
    moments = [Happening(at=view.deadline_at, act="deadline", people=0, calls=0, is_past=view.deadline_at <= now)]
    if view.closes_at <= now:
        moments.append(Happening(at=view.closes_at, act=CLOSING, people=0, calls=0, is_past=True))
    return moments
