"""A person's digest, rendered at the moment of sending: what still waits, today's days, or nothing at all."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.calendar.digest_words import Digest, Escalated, digest_message
from bot.calendar.stepping import act_of, chosen_at, has_point, holds, loudness, step_of
from bot.calendar.waiting_tasks import RoundPart, round_parts
from bot.clock import Clock
from bot.delivery.row import NotNowError, OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.interviews import Interviews
from bot.intake.setting import open_cards
from bot.intake.stage import Stage
from bot.intake.telegram_updates import CHANNEL
from bot.words import words_for
from flows.answers import JsonValue
from flows.estimates import estimate_marks
from flows.holding import allowed_at
from flows.ladder import OPENING
from flows.plan import Step
from flows.tasks import Role, TaskState
from storage.calls import Reach, load_blocked, load_open_counts, load_reach
from storage.database import Database, Tx
from storage.loading import load_last, load_people, load_tasks
from storage.people import Member, load_members
from storage.steps import StepView, load_steps_of
from storage.views import PersonView, TaskView

AT_ONCE = 2
"""So many are rendered side by side: ten thousand that wait for a connection each would give up on it."""
BEGUN = frozenset({TaskState.STARTED, TaskState.SUBMITTED, TaskState.CORRECTED, TaskState.RETURNED})


class Digests:
    """Renders digests. One for the whole process: it keeps compiled interviews."""

    def __init__(self, database: Database, in_force: InForce, clock: Clock) -> None:
        self._database, self._in_force, self._clock = database, in_force, clock
        self._interviews = Interviews()
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def expand(self, row: OutRow) -> list[OutRow]:
        """Give the message that a row stands for; none where all is sent meanwhile.

        Raises:
            NotNowError: The person is busy, away, snoozing, or it is night by now.
        """
        async with self._gate:
            return await self._rendered(row)

    async def _rendered(self, row: OutRow) -> list[OutRow]:
        now = self._clock.now()
        async with self._database.read() as tx:
            person = (await load_people(tx, [(CHANNEL, row.chat)])).get((CHANNEL, row.chat))
            carried = await load_steps_of(tx, row.id)
            if person is None or not person.person or not carried:
                return []
            reach = (await load_reach(tx, [person.person], today=now.date() - timedelta(days=1)))[person.person]
            self._hold(reach, carried, now)
            message = await self._message(tx, person, reach, carried, now)
        if message is None:
            return []
        return [replace(row, kind="send", payload=message)]

    def _hold(self, reach: Reach, carried: Sequence[StepView], now: datetime) -> None:
        chosen = chosen_at(carried)
        for key in sorted({row.plan for row in carried} & self._in_force.plans.keys()):
            plan = self._in_force.plans[key].plan
            until = allowed_at(now, holds(reach, plan.time_zone), plan.sending, chosen_at=chosen)
            if until > now:
                raise NotNowError(until)

    async def _message(
        self, tx: Tx, person: PersonView, reach: Reach, carried: Sequence[StepView], now: datetime
    ) -> dict[str, JsonValue] | None:
        spoken = await self._alive(tx, person, carried, now)
        if not spoken:
            return None
        plan = self._in_force.plans[spoken[0].row.plan].plan
        language = person.language or plan.language
        words = words_for(language, tuple(sorted(plan.texts.get(language, {}).items())))
        own = [one for one in spoken if one.act != "deputy"]
        parts, has_last, estimates = await self._own(tx, person, own, now)
        escalated = await self._escalated(tx, person, spoken, now)
        if not parts and not escalated:
            return None
        today = now.astimezone(holds(reach, plan.time_zone).zone).date()
        digest = Digest(
            today=today,
            parts=parts,
            is_last_call=any(one.act == "last_call" for one in own) and any(ends_soon(part, today) for part in parts),
            is_opening=all(one.act == OPENING for one in own),
            note=next((note for one in spoken if (note := one.note(words.language))), ""),
            has_last=has_last,
            estimates=estimates,
            escalated=escalated,
        )
        return message_payload(digest_message(words, digest))

    async def _alive(self, tx: Tx, person: PersonView, carried: Sequence[StepView], now: datetime) -> list["Spoken"]:
        """Give the rows that still have a point, the loudest first."""
        counts = await load_open_counts(tx, {row.round for row in carried}, in_turn=True)
        places = [one for one in person.memberships if one.holds_at(now)]
        found = []
        for row in carried:
            index = self._in_force.plans.get(row.plan)
            step = step_of(index, row) if index is not None else None
            if index is not None and has_point(row, step, places, counts):
                found.append(Spoken(row=row, act=act_of(row.step, step), step=step))
        return sorted(found, key=lambda one: (loudness(one.act), one.row.id))

    async def _own(
        self, tx: Tx, person: PersonView, own: Sequence["Spoken"], now: datetime
    ) -> tuple[tuple[RoundPart, ...], bool, int]:
        """Give what waits for the person in all rounds, whatever step brought the message."""
        if not own:
            return (), False, 0
        views = await self._views(tx, person, now)
        is_last_call = any(one.act == "last_call" for one in own)
        ready, estimates = await self._ready(tx, views, now) if is_last_call else (frozenset[str](), 0)
        parts = round_parts(self._in_force.plans, views, ready=ready)
        fresh = [task.view for part in parts for task in part.waiting if task.view.state is TaskState.OPEN]
        has_last = False
        if fresh and not all(one.act == OPENING for one in own):
            has_last = bool(await load_last(tx, fresh)) or any(self._imported(view) for view in fresh)
        return parts, has_last, estimates

    async def _views(self, tx: Tx, person: PersonView, now: datetime) -> list[TaskView]:
        held = [one for one in person.memberships if one.holds_at(now)]
        roles = {(one.plan, one.actor if one.role is Role.PARTNER else "", one.role) for one in held}
        views = await load_tasks(tx, actors={(plan, actor) for plan, actor, _ in roles})
        blocked = await load_blocked(tx, {view.round for view in views})
        return [view for view in views if (view.plan, view.actor, view.on.role) in roles and view.id not in blocked]

    def _imported(self, view: TaskView) -> bool:
        item = self._in_force.plans[view.plan].items.get((view.tree, view.subject))
        return item is not None and item.last is not None

    async def _ready(self, tx: Tx, views: Sequence[TaskView], now: datetime) -> tuple[frozenset[str], int]:
        """Give the tasks that are filled in and not sent, and how many figures are still called estimates."""
        begun = [view for view in views if view.state in BEGUN and view.disowned_at is None]
        stage = Stage(now=now, plans=self._in_force.plans, bot_name="")
        await open_cards(tx, stage, begun, self._in_force, self._interviews)
        cards = stage.cards(stage.tasks)
        ready = {
            task for task, card in cards.items() if card.state is TaskState.STARTED and not card.evaluation.missing()
        }
        estimates = sum(len(estimate_marks(card.evaluation)) for card in cards.values())
        return frozenset(ready), estimates

    async def _escalated(
        self, tx: Tx, person: PersonView, spoken: Sequence["Spoken"], now: datetime
    ) -> tuple[Escalated, ...]:
        found = []
        for one in spoken:
            if one.act != "deputy":
                continue
            index = self._in_force.plans[one.row.plan]
            members = await load_members(tx, one.row.plan, at=now, roles=[Role.PARTNER])
            views = await load_tasks(tx, actors=[(one.row.plan, one.row.about)])
            parts = round_parts(self._in_force.plans, [view for view in views if view.round == one.row.round])
            deputy = next((actor.deputy for actor in index.plan.actors if actor.key == one.row.about), "")
            if parts:
                found.append(
                    Escalated(
                        step=one.row.id,
                        actor_name=index.actors.get(one.row.about, ""),
                        first=names(members, one.row.about),
                        second=names(members, deputy),
                        to_deputy=not any(
                            each.actor == one.row.about and each.holds_at(now) for each in person.memberships
                        ),
                        part=parts[0],
                    )
                )
        return tuple(found)


def ends_soon(part: RoundPart, today: date) -> bool:
    """Tell whether a last call is true: before the deadline, or right before nothing more is taken."""
    return today <= part.deadline_on or (part.closes_on - today).days <= 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A row that has something to say."""

    row: StepView
    act: str
    step: Step | None

    def note(self, language: str) -> str:
        """Give the plan's own words."""
        return self.step.text.get(language, "") if self.step is not None else ""


def names(members: Sequence[Member], actor: str) -> str:
    """Name the people of an actor."""
    return ", ".join(dict.fromkeys(one.name for one in members if one.actor == actor))
