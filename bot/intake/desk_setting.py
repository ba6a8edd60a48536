"""Setting a coordinator's desk: the queue, and everything about the tasks that are read or decided now."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.answer_table.inputs import read_content
from bot.conversation.buttons import Verb, code, read_button
from bot.conversation.desk import Desk, Happened, QueueLine, ReturnedTable, Submitted
from bot.conversation.heard import Commanded, Tapped
from bot.conversation.review_verbs import DESK_COMMANDS, DESK_MODES, DESK_VERBS, marked, named_tasks
from bot.conversation.state import Mode
from bot.in_force import InForce
from bot.intake.cards import PlanIndex, last_answers
from bot.intake.interviews import Interviews
from bot.intake.setting import open_cards, open_tasks
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.rights import Action, OnPlan, may
from flows.rounds import deadline_at
from flows.tasks import Refusal
from storage.answer_tables import load_answer_tables
from storage.database import Tx
from storage.loading import load_submissions, load_tasks
from storage.people import load_partners
from storage.reviews import Awaiting, TaskEventView, load_awaiting, load_reviews, load_task_events
from storage.views import SubmissionView

KEPT_VERBS = frozenset({Verb.TABLE_USE, Verb.TABLE_DROP, Verb.DOCUMENT_USE})
"""Verbs that name what is kept of a file that came."""


async def load_desk(tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce, interviews: Interviews) -> None:
    """Load what the coordinators of a batch look at; nothing where nobody reviews."""
    here = [one for one in batch if is_at_desk(stage, one)]
    if not here:
        return
    plans = sorted({plan for one in here for plan in reviewed_plans(stage, one)})
    queue = await load_queue(tx, stage, plans)
    named = {task for one in here for task in tasks_in_hand(stage, one)}
    wanted = named | {line.task for plan in plans for line in (*first(queue, plan), *after(queue, plan, named))}
    await lay_out(tx, stage, wanted, queue, in_force, interviews)


def is_at_desk(stage: Stage, incoming: Incoming) -> bool:
    """Tell whether somebody reviews: by a command, a button, or in the middle of it."""
    person = stage.people.get(incoming.chat)
    if person is None or not person.memberships:
        return False
    heard = incoming.heard
    if isinstance(heard, Commanded) and heard.name in DESK_COMMANDS:
        return True
    read = read_button(heard.data) if isinstance(heard, Tapped) else None
    return (read is not None and read.verb in DESK_VERBS) or stage.dialogs[person.contact].mode in DESK_MODES


def reviewed_plans(stage: Stage, incoming: Incoming) -> list[str]:
    """Give the plans whose answers a person may approve."""
    members = stage.people[incoming.chat].memberships
    allowed = {plan: may(members, Action.APPROVE, OnPlan(plan=plan), stage.now) for plan in stage.plans}
    return [plan for plan, answer in allowed.items() if not isinstance(answer, Refusal)]


def tasks_in_hand(stage: Stage, incoming: Incoming) -> set[str]:
    """Give the tasks that a button or the dialog names."""
    dialog = stage.dialogs[stage.people[incoming.chat].contact]
    found = (
        {dialog.task, *(marked(dialog) if dialog.mode is Mode.RETURN else ())} if dialog.mode in DESK_MODES else set()
    )
    if isinstance(incoming.heard, Tapped):
        read = read_button(incoming.heard.data)
        found |= named_tasks(read, dialog) if read is not None else set()
    return found - {""}


async def load_queue(tx: Tx, stage: Stage, plans: Sequence[str]) -> dict[str, tuple[QueueLine, ...]]:
    """Load what waits for review, in the order of each plan's document."""
    since = {plan: oldest_reviewed(stage.plans[plan], stage.now) for plan in plans}
    found = await load_awaiting(tx, plans, since=min(since.values())) if plans else []
    lines: dict[str, list[QueueLine]] = {plan: [] for plan in plans}
    for one in found:
        lines[one.plan].append(queue_line(stage.plans[one.plan], one))
    return {plan: tuple(sorted(each, key=lambda line: line.order)) for plan, each in lines.items()}


def oldest_reviewed(index: PlanIndex, now: datetime) -> datetime:
    """Give the deadline from which on rounds are reviewed: the last one that has passed, so that an old round rests."""
    passed = [deadline_at(one, index.plan) for one in index.plan.rounds if deadline_at(one, index.plan) <= now]
    return max(passed, default=now)


def queue_line(index: PlanIndex, one: Awaiting) -> QueueLine:
    """Write one line of the queue."""
    item = index.items.get((one.tree, one.subject))
    return QueueLine(
        task=one.task,
        plan=one.plan,
        actor=one.actor,
        actor_name=index.actors.get(one.actor, index.plan.owner),
        number=item.number if item else "",
        title=item.title if item else index.actors.get(one.subject, index.plan.document.title),
        state=one.state,
        rev=one.rev,
        order=(index.order.get((one.tree, one.subject), -1), one.task),
    )


