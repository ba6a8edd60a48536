"""Questions, checks of members, nudges and groups: written in order, few at a time."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import Executable, bindparam, delete, insert, literal, select, update

from flows.tasks import Role, TaskEvent, TaskState
from storage.coordination_writes import (
    CoordinationWrite,
    GroupDigest,
    MemberCheck,
    MemberRemoval,
    NewQuestion,
    NewStep,
    NewTask,
    QuestionAnswer,
)
from storage.database import Tx
from storage.decisions import NewDecision
from storage.round_decisions import decide
from storage.statements import insert_new, upsert
from storage.tables.coordination import plan_groups, questions
from storage.tables.people import memberships
from storage.tables.rounds import steps
from storage.tables.tasks import task_events, tasks


async def write_coordination(tx: Tx, writes: Sequence[CoordinationWrite]) -> None:
    """Write what coordinators did, and what partners asked them, in order.

    Raises:
        sqlalchemy.exc.IntegrityError: The actor that a task is handed to has one already.
    """
    sent = [one for one in writes if isinstance(one, NewStep)]
    if sent:
        await tx.execute(_new_steps(tx), [_step_row(one) for one in sent])
    for one in writes:
        await _write(tx, one)


async def _write(tx: Tx, one: CoordinationWrite) -> None:
    match one:
        case NewQuestion():
            await tx.execute(_ASK, _asked(one))
        case QuestionAnswer():
            await tx.execute(
                _ANSWER, {"b_id": one.question, "b_by": one.person, "b_answer": one.answer, "b_at": one.at}
            )
        case MemberCheck():
            await tx.execute(_CHECK, {"b_id": one.membership, "b_at": one.at})
        case MemberRemoval():
            await tx.execute(_REMOVE, {"b_id": one.membership, "b_at": one.at})
        case NewStep():
            pass  # written together
        case GroupDigest():
            await _write_group(tx, one)
        case NewTask():
            await _write_task(tx, one)
        case NewDecision():
            await decide(tx, one)
        case _:
            assert_never(one)


def _asked(one: NewQuestion) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return {**row, "answer": "", "answered_by": ""}


def _step_row(one: NewStep) -> dict[str, object]:
    return {
        "id": one.id,
        "round": one.round,
        "step": one.step,
        "addressee": one.addressee,
        "about": one.about,
        "occasion": one.occasion,
        "due_at": one.at,
        "state": "sent",
        "outbox": one.outbox,
        "done_at": one.at,
    }


def _new_steps(tx: Tx) -> Executable:
    return insert_new(tx, steps, on=("round", "step", "addressee", "about", "occasion"), returning="id")


async def _write_group(tx: Tx, one: GroupDigest) -> None:
    if not one.on:
        gone = (plan_groups.c.plan == one.plan) & (plan_groups.c.contact == one.contact)
        await tx.execute(delete(plan_groups).where(gone))
        return
    row = {"plan": one.plan, "contact": one.contact, "person": one.person, "at": one.at}
    await tx.execute(upsert(tx, plan_groups), [row])


async def _write_task(tx: Tx, one: NewTask) -> None:
    """Copy what a task is about to another actor; its history begins with its opening."""
    copied = ("plan", "ask", "subject_kind", "tree", "subject")
    fresh = {
        "id": literal(one.id),
        "actor": literal(one.actor),
        "state": literal(one.state.value),
        "disowned_note": literal(""),
        "head_seq": literal(0),
        "rev": literal(1),
        "changed_at": literal(one.at, type_=tasks.c.changed_at.type),
    }
    source = select(*(tasks.c[name] for name in copied), *fresh.values()).where(tasks.c.id == one.like)
    await tx.execute(insert(tasks).from_select([*copied, *fresh], source))
    await tx.execute(
        insert(task_events),
        {
            "task": one.id,
            "seq": 1,
            "event": TaskEvent.OPENED.value,
            "from_state": "",
            "to_state": TaskState.OPEN.value,
            "role": Role.COORDINATOR.value,
            "person": "",
            "reason": "",
            "undoes": None,
            "at": one.at,
        },
    )


_ASK = insert(questions)
_ANSWER = (
    update(questions)
    .where(questions.c.id == bindparam("b_id"), questions.c.answered_at.is_(None))
    .values(answer=bindparam("b_answer"), answered_by=bindparam("b_by"), answered_at=bindparam("b_at"))
)
_CHECK = update(memberships).where(memberships.c.id == bindparam("b_id")).values(checked_at=bindparam("b_at"))
_REMOVE = update(memberships).where(memberships.c.id == bindparam("b_id")).values(to_at=bindparam("b_at"))
