"""What one person still has to do in a round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.tables.people import memberships
from storage.tables.rounds import asks, rounds
from storage.tables.tasks import tasks

_WAITS = (TaskState.OPEN.value, TaskState.STARTED.value, TaskState.RETURNED.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingTask:
    """A task that waits; `due_at` is its own date or the round's."""

    id: str
    tree: str
    subject: str
    state: TaskState
    due_at: datetime


async def load_waiting_of(tx: Tx, round_id: str, person: str, at: datetime) -> tuple[WaitingTask, ...]:
    """Load the unfinished tasks of an open round that a person answers for; not those that are "not ours"."""
    here = select(memberships.c.actor).where(
        memberships.c.person == person,
        memberships.c.role == Role.PARTNER.value,
        memberships.c.plan == tasks.c.plan,
        memberships.c.from_at <= at,
        memberships.c.to_at.is_(None) | (memberships.c.to_at > at),
    )
    statement = (
        select(
            tasks.c.id,
            tasks.c.tree,
            tasks.c.subject,
            tasks.c.state,
            func.coalesce(tasks.c.due_at, rounds.c.deadline_at).label("due_at"),
        )
        .join(asks, asks.c.id == tasks.c.ask)
        .join(rounds, rounds.c.id == asks.c.round)
        .where(
            rounds.c.id == round_id,
            rounds.c.state == "open",
            asks.c.role.in_(("lead", "contributor")),
            tasks.c.state.in_(_WAITS),
            tasks.c.disowned_at.is_(None),
            tasks.c.actor.in_(here),
        )
        .order_by(tasks.c.id)
    )
    return tuple(WaitingTask(**{**row._asdict(), "state": TaskState(row.state)}) for row in await tx.execute(statement))
