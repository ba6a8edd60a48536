"""Open and close rounds; opening makes the tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from flows.ids import Mint
from flows.plan import Plan, Round
from flows.plan_walk import round_of, tasks_expected
from flows.tasks import Role, TaskEvent, TaskState
from storage.database import Tx
from storage.forms import newest_versions
from storage.loading import load_tasks
from storage.statements import insert_into, insert_new, portions, run_many
from storage.tables.plans import items
from storage.tables.rounds import asks, rounds
from storage.tables.tasks import task_events, tasks
from storage.views import TaskView


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundView:
    """A round; deadline_at and closes_at are the first instants that are too late."""

    id: str
    plan: str
    key: str
    title: str
    covers_from_on: date | None
    covers_to_on: date | None
    covers_label: str
    opens_at: datetime
    deadline_at: datetime
    closes_at: datetime
    state: str
    previous: str


async def load_rounds(tx: Tx, plan: str) -> list[RoundView]:
    """Load the living rounds of a plan, by opening."""
    names = list(RoundView.__dataclass_fields__)
    statement = select(*(rounds.c[name] for name in names)).where(rounds.c.plan == plan, rounds.c.retired_at.is_(None))
    return [RoundView(**row._asdict()) for row in await tx.execute(statement.order_by(rounds.c.opens_at, rounds.c.key))]


async def open_round(tx: Tx, plan: Plan, key: str, *, at: datetime, mint: Mint) -> list[TaskView]:
    """Open a round: pin each ask's form to its newest version and make the tasks that are not there yet.

    Idempotent: again, or after an import into an open round, it adds what is missing. A closed round is
    not opened again.

    Returns:
        The new tasks.

    Raises:
        LookupError: No such round, or a form without a stored version.
    """
    round_ = round_of(plan, key)
    opened = (rounds.c.plan == plan.key) & (rounds.c.key == key)
    row = (await tx.execute(select(rounds.c.id, rounds.c.state).where(opened))).one()
    if row.state not in {"planned", "open"}:
        return []
    await tx.execute(update(rounds).where(rounds.c.id == row.id).values(state="open"))
    await _pin_forms(tx, row.id)
    asked = await tx.execute(select(asks.c.key, asks.c.id).where(asks.c.round == row.id))
    ids = dict(asked.all())
    new = await _insert_new(tx, _wanted_tasks(plan, round_, ids, at, mint))
    await note_states(tx, new, before="", after=TaskState.OPEN, event=TaskEvent.OPENED, at=at)
    return await load_tasks(tx, ids=[task for task, _ in new])


def _wanted_tasks(
    plan: Plan, round_: Round, asks_by_key: Mapping[str, str], at: datetime, mint: Mint
) -> list[dict[str, object]]:
    """Give the row of every task that a round asks for."""
    trees = {ask.key: ask.tree or plan.trees[0].key for ask in round_.asks}
    return [
        {
            "id": mint(),
            "plan": plan.key,
            "ask": asks_by_key[task.ask],
            "subject_kind": task.subject_kind,
            "tree": trees[task.ask] if task.subject_kind == "item" else "",
            "subject": task.subject,
            "actor": task.actor,
            "state": TaskState.OPEN.value,
            "disowned_note": "",
            "head_seq": 0,
            "rev": 1,
            "changed_at": at,
        }
        for task in tasks_expected(plan, round_)
    ]


async def _pin_forms(tx: Tx, round_id: str) -> None:
    unpinned = await tx.execute(
        select(asks.c.id, asks.c.form).where(asks.c.round == round_id, asks.c.form_version.is_(None))
    )
    loose = dict(unpinned.all())
    versions = await newest_versions(tx, set(loose.values()))
    for ask, form in loose.items():
        if form not in versions:
            raise LookupError(f"the form {form!r} has no stored version")
        await tx.execute(update(asks).where(asks.c.id == ask).values(form_version=versions[form].id))


async def _insert_new(tx: Tx, wanted: list[dict[str, object]]) -> list[tuple[str, int]]:
    if not wanted:
        return []
    statement = insert_new(tx, tasks, on=("ask", "subject", "actor"), returning="id")
    return [(task, 1) for task in (await tx.execute(statement, wanted)).scalars()]


async def note_states(
    tx: Tx, changed: Sequence[tuple[str, int]], *, before: str, after: TaskState, event: TaskEvent, at: datetime
) -> None:
    """Write into the history of tasks that the program changed their state.

    Args:
        tx: The transaction.
        changed: Id and new `rev` of each task.
        before: The state before, "" = there was none.
        after: The state now.
        event: What happened.
        at: Now.
    """
    rows = [
        {
            "task": task,
            "seq": seq,
            "event": event.value,
            "from_state": before,
            "to_state": after.value,
            "role": Role.PROGRAM.value,
            "reason": "",
            "at": at,
        }
        for task, seq in changed
    ]
    await run_many(tx, insert_into(task_events), rows)


async def close_round(tx: Tx, round_id: str) -> None:
    """Close a round: its tasks are no longer found as open. What becomes of each task is written by the caller."""
    await tx.execute(update(rounds).where(rounds.c.id == round_id, rounds.c.state == "open").values(state="closed"))


_UNSENT = (TaskState.OPEN, TaskState.STARTED)


async def cancel_retired(tx: Tx, plan: str, *, at: datetime) -> None:
    """Cancel the tasks about retired items that nobody has sent; sent ones keep what was said."""
    for state in _UNSENT:
        gone = await tx.execute(
            select(tasks.c.id, tasks.c.rev + 1)
            .join(
                items,
                (items.c.plan == tasks.c.plan) & (items.c.tree == tasks.c.tree) & (items.c.key == tasks.c.subject),
            )
            .where(
                tasks.c.plan == plan,
                tasks.c.subject_kind == "item",
                tasks.c.state == state.value,
                items.c.retired_at.is_not(None),
            )
        )
        changed = [(task, rev) for task, rev in gone]
        for some in portions([task for task, _ in changed]):
            await tx.execute(
                update(tasks)
                .where(tasks.c.id.in_(some))
                .values(state=TaskState.CANCELLED.value, rev=tasks.c.rev + 1, changed_at=at)
            )
        await note_states(tx, changed, before=state.value, after=TaskState.CANCELLED, event=TaskEvent.CANCELLED, at=at)
