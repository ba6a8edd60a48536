"""Coordinators' acts as rows."""

from typing import assert_never

from bot.conversation.board_effects import (
    AnswerQuestion,
    AskQuestion,
    BoardEffect,
    CheckMember,
    Decide,
    HandOver,
    MoveMember,
    RemoveMember,
    SetDigest,
    Wish,
    Write,
)
from bot.intake.act import Act, message_payload
from flows.rights import Membership
from flows.tasks import TaskState
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
from storage.decisions import NewDecision
from storage.gathering import Row
from storage.writes import NewMembership, OutboxRow


def board_rows(act: Act, effect: BoardEffect) -> tuple[Row, ...]:
    """Turn an effect of the board into rows."""
    match effect:
        case Write():
            return write_rows(act, effect)
        case Wish():
            return (wish_row(act, effect),)
        case MoveMember():
            return move_rows(act, effect)
        case _:
            return (kept(act, effect),)


def kept(
    act: Act,
    effect: AskQuestion | AnswerQuestion | CheckMember | RemoveMember | SetDigest | HandOver | Decide,
) -> CoordinationWrite:
    """Turn what is kept beside the answers into its row."""
    match effect:
        case AskQuestion():
            return NewQuestion(
                id=effect.id,
                plan=effect.plan,
                task=effect.task,
                contact=act.person.contact,
                words=effect.text,
                asked_at=act.now,
            )
        case AnswerQuestion():
            return QuestionAnswer(question=effect.question, person=act.person.person, answer=effect.answer, at=act.now)
        case CheckMember():
            return MemberCheck(membership=effect.membership, at=act.now)
        case RemoveMember():
            return MemberRemoval(membership=effect.membership, at=None if effect.back else act.now)
        case SetDigest():
            return GroupDigest(
                plan=effect.plan, contact=act.person.contact, person=act.person.person, on=effect.on, at=act.now
            )
        case HandOver():
            return NewTask(id=effect.id, like=effect.task, actor=effect.actor, state=TaskState.OPEN, at=act.now)
        case Decide():
            return decision_row(act, effect)
        case _:
            assert_never(effect)


def decision_row(act: Act, effect: Decide) -> NewDecision:
    """Turn a decision into its row."""
    return NewDecision(
        id=effect.id,
        plan=effect.plan,
        kind=effect.kind,
        round=effect.round,
        body=effect.body,
        reason=effect.reason,
        person=act.person.person,
        at=act.now,
        undoes=effect.undoes,
    )


def move_rows(act: Act, effect: MoveMember) -> tuple[Row, ...]:
    """End one membership and begin another; whoever was moved by a coordinator is right there."""
    place = Membership(person=effect.person, plan=effect.plan, role=effect.role, actor=effect.actor, from_at=act.now)
    return (
        NewMembership(id=effect.id, membership=place),
        MemberRemoval(membership=effect.membership, at=act.now),
        MemberCheck(membership=effect.id, at=act.now),
    )


def write_rows(act: Act, effect: Write) -> tuple[Row, ...]:
    """Write a message to somebody else; one that counts as a step of a round is counted."""
    payload = message_payload(effect.message) if effect.message is not None else dict(effect.payload or {})
    row = OutboxRow(
        id=effect.id,
        contact=effect.contact,
        lane="bulk" if effect.bulk else "reply",
        kind=effect.kind,
        payload=payload,
        fold_key=effect.fold_key,
        not_before_at=effect.not_before or act.now,
        created_at=act.now,
    )
    if not effect.step:
        return (row,)
    step = NewStep(
        id=act.mint(),
        round=effect.round,
        step=effect.step,
        addressee=effect.person,
        about="",
        occasion=effect.occasion,
        at=act.now,
        outbox=effect.id,
    )
    return (row, step)


def wish_row(act: Act, effect: Wish) -> OutboxRow:
    """Write a wish: it is made when the row is delivered."""
    return OutboxRow(
        id=act.mint(),
        contact=act.person.contact,
        kind=effect.kind,
        payload=dict(effect.payload),
        not_before_at=act.now,
        created_at=act.now,
    )