def first(queue: dict[str, tuple[QueueLine, ...]], plan: str) -> tuple[QueueLine, ...]:
    """Give the first lines of a queue: what is read when nothing else was."""
    return queue[plan][:2]


def after(queue: dict[str, tuple[QueueLine, ...]], plan: str, named: Collection[str]) -> list[QueueLine]:
    """Give the lines that follow those in hand: what is read next."""
    lines = queue[plan]
    return [lines[(place + 1) % len(lines)] for place, line in enumerate(lines) if line.task in named]


async def lay_out(
    tx: Tx,
    stage: Stage,
    wanted: Collection[str],
    queue: dict[str, tuple[QueueLine, ...]],
    in_force: InForce,
    interviews: Interviews,
) -> None:
    """Load the cards, last submissions, reviews and histories of tasks."""
    new = sorted(set(wanted) - stage.tasks.keys())
    views = [view for view in await load_tasks(tx, ids=new) if view.plan in in_force.plans]
    await open_cards(tx, stage, views, in_force, interviews)
    here = sorted(set(wanted) & stage.tasks.keys())
    await open_tasks(tx, stage, here, in_force, interviews)
    sent = await load_submissions(tx, here)
    events = await load_task_events(tx, here)
    actors = {(stage.tasks[task].plan.key, stage.tasks[task].actor) for task in here}
    partners = await load_partners(tx, actors, at=stage.now)
    stage.desk = Desk(
        queue=queue,
        cards=stage.cards(here),
        submitted={task: submitted(view) for task, view in sent.items()},
        reviews=await load_reviews(tx, here),
        events={task: tuple(happened(one) for one in each) for task, each in events.items()},
        reached=Counter((one.plan, one.actor) for one in partners if one.contact_state == "active"),
    )


def submitted(view: SubmissionView) -> Submitted:
    """Give a submission as the desk shows it."""
    return Submitted(
        number=view.number,
        head_seq=view.head_seq,
        answers=last_answers(view),
        values=view.values,
        left_out=view.left_out,
        turns=view.turns,
        how=view.how,
        at=view.at,
    )


def happened(view: TaskEventView) -> Happened:
    """Give an event as the desk shows it."""
    return Happened(
        seq=view.seq,
        event=view.event,
        before=view.before,
        after=view.after,
        name=view.name,
        reason=view.reason,
        at=view.at,
    )


async def load_entered(
    tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce, interviews: Interviews
) -> None:
    """Load the tasks of the actors for whom people of a batch enter answers, or are about to."""
    stage.tables = await load_tables(tx, batch)
    pairs = {pair for one in batch if one.chat in stage.people for pair in actors_entered(stage, one)}
    pairs |= {(one.plan, one.actor) for one in stage.tables.values()}
    if not pairs:
        return
    views = [view for view in await load_tasks(tx, actors=pairs) if view.plan in in_force.plans]
    await open_cards(tx, stage, [view for view in views if view.id not in stage.tasks], in_force, interviews)
    stage.entered = frozenset(view.id for view in views)
    await open_tasks(tx, stage, stage.entered, in_force, interviews)


async def load_tables(tx: Tx, batch: Sequence[Incoming]) -> dict[str, ReturnedTable]:
    """Load the answer tables that buttons of a batch name."""
    reads = [read_button(one.heard.data) for one in batch if isinstance(one.heard, Tapped)]
    ids = {read.part(0) for read in reads if read is not None and read.verb in KEPT_VERBS}
    found = await load_answer_tables(tx, ids) if ids else {}
    return {
        table: ReturnedTable(
            id=view.id,
            plan=view.plan,
            actor=view.actor,
            inputs=read_content(view.content),
            waiting=view.state == "waiting",
        )
        for table, view in found.items()
    }


def actors_entered(stage: Stage, incoming: Incoming) -> set[tuple[str, str]]:
    """Give the actors, as (plan, actor), for whom a person enters answers or whom their button names."""
    behalf = stage.dialogs[stage.people[incoming.chat].contact].behalf
    found = {(behalf.plan, behalf.actor)} if behalf else set()
    read = read_button(incoming.heard.data) if isinstance(incoming.heard, Tapped) else None
    if read is None or read.verb is not Verb.BEHALF_MEDIUM:
        return found
    plans = [index.plan for key, index in stage.plans.items() if code(key) == read.part(0)]
    return found | {(plan.key, one.key) for plan in plans for one in plan.actors if code(one.key) == read.part(1)}
