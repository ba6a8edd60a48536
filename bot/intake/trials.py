"""Tasks to be tried out: made of the plan in force as a round would make them, and kept nowhere."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.calendar.in_use import compiled
from bot.conversation.buttons import Tap, Verb, code, read_button
from bot.conversation.heard import Tapped
from bot.conversation.state import TRIAL_TASK, TaskCard
from bot.conversation.trying import trial_key
from bot.form_file import read_sent_form
from bot.in_force import InForce
from bot.intake.cards import PlanIndex, task_card
from bot.intake.setting import local_day, open_task
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.form import Form
from flows.plan import Ask, Plan, Round
from flows.plan_walk import ExpectedTask, tasks_expected
from flows.rounds import closes_at, deadline_at
from flows.tasks import TaskState
from storage.database import Tx
from storage.forms import newest_versions
from storage.loading import load_last
from storage.proposals import Proposal, load_proposal
from storage.rounds import load_rounds
from storage.views import TaskView

PARTNERS = frozenset({"lead", "contributor"})


async def load_trials(tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce) -> None:
    """Make the tasks that people of a batch try out, or are about to."""
    wanted = {key for one in batch for key in await keys_of(tx, stage, one, in_force)}
    stage.trials = {key: await make_trial(tx, stage, key, in_force) for key in sorted(wanted)}


async def keys_of(tx: Tx, stage: Stage, incoming: Incoming, in_force: InForce) -> set[tuple[str, str, str]]:
    """Give what somebody tries out, or asks to, as (plan, actor, proposal)."""
    person = stage.people.get(incoming.chat)
    trial = stage.dialogs[person.contact].trial if person is not None else None
    found = {trial_key(trial)} if trial is not None else set()
    read = read_button(incoming.heard.data) if isinstance(incoming.heard, Tapped) else None
    if read is not None and read.verb is Verb.TRY_AS:
        found |= set(named(stage, read))
    if read is not None and read.verb is Verb.FORM_TRY:
        proposal = await load_proposal(tx, read.part(0))
        if proposal is not None and person is not None and proposal.person == person.person:
            found |= set(await proposed(stage, proposal, in_force))
    return {key for key in found if key[0] in stage.plans}


def named(stage: Stage, read: Tap) -> Iterator[tuple[str, str, str]]:
    """Give the plan and actor that a button names."""
    for key, index in stage.plans.items():
        if code(key) == read.part(0):
            yield from ((key, actor, "") for actor in index.actors if code(actor) == read.part(1))


async def proposed(stage: Stage, proposal: Proposal, in_force: InForce) -> list[tuple[str, str, str]]:
    """Say as whom a form that was sent is tried: the first actor that it would be asked of."""
    if proposal.kind != "form" or proposal.state != "waiting" or proposal.plan not in stage.plans:
        return []
    plan = stage.plans[proposal.plan].plan
    form = await compiled_proposal(proposal, in_force)
    asked = sorted(expected(plan, stage.now), key=lambda one: one[1].form != form.key)
    return [(plan.key, asked[0][2].actor, proposal.id)] if asked else []


def expected(plan: Plan, now: datetime) -> Iterator[tuple[Round, Ask, ExpectedTask]]:
    """Give what partners are asked in the round that goes on, the next one, or the last one there is."""
    rounds = sorted(plan.rounds, key=lambda one: closes_at(one, plan))
    chosen = next((one for one in rounds if closes_at(one, plan) > now), rounds[-1] if rounds else None)
    if chosen is None:
        return
    asks = {ask.key: ask for ask in chosen.asks if ask.role in PARTNERS}
    for task in tasks_expected(plan, chosen):
        if task.ask in asks and task.actor:
            yield chosen, asks[task.ask], task


async def make_trial(tx: Tx, stage: Stage, key: tuple[str, str, str], in_force: InForce) -> tuple[TaskCard, ...]:
    """Make the tasks of one trial, as untouched as on the first day."""
    plan, actor, proposed_id = key
    index = stage.plans[plan]
    found = [one for one in expected(index.plan, stage.now) if one[2].actor == actor]
    if proposed_id:
        return await form_trial(tx, stage, index, found, proposed_id, in_force)
    newest = await newest_versions(tx, {ask.form for _, ask, _ in found})
    for version in newest.values():
        if not in_force.has_form(version.id):
            in_force.put_form(version.id, await asyncio.to_thread(compiled, version))
    tried = [
        view_of(index, one, newest[one[1].form].id, stage.now, form=one[1].form)
        for one in found
        if one[1].form in newest
    ]
    return await opened(tx, stage, index, tried, in_force)


async def form_trial(
    tx: Tx,
    stage: Stage,
    index: PlanIndex,
    found: Sequence[tuple[Round, Ask, ExpectedTask]],
    proposed_id: str,
    in_force: InForce,
) -> tuple[TaskCard, ...]:
    """Make one task that asks with a form that was sent."""
    proposal = await load_proposal(tx, proposed_id)
    if proposal is None or proposal.state != "waiting" or not found:
        return ()
    form = await compiled_proposal(proposal, in_force)
    asking = [one for one in found if one[1].form == form.key] or found
    view = view_of(index, asking[0], proposed_id, stage.now, form=form.key)
    return await opened(tx, stage, index, [view], in_force)


async def compiled_proposal(proposal: Proposal, in_force: InForce) -> Form:
    """Compile a form that was sent, once; it was checked when it came."""
    if not in_force.has_form(proposal.id):
        form = await asyncio.to_thread(read_sent_form, proposal.content, proposal.name)
        if not isinstance(form, Form):
            raise TypeError("a form that was read before cannot be read again")
        in_force.put_form(proposal.id, form)
    return in_force.form(proposal.id)


def view_of(
    index: PlanIndex, asked: tuple[Round, Ask, ExpectedTask], version: str, now: datetime, *, form: str
) -> TaskView:
    """Write a task as the storage would hold it, had the round opened now."""
    round_, ask, task = asked
    plan = index.plan
    closes = max(closes_at(round_, plan), now + timedelta(days=1))
    name = f"{plan.key}/{round_.key}/{ask.key}/{task.subject}/{task.actor}/{version}"
    tree = (ask.tree or plan.trees[0].key) if task.subject_kind == "item" else ""
    return TaskView(
        id=f"{TRIAL_TASK}{code(name)}",
        plan=plan.key,
        round=f"{TRIAL_TASK}{code(round_.key)}",
        round_key=round_.key,
        round_state="open",
        deadline_at=max(deadline_at(round_, plan), now + timedelta(days=1)),
        closes_at=closes,
        ask=f"{TRIAL_TASK}{code(ask.key)}",
        ask_key=ask.key,
        ask_role=ask.role,
        form=form,
        form_version=version,
        form_number=0,
        subject_kind=task.subject_kind,
        tree=tree,
        subject=task.subject,
        actor=task.actor,
        state=TaskState.OPEN,
        assignee="",
        due_at=None,
        disowned_at=None,
        disowned_note="",
        head_seq=0,
        rev=1,
        submissions=0,
        changed_at=datetime.min.replace(tzinfo=UTC),
    )


async def opened(
    tx: Tx, stage: Stage, index: PlanIndex, views: Iterable[TaskView], in_force: InForce
) -> tuple[TaskCard, ...]:
    """Open the interviews: nothing is answered, but what was said last time is known."""
    rounds = {one.key: one.id for one in await load_rounds(tx, index.plan.key)}
    views = [replace(view, round=rounds.get(view.round_key, view.round)) for view in views]
    last = await load_last(tx, views) if views else {}
    cards = []
    for view in views:
        found = open_task(view, {}, in_force, last.get(view.id), local_day(index, stage.now))
        cards.append(task_card(view, index, found))
    return tuple(cards)
