"""A rehearsal: one round from before its opening to its report, on a fast clock, and what everybody received."""

import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendar.foresight import Foreseen, foresee
from bot.intake.cards import index_plan
from bot.sandbox.attendance import Attendance, Doing, Visit, attendances, visits
from bot.sandbox.botapi.acts import CannotActError
from bot.sandbox.botapi.seen import Message, NoSuchButtonError
from bot.sandbox.coordinator import Coordinator
from bot.sandbox.demo import COORDINATOR, Cast
from bot.sandbox.partners import NAMES, Partner, StuckError
from bot.sandbox.people import Person
from bot.sandbox.trial import Trial, trial
from flows.plan import Actor, Plan
from flows.rounds import closes_at, opens_at
from flows.working_days import at_local_time, next_allowed
from storage.people import load_members

MORNING = time(8, 0)
QUICK, SLOW = 4.0, 25.0
"""Seconds that a person takes for one act."""
A_WHILE = 7
"""Acts after which somebody who is slow puts the phone away."""
AFTER_CLOSING = timedelta(hours=1)
JOINED = "Připojení je hotové"


class PutAwayError(Exception):
    """Somebody has put their phone away in the middle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What one person received.

    Attributes:
        name: Their name.
        actor: Name of the actor they answer for, "" = the coordinator.
        attendance: How they came; None = the coordinator.
        said: What came by itself, in order.
        replies: How many messages were replies to their own acts.
        lost: Why they did not know how to go on, "" = they did.
    """

    name: str
    actor_key: str
    actor: str
    attendance: Attendance | None
    said: tuple[Message, ...]
    replies: int
    lost: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsed:
    """What came of a rehearsal.

    Attributes:
        to_call: Actors that nobody can be written to for.
        files: Files of the report.
    """

    heard: tuple[Heard, ...]
    to_call: tuple[Actor, ...]
    files: tuple[Path, ...]


