"""Loading what the calendar's buttons of a batch name, set-wise."""

from collections import Counter
from collections.abc import Sequence

from bot.calendar.foresight import foresee
from bot.conversation.buttons import Verb, read_button
from bot.conversation.calendar_cards import AskedLine, ForeseenCard, LateCard, StepCard
from bot.conversation.heard import Commanded, Tapped
from bot.conversation.state import Mode
from bot.intake.cards import last_day, order_of
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.tasks import Role, TaskState
from storage.calls import load_open_counts
from storage.database import Tx
from storage.loading import load_tasks
from storage.people import load_partners
from storage.round_events import load_noted
from storage.rounds import load_rounds
from storage.steps import load_steps_by_id
from storage.views import TaskView

ON_STEP = frozenset({Verb.TAKE_DUTY, Verb.SHOW_DUTY, Verb.LEAVE_DUTY, Verb.TO_HEAD})
ON_LATE = frozenset({Verb.ALLOW_TIME, Verb.OTHER_TIME, Verb.REFUSE_TIME})
WAITS = frozenset({TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED, TaskState.NOT_SUPPLIED})


async def load_calendar_cards(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load the rows and tasks that buttons, or a day that somebody is about to write, are about."""
    taps = [tap for one in batch if isinstance(one.heard, Tapped) and (tap := read_button(one.heard.data))]
    named = {tap.part(0) for tap in taps if tap.verb in ON_STEP}
    late = {tap.part(0) for tap in taps if tap.verb in ON_LATE}
    late |= {str(one.stash.get("late", "")) for one in stage.dialogs.values() if one.mode is Mode.EXTENSION}
    names = {one.heard.name for one in batch if isinstance(one.heard, Commanded)}
    if names & {"kalendar", "calendar"} or any(tap.verb is Verb.FORESEEN for tap in taps):
        stage.foreseen = {
            key: tuple(
                ForeseenCard(at=one.at, act=one.act, people=one.answering, to_call=one.to_call, told=one.told)
                for one in await foresee(tx, index, now=stage.now)
            )
            for key, index in stage.plans.items()
        }
    if named:
        await _load_steps(tx, stage, named)
    if late - {""}:
        await _load_late(tx, stage, late - {""})


async def _load_steps(tx: Tx, stage: Stage, ids: set[str]) -> None:
    found = [row for row in await load_steps_by_id(tx, ids) if row.plan in stage.plans]
    counts = await load_open_counts(tx, {row.round for row in found})
    noted = await load_noted(tx, {row.round for row in found})
    views = await load_tasks(tx, actors={(row.plan, row.about) for row in found if row.about})
    views.sort(key=lambda view: order_of(stage.plans[view.plan], view))
    heads = {(row.plan, one.head) for row in found for one in stage.plans[row.plan].plan.actors if one.key == row.about}
    members = await load_partners(tx, heads, at=stage.now)
    reached = {(one.plan, one.actor) for one in members if one.contact_state == "active"}
    cards: dict[str, StepCard] = {}
    for row in found:
        index = stage.plans[row.plan]
        actor = next((one for one in index.plan.actors if one.key == row.about), None)
        round_ = next((one for one in await load_rounds(tx, row.plan) if one.id == row.round), None)
        if actor is None or round_ is None:
            continue
        counter = counts.get((row.round, row.about, Role.PARTNER), Counter[TaskState]())
        cards[row.id] = StepCard(
            id=row.id,
            plan=row.plan,
            round=row.round,
            addressee=row.addressee,
            actor=actor.key,
            actor_name=actor.name,
            head=actor.head,
            head_name=index.actors.get(actor.head, ""),
            deadline_on=last_day(round_.deadline_at, index.plan),
            waiting=sum(count for state, count in counter.items() if state in WAITS),
            is_used=(row.round, f"head:{row.id}") in noted,
            is_head_reached=(row.plan, actor.head) in reached,
            asked=tuple(
                asked_line(stage, view) for view in views if (view.round, view.actor) == (row.round, row.about)
            ),
        )
    stage.steps = cards


def asked_line(stage: Stage, view: TaskView) -> AskedLine:
    """Say what a task is about and how it stands."""
    index = stage.plans[view.plan]
    item = index.items.get((view.tree, view.subject))
    return AskedLine(
        number=item.number if item else "",
        title=item.title if item else index.actors.get(view.subject, index.plan.title),
        state=view.state,
        disowned=view.disowned_at is not None,
    )


async def _load_late(tx: Tx, stage: Stage, ids: set[str]) -> None:
    named = [view for view in await load_tasks(tx, ids=ids) if view.plan in stage.plans]
    actors = {(view.plan, view.actor) for view in named}
    theirs = await load_tasks(tx, actors=actors, closed_too=True)
    cards: dict[str, LateCard] = {}
    for view in named:
        index = stage.plans[view.plan]
        same = [one for one in theirs if one.round == view.round and one.actor == view.actor]
        waiting = [one for one in same if one.state in WAITS and one.disowned_at is None]
        cards[view.id] = LateCard(
            task=view.id,
            plan=view.plan,
            round=view.round,
            actor=view.actor,
            actor_name=index.actors.get(view.actor, index.plan.owner),
            deadline_on=last_day(view.deadline_at, index.plan),
            tasks={one.id: stage.views.get(one.id, one).state for one in waiting},
        )
        for one in waiting:
            stage.views.setdefault(one.id, one)
    stage.late = cards
