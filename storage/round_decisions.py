"""What follows from a decision about a whole round or plan: its days, its events, its tasks; set-wise, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from sqlalchemy import Select, select, update

from flows.decisions import Decided, standing
from flows.plan import Plan, Round, source_hash
from flows.rounds import closes_at
from flows.tasks import Role, TaskEvent, TaskState
from storage.database import Tx
from storage.decisions import NewDecision, add_decision, load_decisions
from storage.ids import random_mint
from storage.plans import import_plan, load_plan
from storage.round_events import CLOSE
from storage.statements import insert_into, portions, run_many
from storage.tables.rounds import asks, round_events, rounds
from storage.tables.tasks import task_events, tasks


async def decide(tx: Tx, new: NewDecision) -> None:
    """Keep a decision and carry it out; one that takes another back undoes what that one did.

    Args:
        tx: The transaction.
        new: What was decided; that it fits the state of the round is the caller's to see.
    """
    await add_decision(tx, new)
    round_ = await _round(tx, new)
    match new.kind:
        case Decided.EXTENDED if round_ is not None:
            await _set_deadline(tx, new, round_, _day(new, "from" if new.undoes else "to"))
        case Decided.CLOSED if round_ is not None and new.undoes:
            await _reopen(tx, new, round_, _day(new, "from"))
        case Decided.CLOSED if round_ is not None:
            await _close_now(tx, round_, new.at)
        case Decided.REOPENED if round_ is not None and new.undoes:
            await _close_now(tx, round_, new.at)
        case Decided.REOPENED if round_ is not None:
            await _reopen(tx, new, round_, _day(new, "to"))
        case Decided.ENDED if new.undoes:
            await _take_fills_back(tx, new)
        case Decided.ENDED:
            await _fill(tx, new.plan, str(new.body["fills"]), person=new.person, at=new.at)
        case Decided.SETTLED | Decided.ASKED:
            pass  # reports read the decision itself
        case Decided.EXTENDED | Decided.CLOSED | Decided.REOPENED:
            raise LookupError(f"no round {new.round!r}")
        case _:
            assert_never(new.kind)


async def fill_ended(tx: Tx, plan: str, *, at: datetime) -> None:
    """Fill what a round of a plan that ended early asks of organisations, right after it opened."""
    ended = [one for one in standing(await load_decisions(tx, plan)) if one.kind is Decided.ENDED]
    if ended:
        await _fill(tx, plan, str(ended[-1].body["fills"]), person="", at=at, role=Role.PROGRAM, untouched=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Round:
    id: str
    key: str
    state: str


async def _round(tx: Tx, new: NewDecision) -> _Round | None:
    wanted = select(rounds.c.id, rounds.c.key, rounds.c.state)
    row = (await tx.execute(wanted.where(rounds.c.id == new.round, rounds.c.plan == new.plan))).one_or_none()
    return _Round(**row._asdict()) if row is not None else None


def _day(new: NewDecision, name: str) -> date:
    return date.fromisoformat(str(new.body[name]))


async def _set_deadline(tx: Tx, new: NewDecision, round_: _Round, day: date) -> None:
    """Make a day the round's last one: a revision of the plan, so that everything that follows from it follows."""
    plan = await load_plan(tx, new.plan)
    changed = _with_deadline(plan, round_.key, day)
    await import_plan(tx, changed, source_hash=source_hash(changed), by=new.person, at=new.at, mint=random_mint)
    closes = closes_at(_of(changed, round_.key), changed)
    mine = (round_events.c.round == round_.id) & (round_events.c.event == CLOSE)
    await tx.execute(update(round_events).where(mine, round_events.c.done_at.is_(None)).values(due_at=closes, tries=0))


def _with_deadline(plan: Plan, key: str, day: date) -> Plan:
    changed = (one.model_copy(update={"deadline_on": day}) if one.key == key else one for one in plan.rounds)
    return plan.model_copy(update={"rounds": tuple(changed)})


def _of(plan: Plan, key: str) -> Round:
    return next(one for one in plan.rounds if one.key == key)


async def _close_now(tx: Tx, round_: _Round, at: datetime) -> None:
    """Have the calendar close the round at its next look."""
    mine = (round_events.c.round == round_.id) & (round_events.c.event == CLOSE)
    await tx.execute(update(round_events).where(mine, round_events.c.done_at.is_(None)).values(due_at=at))


