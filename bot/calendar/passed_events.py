"""Shared events whose day has passed since their owner sent the answer: told before the end, once, with a way back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.passed_events_words import passed_message
from bot.calendar.stepping import holds
from bot.conversation.scene import SENT_STATES, Mint
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.cards import last_day
from bot.words import words_for
from flows.consistency_shared import EVENTS, is_past
from flows.holding import allowed_at
from flows.ladder import ladder_of, step_due_at
from flows.plan import Plan, Round
from flows.plan_walk import OWNER, PLANNED, STATE
from flows.register_book import BookEntry
from flows.rounds import closes_at
from storage.calls import Reach, load_reach
from storage.database import Database, Tx
from storage.loading import load_tasks
from storage.notices import claim_notice
from storage.people import load_partners
from storage.registers import load_registers
from storage.views import TaskView
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

KIND = "event_passed"
"""Kind of the notice; its occasion is the round, the event, its last day and the person."""
SPEAKS = frozenset({"remind", "last_call"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """A sent answer, the events that it leaves open, and somebody who can put it right."""

    view: TaskView
    events: tuple[BookEntry, ...]
    language: str
    reach: Reach


class PassedEvents:
    """Tells owners, from the day of a round's last call until it closes."""

    def __init__(self, *, database: Database, in_force: InForce, mint: Mint) -> None:
        self._database, self._in_force, self._mint = database, in_force, mint
        self._told: set[str] = set()

    async def sweep(self, now: datetime) -> None:
        """Tell whoever may be written to now; the others at a later look."""
        for index in self._in_force.plans.values():
            plan = index.plan
            ending = {one.key for one in plan.rounds if is_ending(one, plan, now)}
            today = now.astimezone(ZoneInfo(plan.time_zone)).date()
            if not ending or not any(
                is_left_open(entry.values, today)
                for each in plan.registers
                if each.key == EVENTS
                for entry in each.entries
            ):
                continue
            async with self._database.read() as tx:
                found = await self._found(tx, plan, ending, now)
            if found:
                await self._tell(plan, found, now)

    async def _found(self, tx: Tx, plan: Plan, ending: Collection[str], now: datetime) -> list[Passed]:
        """Find what was sent before the day of an event, the event being planned still, with whom to tell."""
        today = now.astimezone(ZoneInfo(plan.time_zone)).date()
        book = (await load_registers(tx, [plan.key]))[plan.key].get(EVENTS, ())
        left = [one for one in book if not one.retired and is_left_open(one.values, today)]
        views = await load_tasks(tx, actors={(plan.key, one.values[OWNER]) for one in left})
        sent = [one for one in views if one.round_key in ending and one.state in SENT_STATES]
        people = await load_partners(tx, {(plan.key, one.actor) for one in sent}, at=now)
        reach = await load_reach(tx, {one.person for one in people}, today=today - timedelta(days=1))
        languages = {(one.actor, one.person): one.language or plan.language for one in people}
        return [
            Passed(view=view, events=events, language=language, reach=reach[person])
            for view in sent
            if (events := self._asked(view, left))
            for (actor, person), language in languages.items()
            if actor == view.actor and may_hear(reach.get(person), plan, now)
        ]

    def _asked(self, view: TaskView, events: Iterable[BookEntry]) -> tuple[BookEntry, ...]:
        """Give the events that a task asks about: its form writes them, and they are its owner's."""
        own = self._in_force.external_of(view).get(f"own_{EVENTS}")
        writes = {entity.list_name for entity in self._in_force.form(view.form_version).entities}
        keys = {row["name"] for row in own.rows} if own is not None and EVENTS in writes else set()
        return tuple(one for one in events if one.key in keys)

    async def _tell(self, plan: Plan, found: Iterable[Passed], now: datetime) -> None:
        for one in found:
            new = {occasion_of(one, event): event for event in one.events}
            if new.keys() <= self._told:
                continue
            async with self._database.write() as tx:
                claimed = [
                    event for occasion, event in new.items() if await claim_notice(tx, plan.key, KIND, occasion, at=now)
                ]
                rows = (self._row(plan, one, claimed, now),) if claimed else ()
                await write_batch(tx, Writes(changed_at=now, outbox=rows))
            self._told |= new.keys()

    def _row(self, plan: Plan, one: Passed, events: Iterable[BookEntry], now: datetime) -> OutboxRow:
        today = now.astimezone(ZoneInfo(plan.time_zone)).date()
        deadline = last_day(one.view.due_at or one.view.deadline_at, plan)
        until = deadline if deadline >= today else last_day(one.view.closes_at, plan)
        words = words_for(one.language, tuple(sorted(plan.texts.get(one.language, {}).items())))
        message = passed_message(words, one.view.id, tuple(events), until=until, today=today)
        return OutboxRow(
            id=self._mint(),
            contact=one.reach.contact,
            lane="bulk",
            payload=message_payload(message),
            not_before_at=now,
            created_at=now,
        )


def is_ending(round_: Round, plan: Plan, now: datetime) -> bool:
    """Tell whether a round has begun its last call and not closed; never where nobody is to be reminded."""
    zone = ZoneInfo(plan.time_zone)
    calls = [step_due_at(step, round_, plan.sending, zone) for step in ladder_of(round_) if step.act in SPEAKS]
    return bool(calls) and max(calls) <= now < closes_at(round_, plan)


def is_left_open(values: Mapping[str, str], today: date) -> bool:
    """Tell whether an event of somebody is planned still although its last day has passed."""
    return bool(values.get(OWNER)) and values.get(STATE) == PLANNED and is_past(values, today)


def may_hear(reach: Reach | None, plan: Plan, now: datetime) -> bool:
    """Tell whether a person may be written to now."""
    return (
        reach is not None and bool(reach.contact) and allowed_at(now, holds(reach, plan.time_zone), plan.sending) <= now
    )


def occasion_of(one: Passed, event: BookEntry) -> str:
    """Name what is told once: an event that is moved and passes again is told again."""
    last = event.values.get("to_on") or event.values.get("from_on", "")
    return f"{one.view.round}/{event.key}/{last}/{one.reach.person}"
