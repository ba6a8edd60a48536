"""What waits for the coordinator's word, and what was said to it before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, select

from flows.answers import Place
from flows.reviews import Review, Verdict
from flows.tasks import TaskEvent, TaskState
from storage.database import Tx
from storage.statements import portions
from storage.tables.people import persons
from storage.tables.rounds import asks, rounds
from storage.tables.tasks import reviews, task_events, tasks

_SOME: BindParameter[Any] = bindparam("some", expanding=True)
_AWAITING = (TaskState.SUBMITTED.value, TaskState.CORRECTED.value)


class Awaiting(NamedTuple):
    """A submitted task that nobody has approved or returned; a tuple, since a queue has thousands of them."""

    task: str
    plan: str
    tree: str
    subject: str
    actor: str
    state: TaskState
    rev: int
    changed_at: datetime


_STATES = {state.value: state for state in TaskState}
_QUEUE: Select[Any] = (
    select(
        tasks.c.id.label("task"),
        tasks.c.plan,
        tasks.c.tree,
        tasks.c.subject,
        tasks.c.actor,
        tasks.c.state,
        tasks.c.rev,
        tasks.c.changed_at,
    )
    .join(asks, asks.c.id == tasks.c.ask)
    .join(rounds, rounds.c.id == asks.c.round)
    .where(
        tasks.c.plan.in_(_SOME),
        tasks.c.state.in_(_AWAITING),
        tasks.c.actor != "",
        rounds.c.state.in_(("open", "closed")),
        rounds.c.retired_at.is_(None),
        rounds.c.deadline_at >= bindparam("since"),
    )
)


async def load_awaiting(tx: Tx, plans: Collection[str], *, since: datetime) -> list[Awaiting]:
    """Load what waits for review in rounds of plans, open or closed, whose deadline is not before `since`."""
    found: list[Awaiting] = []
    for some in portions(plans):
        rows = await tx.execute(_QUEUE, {"some": some, "since": since})
        found += [
            Awaiting(task, plan, tree, subject, actor, _STATES[state], *rest)
            for task, plan, tree, subject, actor, state, *rest in rows
        ]
    return found


_REVIEWS: Select[Any] = (
    select(reviews, func.coalesce(persons.c.name, "").label("name"))
    .outerjoin(persons, persons.c.id == reviews.c.person)
    .where(reviews.c.task.in_(_SOME))
    .order_by(reviews.c.task, reviews.c.number)
)


async def load_reviews(tx: Tx, task_ids: Collection[str]) -> dict[str, tuple[Review, ...]]:
    """Load every review of tasks, in order; those without are absent."""
    found: dict[str, list[Review]] = {}
    for some in portions(task_ids):
        for row in await tx.execute(_REVIEWS, {"some": some}):
            review = Review(
                number=row.number,
                submission=row.submission,
                verdict=Verdict(row.verdict),
                place=Place(question=row.question, instance=row.instance) if row.question else None,
                reason=row.reason,
                person=row.person,
                name=row.name,
                at=row.at,
            )
            found.setdefault(row.task, []).append(review)
    return {task: tuple(said) for task, said in found.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskEventView:
    """One line of a task's history; `before` None where the task came to be."""

    seq: int
    event: TaskEvent
    before: TaskState | None
    after: TaskState
    name: str
    reason: str
    undoes: int | None
    at: datetime


_EVENTS: Select[Any] = (
    select(task_events, func.coalesce(persons.c.name, "").label("name"))
    .outerjoin(persons, persons.c.id == task_events.c.person)
    .where(task_events.c.task.in_(_SOME))
    .order_by(task_events.c.task, task_events.c.seq)
)


async def load_task_events(tx: Tx, task_ids: Collection[str]) -> dict[str, tuple[TaskEventView, ...]]:
    """Load the history of tasks, in order."""
    found: dict[str, list[TaskEventView]] = {}
    for some in portions(task_ids):
        for row in await tx.execute(_EVENTS, {"some": some}):
            event = TaskEventView(
                seq=row.seq,
                event=TaskEvent(row.event),
                before=TaskState(row.from_state) if row.from_state else None,
                after=TaskState(row.to_state),
                name=row.name,
                reason=row.reason,
                undoes=row.undoes,
                at=row.at,
            )
            found.setdefault(row.task, []).append(event)
    return {task: tuple(events) for task, events in found.items()}