@dataclass(kw_only=True, slots=True)
class _Actor:
    """Somebody on the stage."""

    person: Person
    partner: Partner | None = None
    own: list[tuple[int, int]] = field(default_factory=list)
    """Message ids between which everything was a reply to their acts."""
    acts: int = 0
    patience: int | None = None
    is_done: bool = False
    lost: str = ""

    def newest(self) -> int:
        return max((one.id for one in self.person.history), default=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Staging:
    """What a rehearsal is played with.

    Attributes:
        plan: The plan, its pictures in it.
        cast: Who is asked.
        folder: An empty folder, for the database and the report.
        forms: The forms that it asks with, as Markdown by key.
        seed: Decides who comes how and what they answer.
    """

    plan: Plan
    cast: Cast
    folder: Path
    forms: Mapping[str, str]
    seed: str

    @property
    def zone(self) -> ZoneInfo:
        """The plan's zone."""
        return ZoneInfo(self.plan.time_zone)

    def names(self) -> dict[str, str]:
        """Name who answers for each actor; "" is the coordinator."""
        contact = self.plan.contact.name
        found = {COORDINATOR: " ".join(contact.split()[:2]) or NAMES[-1]}
        return found | {actor: NAMES[turn % len(NAMES)] for turn, actor in enumerate(self.cast.actors)}


async def rehearse(staging: Staging, told: Callable[[datetime], None]) -> Rehearsed:
    """Play a round to its end.

    Args:
        staging: What it is played with.
        told: Called with the clock's time whenever somebody has come.
    """
    async with _rehearsal(staging) as show:
        for visit in show.agenda:
            await show.trial.advance(visit.at)
            await show.come(visit)
            told(show.trial.clock.now())
        closing = closes_at(staging.cast.round, staging.plan)
        await show.trial.advance(next_allowed(closing, staging.plan.sending, staging.zone) + AFTER_CLOSING)
        return await show.result()


async def foresee_only(staging: Staging) -> list[Foreseen]:
    """Let everybody join who would, and say what will go out by itself; nothing is played."""
    async with _rehearsal(staging) as show, show.trial.app.database.read() as tx:
        return await foresee(tx, index_plan(staging.plan), now=show.trial.clock.now())


@asynccontextmanager
async def _rehearsal(staging: Staging) -> AsyncIterator["_Rehearsal"]:
    eve = opens_at(staging.cast.round, staging.plan).astimezone(staging.zone).date() - timedelta(days=1)
    start = at_local_time(eve, MORNING, staging.zone)
    async with trial(staging.plan, staging.folder, start, forms=staging.forms) as playing:
        show = _Rehearsal(playing, staging)
        await show.join()
        yield show


class _Rehearsal:
    """One rehearsal on its stage."""

    def __init__(self, playing: Trial, staging: Staging) -> None:
        self.trial, self._staging = playing, staging
        self._chance = random.Random(staging.seed)  # noqa: S311 - a play, nothing secret
        self._kinds = attendances(staging.cast.actors, self._chance)
        self._stage: dict[str, _Actor] = {}
        agenda = visits(playing.plan, staging.cast.round, self._kinds, self._chance)
        last = max((one.at for one in agenda), default=playing.clock.now())
        self.agenda: Sequence[Visit] = [*agenda, Visit(at=last, actor=COORDINATOR, doing=Doing.ANSWER)]

    async def join(self) -> None:
        """Let everybody but the unjoined open their link on the eve."""
        for turn, (actor, name) in enumerate(self._staging.names().items()):
            if self._kinds.get(actor) is not Attendance.UNJOINED:
                await self._join(actor, name, turn)

    async def _join(self, actor: str, name: str, turn: int) -> None:
        person = await self.trial.join(actor, name)
        await person.wait_for(JOINED)
        await person.mark()
        found = _Actor(person=person)
        found.own.append((0, found.newest()))
        self._stage[actor] = found
        if actor:
            seed = f"{self._staging.seed}:{actor}"
            found.partner = Partner(person, turn, seed=seed, rest=lambda: self._rest(found), sent=lambda: None)

    async def come(self, visit: Visit) -> None:
        """Let somebody do what they came for; who does not know how to go on leaves it."""
        one = self._stage.get(visit.actor)
        if one is None or one.is_done:
            return
        if visit.doing is Doing.BLOCK:
            await one.person.blocks()
            return
        one.acts, one.patience = 0, A_WHILE if visit.doing is Doing.BEGIN else None
        async with self._acting(one):
            await self._answer(one)

    async def _answer(self, one: _Actor) -> None:
        """Answer to the end; whoever puts the phone away in the middle by habit takes it up again at once."""
        if one.partner is None:
            await Coordinator(one.person, rest=lambda: self._rest(one)).state_totals()
        elif not await one.partner.come_back():
            await one.partner.come_back()
        one.is_done = True

    @asynccontextmanager
    async def _acting(self, one: _Actor) -> AsyncIterator[None]:
        before = one.newest() + 1
        try:
            yield
        except PutAwayError:
            pass
        except (TimeoutError, StuckError, NoSuchButtonError, CannotActError) as error:
            one.lost = str(error).partition("\n")[0] or type(error).__name__
        await self.trial.app.settle()
        one.own.append((before, one.newest()))

    async def _rest(self, one: _Actor) -> None:
        """Let the time of one act pass; what is due for others meanwhile happens."""
        one.acts += 1
        if one.patience is not None and one.acts > one.patience:
            raise PutAwayError
        until = self.trial.clock.now() + timedelta(seconds=self._chance.uniform(QUICK, SLOW))
        due = await self.trial.app.calendar.next_due_at()
        if due is not None and due <= until:
            await self.trial.advance(until)
        else:
            self.trial.clock.move_by(max(until - self.trial.clock.now(), timedelta()))

    async def result(self) -> Rehearsed:
        """Gather what everybody received, whom to call, and the files."""
        made = self.trial.folder / "reports"
        return Rehearsed(
            heard=tuple(self._heard(actor, name) for actor, name in self._staging.names().items()),
            to_call=await self._to_call(),
            files=tuple(sorted(file for file in made.rglob("*") if file.is_file())),
        )

    def _heard(self, actor: str, name: str) -> Heard:
        one = self._stage.get(actor)
        received = [each for each in one.person.history if each.by_bot] if one is not None else []
        own = one.own if one is not None else []
        replies = {each.id for each in received if any(first <= each.id <= last for first, last in own)}
        return Heard(
            name=name,
            actor_key=actor,
            actor=next((each.name for each in self.trial.plan.actors if each.key == actor), ""),
            attendance=self._kinds.get(actor),
            said=tuple(each for each in received if each.id not in replies),
            replies=len(replies),
            lost=one.lost if one is not None else "",
        )

    async def _to_call(self) -> tuple[Actor, ...]:
        async with self.trial.app.database.read() as tx:
            members = await load_members(tx, self.trial.plan.key, at=self.trial.clock.now())
        reached = {one.actor for one in members if one.contact_state == "active"}
        asked = set(self._staging.cast.actors)
        return tuple(one for one in self.trial.plan.actors if one.key in asked and one.key not in reached)
