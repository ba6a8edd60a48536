"""Open rounds follow the newest revision of their plan: tasks are made and cancelled as it asks."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, true, update

from flows.ids import Mint
from flows.plan import Plan
from flows.plan_walk import ExpectedTask, tasks_expected
from flows.tasks import TaskEvent, TaskState
from storage.database import Tx
from storage.rounds import note_states, open_round
from storage.statements import portions
from storage.tables.rounds import asks, rounds
from storage.tables.tasks import tasks

_UNSENT = (TaskState.OPEN, TaskState.STARTED)


async def follow_plan(tx: Tx, before: Plan | None, plan: Plan, *, at: datetime, mint: Mint) -> None:
    """Make the tasks of open rounds those that a new revision asks for; what was sent stays as it is.

    Only what the two revisions differ in is touched: a task that somebody handed to another actor is not.

    Args:
        tx: The transaction of the import.
        before: The revision before, None = there was none.
        plan: The new one, projected already.
        at: Now.
        mint: Gives ids to new tasks.

    Raises:
        LookupError: An ask that is new in an open round has a form without a stored version.
    """
    opened = select(rounds.c.key, rounds.c.id).where(
        rounds.c.plan == plan.key, rounds.c.state == "open", rounds.c.retired_at.is_(None)
    )
    for key, round_id in [(row.key, row.id) for row in await tx.execute(opened)]:
        old, new = _expected(before, key), _expected(plan, key)
        await _turn(tx, round_id, old - new, _UNSENT, TaskState.CANCELLED, TaskEvent.CANCELLED, at=at)
        for begun, after in ((True, TaskState.STARTED), (False, TaskState.OPEN)):
            back = (TaskState.CANCELLED,)
            await _turn(tx, round_id, new - old, back, after, TaskEvent.REOPENED, begun=begun, at=at)
        await open_round(tx, plan, key, at=at, mint=mint)


def _expected(plan: Plan | None, key: str) -> frozenset[ExpectedTask]:
    found = (round_ for round_ in plan.rounds if round_.key == key) if plan else ()
    return frozenset(task for round_ in found for task in (tasks_expected(plan, round_) if plan else ()))


async def _turn(
    tx: Tx,
    round_id: str,
    wanted: Iterable[ExpectedTask],
    states: tuple[TaskState, ...],
    after: TaskState,
    event: TaskEvent,
    *,
    at: datetime,
    begun: bool | None = None,
) -> None:
    """Change the state of the round's tasks that are wanted and in one of the states, with or without answers."""
    names = {(task.ask, task.subject, task.actor) for task in wanted}
    if not names:
        return
    either = true() if begun is None else (tasks.c.head_seq > 0).is_(begun)
    for state in states:
        found = await tx.execute(
            select(tasks.c.id, tasks.c.rev + 1, asks.c.key, tasks.c.subject, tasks.c.actor)
            .join(asks, asks.c.id == tasks.c.ask)
            .where(asks.c.round == round_id, tasks.c.state == state.value, either)
        )
        changed = [(task, rev) for task, rev, ask, subject, actor in found if (ask, subject, actor) in names]
        for some in portions([task for task, _ in changed]):
            values = {"state": after.value, "rev": tasks.c.rev + 1, "changed_at": at}
            await tx.execute(update(tasks).where(tasks.c.id.in_(some)).values(values))
        await note_states(tx, changed, before=state, after=after, event=event, at=at)
