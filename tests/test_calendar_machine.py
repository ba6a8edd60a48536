"""Random outages, restarts, moved deadlines, answers, snoozes and blocking: what the calendar promises holds."""

import asyncio
import contextlib
import functools
import tempfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from bot.sandbox.botapi.seen import NoSuchButtonError
from bot.sandbox.partners import Partner
from bot.sandbox.people import Person
from bot.sandbox.trial import load
from flows.plan import Plan
from flows.rounds import closes_at, opens_at
from flows.working_days import next_allowed
from storage.tables.people import persons
from storage.tables.reports import editions
from storage.tables.rounds import round_events, steps
from storage.tables.tasks import tasks
from storage.tables.traffic import outbox
from tests.calendar_stage import BEFORE, PRAGUE, plan_text
from tests.mortal_world import MortalWorld

PEOPLE = {"kotva": "Petra K.", "mp": "Jan V."}
DEADLINE = "deadline_on = 2027-01-29"
DAYS = (date(2027, 1, 25), date(2027, 1, 28), date(2027, 2, 3), date(2027, 2, 9))
ENOUGH = 8
"""Acts after which somebody stops in the middle."""
NEEDS = timedelta(minutes=40)
"""Half an hour of quiet, and a little: so much before the closing the last call must have had its chance."""


class StoppedError(Exception):
    """Somebody has had enough."""


