"""The transitions of an interview: an input comes in, a new interview and its revisions come out."""

from dataclasses import dataclass, field
from typing import assert_never

from flows.answers import Answer, Answers, JsonValue, Origin, Place, Revision
from flows.asked import askable
from flows.evaluation import Evaluation, Surroundings, evaluate
from flows.form import Form, Kind, Question
from flows.interview_draft import Draft
from flows.interview_input import (
    AddTurn,
    Clear,
    Input,
    LeaveOut,
    MoveTurn,
    Open,
    RemoveTurn,
    ReplaceTurns,
    RestoreTurn,
    Set,
    TakeOver,
    Turn,
)
from flows.interview_take_over import take_over
from flows.interview_turns import add_turn, move_turn, remove_turn, replace_turns, restore_turn
from flows.interview_values import checked_value, open_place
from flows.rejection import Rejection

__all__ = [
    "Accepted",
    "AddTurn",
    "Clear",
    "Input",
    "Interview",
    "LeaveOut",
    "MoveTurn",
    "Open",
    "Rejected",
    "RemoveTurn",
    "ReplaceTurns",
    "RestoreTurn",
    "Set",
    "TakeOver",
    "Turn",
    "interview_from_json",
    "interview_to_json",
    "next_place",
    "step",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Interview:
    """A form and what was answered so far. There is no current question: it is computed.

    Attributes:
        head_seq: Highest sequence number given so far; the next revision gets the next one.
    """

    form: Form
    answers: Answers = field(default_factory=dict)
    head_seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """The input holds. `revisions` are what storage appends, in order; none if nothing changed."""

    interview: Interview
    revisions: tuple[Revision, ...]
    evaluation: Evaluation


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejected:
    """The input changed nothing."""

    rejection: Rejection


def step(
    interview: Interview,
    given: Input,
    *,
    surroundings: Surroundings,
    before: Evaluation | None = None,
    person: str = "",
) -> Accepted | Rejected:
    """Apply one input; every input in every state has a result, it never raises for what a person did.

    Args:
        interview: The state before.
        given: What happened.
        surroundings: The day, the plan's tables, the last submission.
        before: The evaluation of `interview` in the same surroundings, if the caller has it (saves a pass).
        person: Id of the person who gives it.
    """
    now = before or evaluate(interview.form, interview.answers, surroundings=surroundings)
    draft = Draft(form=interview.form, answers=dict(interview.answers), surroundings=surroundings)
    fault = _apply(draft, given, now)
    if fault is not None:
        return Rejected(rejection=fault)
    after = _settle(draft, now)
    return Accepted(interview=_numbered(interview, draft, person), revisions=tuple(draft.revisions), evaluation=after)


def _apply(draft: Draft, given: Input, now: Evaluation) -> Rejection | None:
    match given:
        case Open():
            draft.new_turns.update({"", *now.working.positions})
            return None
        case Set():
            return _set(draft, given, now)
        case LeaveOut() | Clear():
            return _empty(draft, given, now)
        case AddTurn():
            return add_turn(draft, given, now)
        case RemoveTurn():
            return remove_turn(draft, given, now)
        case RestoreTurn():
            return restore_turn(draft, given, now)
        case MoveTurn():
            return move_turn(draft, given, now)
        case ReplaceTurns():
            return replace_turns(draft, given, now)
        case TakeOver():
            return take_over(draft, given)
        case _:
            assert_never(given)


def _set(draft: Draft, given: Set, now: Evaluation) -> Rejection | None:
    node = open_place(now, given.place)
    if isinstance(node, Rejection):
        return node
    checked = checked_value(now, node, given.value)
    if isinstance(checked, Rejection):
        return checked
    draft.write(given.place, checked.value, given.origin)
    return None


def _empty(draft: Draft, given: LeaveOut | Clear, now: Evaluation) -> Rejection | None:
    node = open_place(now, given.place)
    if isinstance(node, Rejection):
        return node
    if isinstance(given, Clear):
        if node.question.kind is Kind.REPEAT and now.turns(given.place.question, given.place.instance):
            return Rejection(code="interview.not_empty", place=given.place)
        draft.write(given.place, None, given.origin)
        return None
    if node.required:
        message = node.question.required_message
        return Rejection(code="interview.required", place=given.place, message=message)
    if node.question.kind is Kind.REPEAT and now.turns(given.place.question, given.place.instance):
        return Rejection(code="interview.not_empty", place=given.place)
    draft.write(given.place, None, given.origin, left_out=True)
    return None


def _settle(draft: Draft, before: Evaluation) -> Evaluation:
    """The evaluation after the input, with frozen calculations and the defaults of new turns stored."""
    after = draft.evaluate() if draft.revisions else before
    if draft.new_turns and _propose_in(draft, after):
        after = draft.evaluate()
    if not draft.form.frozen:
        return after
    stale = frozenset(place for question in draft.form.frozen for place in _stale(draft, question, before, after))
    if not stale:
        return after
    fresh = draft.evaluate(stale)
    for place in sorted(stale):
        node = fresh.find(place)
        if node is not None and node.relevant:
            draft.write(place, node.value, Origin.CALCULATED)
    return draft.evaluate()


def _propose_in(draft: Draft, after: Evaluation) -> bool:
    """Store the defaults of new turns; tell whether there were any."""
    proposed = [
        node
        for node in after.nodes
        if node.proposal is not None and node.place.instance in draft.new_turns and node.place not in draft.answers
    ]
    for node in proposed:
        draft.write(node.place, node.proposal, Origin.DEFAULT)
    return bool(proposed)


def _stale(draft: Draft, question: Question, before: Evaluation, after: Evaluation) -> list[Place]:
    """Places of a frozen calculation that were never stored, or that read something else than before."""
    if question.calculation is None:
        return []
    expression = question.calculation
    found = []
    for node in after.nodes:
        place = node.place
        if place.question != question.name or not node.relevant:
            continue
        then = before.find(place)
        if (
            then is None
            or not then.relevant
            or place not in draft.answers
            or before.working.readings(expression, place.instance) != after.working.readings(expression, place.instance)
        ):
            found.append(place)
    return found


def _numbered(interview: Interview, draft: Draft, person: str) -> Interview:
    if not draft.revisions:
        return interview
    answers: dict[Place, Answer] = dict(interview.answers)
    seq = interview.head_seq
    for revision in draft.revisions:
        seq += 1
        answers[revision.place] = Answer(
            value=revision.value, origin=revision.origin, left_out=revision.left_out, seq=seq, person=person
        )
    return Interview(form=interview.form, answers=answers, head_seq=seq)


def next_place(
    evaluation: Evaluation, *, after: Place | None = None, postponed: frozenset[Place] = frozenset()
) -> Place | None:
    """The next gap to ask: the first one after a place, wrapping round, postponed ones last; None if none is left."""
    gaps = set(evaluation.gaps())
    places = [node.place for node in evaluation.nodes if askable(node.question)]
    start = places.index(after) + 1 if after in places else 0
    turned = [place for place in (*places[start:], *places[:start]) if place in gaps]
    return next((place for place in turned if place not in postponed), turned[0] if turned else None)


def interview_to_json(interview: Interview) -> JsonValue:
    """The interview without its form, as JSON; `interview_from_json` reads it back."""
    rows: list[JsonValue] = [
        {
            "question": place.question,
            "instance": place.instance,
            "value": answer.value,
            "origin": answer.origin.value,
            "left_out": answer.left_out,
            "seq": answer.seq,
            "person": answer.person,
        }
        for place, answer in interview.answers.items()
    ]
    return {"form": interview.form.key, "head_seq": interview.head_seq, "answers": rows}


def interview_from_json(form: Form, data: JsonValue) -> Interview:
    """Read what `interview_to_json` wrote. Raises ValueError on anything else."""
    if not isinstance(data, dict) or data.get("form") != form.key:
        raise ValueError(f"no interview of the form {form.key!r}")
    rows, head_seq = data.get("answers"), data.get("head_seq")
    if not isinstance(rows, list) or not isinstance(head_seq, int):
        raise ValueError("an interview needs answers and head_seq")  # noqa: TRY004 - the text is at fault, not a type
    return Interview(form=form, answers=dict(_answer_from_json(row) for row in rows), head_seq=head_seq)


def _answer_from_json(row: JsonValue) -> tuple[Place, Answer]:
    match row:
        case {
            "question": str(question),
            "instance": str(instance),
            "value": value,
            "origin": str(origin),
            "left_out": bool(left_out),
            "seq": int(seq),
            "person": str(person),
        }:
            answer = Answer(value=value, origin=Origin(origin), left_out=left_out, seq=seq, person=person)
            return Place(question=question, instance=instance), answer
        case _:
            raise ValueError(f"no answer: {row!r}")
