"""What the protocol of a round is made of, loaded as of one moment."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, or_, select

from flows.plan import Plan
from flows.protocol import AskedTask, Happened, Issued, Joining, Protocol, Reminded
from flows.steps import COORDINATORS
from flows.tasks import TaskState
from storage.approvals import load_approvals
from storage.authors import IS_ERASED, NAME
from storage.database import Tx
from storage.decisions import load_decisions
from storage.rounds import RoundView
from storage.tables.people import memberships, persons
from storage.tables.reports import editions, reports
from storage.tables.rounds import asks, round_events, steps
from storage.tables.tasks import submissions, task_events, tasks

_UNSAID = ("opened", "answered")
"""Events that say nothing of the course of a round: there is one of each for every task and every answer."""
_ANSWERING = ("submitted", "corrected", "kept")


async def load_protocol(
    tx: Tx, plan: Plan, found: RoundView, *, at: datetime, act_of: Callable[[str], str]
) -> Protocol:
    """Load the protocol of a round.

    Args:
        tx: A read transaction; everything is as of its one moment.
        plan: The plan in force.
        found: The round.
        at: Now, aware UTC.
        act_of: What a step of the ladder is, by its key.
    """
    decisions = await load_decisions(tx, plan.key)
    closed_at = await _closed_at(tx, found) if found.state == "closed" else None
    return Protocol(
        plan=plan,
        key=found.key,
        title=found.title,
        opens_at=found.opens_at,
        deadline_at=found.deadline_at,
        closed_at=closed_at,
        made_at=at,
        items={(item.tree, item.key): item for item in plan.items},
        tasks=await _tasks(tx, found.id),
        joinings=await _joinings(tx, plan.key, found.opens_at, closed_at or at),
        reminders=await _reminders(tx, found.id, act_of),
        happened=await _happened(tx, found.id),
        decisions=tuple(one for one in decisions if one.round in {"", found.id, found.key}),
        editions=await _editions(tx, plan, found.key),
    )


async def _closed_at(tx: Tx, found: RoundView) -> datetime:
    done = select(func.max(round_events.c.done_at)).where(
        round_events.c.round == found.id, round_events.c.event == "close"
    )
    closed: datetime | None = (await tx.execute(done)).scalar_one_or_none()
    return closed or found.closes_at


async def _tasks(tx: Tx, round_id: str) -> tuple[AskedTask, ...]:
    statement = (
        select(tasks.c.id, tasks.c.tree, tasks.c.subject, tasks.c.actor, asks.c.role, tasks.c.state)
        .join(asks, asks.c.id == tasks.c.ask)
        .where(asks.c.round == round_id)
        .order_by(asks.c.sort, tasks.c.id)
    )
    rows = await tx.execute(statement)
    return tuple(AskedTask(**{**row._asdict(), "state": TaskState(row.state)}) for row in rows)


async def _joinings(tx: Tx, plan: str, opens_at: datetime, end: datetime) -> tuple[Joining, ...]:
    """Load who had a place at an actor at some time of the round."""
    statement = (
        select(memberships.c.actor, NAME, memberships.c.from_at, memberships.c.to_at)
        .outerjoin(persons, persons.c.id == memberships.c.person)
        .where(
            memberships.c.plan == plan,
            memberships.c.role == "partner",
            memberships.c.from_at <= end,
            or_(memberships.c.to_at.is_(None), memberships.c.to_at > opens_at),
        )
        .order_by(memberships.c.from_at, memberships.c.id)
    )
    return tuple(Joining(**row._asdict()) for row in await tx.execute(statement))


async def _reminders(tx: Tx, round_id: str, act_of: Callable[[str], str]) -> tuple[Reminded, ...]:
    statement = (
        select(steps.c.done_at, steps.c.step, steps.c.addressee, NAME)
        .outerjoin(persons, persons.c.id == steps.c.addressee)
        .where(steps.c.round == round_id, steps.c.state.in_(("sent", "folded")), steps.c.done_at.is_not(None))
        .order_by(steps.c.done_at, steps.c.id)
    )
    return tuple(
        Reminded(
            at=row.done_at,
            act=act_of(row.step),
            name=row.name,
            is_to_coordinators=row.addressee == COORDINATORS,
        )
        for row in await tx.execute(statement)
    )


async def _happened(tx: Tx, round_id: str) -> tuple[Happened, ...]:
    statement = (
        select(
            task_events.c.at,
            task_events.c.task,
            task_events.c.event,
            NAME,
            IS_ERASED,
            task_events.c.role,
            task_events.c.reason,
            submissions.c.how,
        )
        .join(tasks, tasks.c.id == task_events.c.task)
        .join(asks, asks.c.id == tasks.c.ask)
        .outerjoin(persons, persons.c.id == task_events.c.person)
        .outerjoin(submissions, (submissions.c.task == task_events.c.task) & (submissions.c.at == task_events.c.at))
        .where(asks.c.round == round_id, task_events.c.event.not_in(_UNSAID))
        .order_by(task_events.c.at, task_events.c.task, task_events.c.seq)
    )
    rows = (row._asdict() for row in await tx.execute(statement))
    return tuple(
        Happened(**{**row, "how": row["how"] if row["how"] and row["event"] in _ANSWERING else ""}) for row in rows
    )


async def _editions(tx: Tx, plan: Plan, round_key: str) -> tuple[Issued, ...]:
    titles = {one.key: one.title for one in plan.reports if round_key in one.rounds}
    statement = (
        select(editions.c.id, reports.c.key, editions.c.number, editions.c.at, editions.c.sha256)
        .join(reports, reports.c.id == editions.c.report)
        .where(reports.c.plan == plan.key, reports.c.key.in_(list(titles)), editions.c.final.is_(True))
        .order_by(editions.c.at, editions.c.number)
    )
    found = []
    for row in (await tx.execute(statement)).all():
        approvals = await load_approvals(tx, row.id)
        approval = approvals[-1] if approvals else None
        found.append(Issued(title=titles[row.key], number=row.number, at=row.at, sha256=row.sha256, approval=approval))
    return tuple(found)