async def _reopen(tx: Tx, new: NewDecision, round_: _Round, day: date) -> None:
    """Open a round that has closed, or is about to: what was not supplied can be answered again, what came stays."""
    mine = (round_events.c.round == round_.id) & (round_events.c.event == CLOSE)
    await tx.execute(update(rounds).where(rounds.c.id == round_.id).values(state="open"))
    await tx.execute(update(round_events).where(mine).values(done_at=None, tries=0, error=""))
    await _set_deadline(tx, new, round_, day)
    of_round = _tasks(TaskState.NOT_SUPPLIED).where(asks.c.round == round_.id)
    missing = (await tx.execute(of_round)).all()
    begun = [row for row in missing if row.head_seq]
    fresh = [row for row in missing if not row.head_seq]
    for some, event, after in (
        (begun, TaskEvent.EXTENDED, TaskState.STARTED),
        (fresh, TaskEvent.REOPENED, TaskState.OPEN),
    ):
        await _turn(tx, some, _Turn(event=event, after=after, reason=new.reason, person=new.person, at=new.at))


async def _fill(
    tx: Tx,
    plan: str,
    fills: str,
    *,
    person: str,
    at: datetime,
    role: Role = Role.COORDINATOR,
    untouched: bool = False,
) -> None:
    """Mark what organisations have not begun in open rounds as not applicable, with the sentence that says why."""
    wanted = _tasks(TaskState.OPEN).where(tasks.c.plan == plan, rounds.c.state == "open", tasks.c.actor != "")
    if untouched:
        wanted = wanted.where(tasks.c.rev == 1)
    found = (await tx.execute(wanted)).all()
    filled = _Turn(
        event=TaskEvent.MARKED_NOT_APPLICABLE,
        after=TaskState.NOT_APPLICABLE,
        reason=fills,
        person=person,
        at=at,
        role=role,
    )
    await _turn(tx, found, filled)


async def _take_fills_back(tx: Tx, new: NewDecision) -> None:
    """Open again what the end of the plan filled in and nobody has touched since."""
    newest = (task_events.c.task == tasks.c.id) & (task_events.c.seq == tasks.c.rev)
    wanted = (
        _tasks(TaskState.NOT_APPLICABLE)
        .join(task_events, newest)
        .where(
            tasks.c.plan == new.plan,
            rounds.c.state == "open",
            task_events.c.event == TaskEvent.MARKED_NOT_APPLICABLE.value,
            task_events.c.reason == str(new.body["fills"]),
        )
    )
    found = (await tx.execute(wanted)).all()
    back = _Turn(
        event=TaskEvent.UNDONE,
        after=TaskState.OPEN,
        reason=new.reason,
        person=new.person,
        at=new.at,
        undoes=True,
    )
    await _turn(tx, found, back)


def _tasks(state: TaskState) -> Select[Any]:
    return (
        select(tasks.c.id, tasks.c.rev, tasks.c.head_seq, tasks.c.state)
        .join(asks, asks.c.id == tasks.c.ask)
        .join(rounds, rounds.c.id == asks.c.round)
        .where(tasks.c.state == state.value)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Turn:
    """What happens to tasks, and who does it."""

    event: TaskEvent
    after: TaskState
    reason: str
    person: str
    at: datetime
    role: Role = Role.COORDINATOR
    undoes: bool = False


async def _turn(tx: Tx, found: Sequence[Any], turn: _Turn) -> None:
    """Change the state of tasks, each with its event."""
    for some in portions([row.id for row in found]):
        values = {"state": turn.after.value, "rev": tasks.c.rev + 1, "changed_at": turn.at}
        await tx.execute(update(tasks).where(tasks.c.id.in_(some)).values(values))
    rows = [
        {
            "task": row.id,
            "seq": row.rev + 1,
            "event": turn.event.value,
            "from_state": row.state,
            "to_state": turn.after.value,
            "role": turn.role.value,
            "person": turn.person,
            "reason": turn.reason,
            "undoes": row.rev if turn.undoes else None,
            "at": turn.at,
        }
        for row in found
    ]
    await run_many(tx, insert_into(task_events), rows)