class CalendarMachine(RuleBasedStateMachine):
    """One collection of two partners and a coordinator."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.source = plan_text(('formats = ["html", "json"]', 'formats = ["html"]'))
        self.world = MortalWorld(Path(self.folder.name), BEFORE, self.source)
        self.people: dict[str, Person] = {}
        self.partners: dict[str, Partner] = {}
        self.acts: dict[str, int] = {}
        self.all_sent_at: dict[str, datetime] = {}
        self.chosen: dict[str, list[datetime]] = {actor: [] for actor in PEOPLE}
        self.blocked: set[str] = set()

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    @property
    def plan(self) -> Plan:
        return self.world.trial.plan

    @property
    def is_open(self) -> bool:
        round_ = self.plan.rounds[0]
        return opens_at(round_, self.plan) <= self.now < closes_at(round_, self.plan) - timedelta(hours=1)

    @initialize()
    def begin(self) -> None:
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        await self.world.open()
        self.people[""] = await self.world.join("", "Eva S.")
        for turn, (actor, name) in enumerate(PEOPLE.items()):
            person = await self.world.join(actor, name)
            self.people[actor], self.acts[actor] = person, 0
            rest = functools.partial(self._rest, actor)
            self.partners[actor] = Partner(person, turn, seed=actor, rest=rest, sent=lambda: None)

    async def _rest(self, actor: str) -> None:
        self.acts[actor] += 1
        if self.acts[actor] == ENOUGH:
            raise StoppedError
        self.world.clock.move_by(timedelta(seconds=9))

    @rule(hours=st.integers(1, 120))
    def time_passes(self, hours: int) -> None:
        self.runner.run(self.world.trial.advance(self.now + timedelta(hours=hours)))

    @rule(hours=st.integers(1, 240))
    def the_bot_stands_still(self, hours: int) -> None:
        self.runner.run(self.world.stand_still(self.now + timedelta(hours=hours)))

    @rule()
    def the_bot_is_started_anew(self) -> None:
        self.runner.run(self.world.stand_still(self.now))

    @rule()
    def it_sweeps_twice_at_once(self) -> None:
        async def work() -> None:
            await asyncio.gather(*(self.world.trial.app.sweep() for _ in range(3)))
            await self.world.trial.app.settle()

        self.runner.run(work())

    @precondition(lambda self: self.people and self.is_open)
    @rule(actor=st.sampled_from(sorted(PEOPLE)), is_whole=st.booleans())
    def somebody_answers(self, actor: str, *, is_whole: bool) -> None:
        if actor not in self.blocked and actor not in self.all_sent_at:
            self.runner.run(self._answer(actor, is_whole=is_whole))

    async def _answer(self, actor: str, *, is_whole: bool) -> None:
        self.acts[actor] = ENOUGH if is_whole else 0
        person, partner = self.people[actor], self.partners[actor]
        newest = max(one.id for one in person.history)
        with contextlib.suppress(StoppedError):
            if await partner.come_back() or await partner.come_back():
                self.all_sent_at[actor] = self.now
        await self.world.acted(person, newest)

    @precondition(lambda self: self.people and self.is_open)
    @rule(actor=st.sampled_from(sorted(PEOPLE)), row=st.integers(0, 3))
    def somebody_says_not_now(self, actor: str, row: int) -> None:
        if actor not in self.blocked and actor not in self.all_sent_at:
            self.runner.run(self._not_now(actor, row))

    async def _not_now(self, actor: str, row: int) -> None:
        person = self.people[actor]
        newest = max(one.id for one in person.history)
        with contextlib.suppress(NoSuchButtonError):
            await person.taps("Teď ne")
            menu = await person.wait_for(lambda message: "Jiný den" in message.labels)
            moments = [label for label in menu.labels if label not in {"Jiný den", "Předat kolegům"}]
            await person.taps(moments[row % len(moments)], message=menu)
            await person.wait_for("ozveme se")
            self.chosen[actor].append(await self._own_time(actor))
        await self.world.acted(person, newest)

    async def _own_time(self, actor: str) -> datetime:
        query = select(func.max(steps.c.due_at)).where(steps.c.step == "snooze", steps.c.state == "due")
        rows = await self.world.rows(query.where(steps.c.addressee == await self._id(actor)))
        found: datetime = rows[0][0]
        return found

    async def _id(self, actor: str) -> str:
        return str((await self.world.rows(select(persons.c.id).where(persons.c.name == PEOPLE[actor])))[0][0])

    @precondition(lambda self: self.people and self.is_open)
    @rule(actor=st.sampled_from(sorted(PEOPLE)))
    def somebody_blocks_the_bot(self, actor: str) -> None:
        if not self.blocked:
            self.blocked.add(actor)
            self.runner.run(self.people[actor].blocks())

    @precondition(lambda self: self.people and self.is_open)
    @rule(day=st.sampled_from(DAYS))
    def the_deadline_moves(self, day: date) -> None:
        if day < (self.now + timedelta(days=2)).date():
            return

        async def work() -> None:
            text = self.source.replace(DEADLINE, f"deadline_on = {day.isoformat()}")
            async with self.world.trial.app.database.write() as tx:
                self.world.trial.plan = await load(tx, text, self.now)
            await self.world.trial.advance(self.now + timedelta(seconds=5))

        self.runner.run(work())

    @invariant()
    def nobody_is_disturbed(self) -> None:
        for actor, person in self.people.items():
            if actor:
                self._check_person(actor, self.world.pushed(person))

    def _check_person(self, actor: str, pushed: list[tuple[datetime, str]]) -> None:
        digests = [(at, text) for at, text in pushed if is_digest(text)]
        heads = Counter("opening" for _, text in digests if "prosíme o podklady" in text.splitlines()[0])
        heads += Counter("last call" for _, text in digests if "sběr podkladů končí" in text.splitlines()[0])
        assert all(count <= 1 for count in heads.values()), (actor, digests)
        for at, text in digests:
            own = any(abs(at - chosen) < timedelta(minutes=45) for chosen in self.chosen[actor])
            begun = next_allowed(at, self.plan.sending, PRAGUE)
            assert own or begun == at, (actor, at.astimezone(PRAGUE), text)
            assert actor not in self.all_sent_at or at <= self.all_sent_at[actor], (actor, at, text)

    def teardown(self) -> None:
        try:
            if self.people:
                self.runner.run(self._end())
        finally:
            self.runner.run(self.world.close())
            self.runner.close()
            self.folder.cleanup()

    async def _end(self) -> None:
        """The round ends by itself, whatever happened before."""
        closing = closes_at(self.plan.rounds[0], self.plan)
        await self.world.trial.advance(max(closing, self.now) + timedelta(days=4))
        self.nobody_is_disturbed()
        await self._each_message_is_of_steps_of_its_own()
        for actor in PEOPLE:
            await self._the_last_call_has_come(actor, closing)
        was_open = (await self.world.rows(select(func.count()).select_from(tasks)))[0][0] > 0
        made = (await self.world.rows(select(func.count()).select_from(editions)))[0][0]
        told = [text for _, text in self.world.pushed(self.people[""]) if "je uzavřený" in text]
        sent = [one.attachment for one in self.people[""].history if one.attachment is not None]
        files = [one for one in sent if "shrnuti" not in str(one.name)]  # the council's page goes with the report
        assert (made, len(told), len(files)) == ((1, 1, 1) if was_open else (0, 0, 0))
        undone = select(round_events.c.event).where(round_events.c.done_at.is_(None))
        assert [row[0] for row in await self.world.rows(undone)] == []

    async def _each_message_is_of_steps_of_its_own(self) -> None:
        query = select(outbox.c.id).where(outbox.c.kind == "digest", outbox.c.state == "sent")
        sent = {row[0] for row in await self.world.rows(query)}
        carried = {row[0] for row in await self.world.rows(select(steps.c.outbox).where(steps.c.outbox.is_not(None)))}
        came = sum(1 for actor in PEOPLE for _, text in self.world.pushed(self.people[actor]) if is_digest(text))
        assert sent <= carried
        assert came == len(sent)

    async def _the_last_call_has_come(self, actor: str, closing: datetime) -> None:
        """Whoever still had something open heard the last call, if there was any time for it at all."""
        person = await self._id(actor)
        query = select(steps.c.state, steps.c.due_at).where(steps.c.step == "last-call", steps.c.addressee == person)
        rows = await self.world.rows(query)
        if not rows or actor in self.all_sent_at or actor in self.blocked:
            return
        state, due_at = rows[0]
        chance = max([due_at, *(moment for moment in self.chosen[actor] if moment < closing)])
        for begun, ended in self.world.down:
            chance = next_allowed(chance, self.plan.sending, PRAGUE)
            chance = ended if begun - NEEDS <= chance < ended else chance
        chance = next_allowed(chance, self.plan.sending, PRAGUE)
        if chance + NEEDS < closing:
            assert state in {"sent", "folded"}, (actor, state, due_at.astimezone(PRAGUE), self.world.down)


def is_digest(text: str) -> bool:
    """Tell a reminder, an opening and a last call by how they begin."""
    return text.startswith("Dobrý den") or "sběr podkladů končí" in text.splitlines()[0]


TestCalendarMachine = CalendarMachine.TestCase
TestCalendarMachine.settings = settings(
    max_examples=6,
    stateful_step_count=10,
    suppress_health_check=list(HealthCheck),
)
