"""Copying an earlier submission: values by question name, turns under new ids."""

from collections.abc import Iterator

from flows.answer_values import SELECTS
from flows.answers import JsonValue, Origin, Place
from flows.asked import askable
from flows.evaluation_pass import OVER, counted_turn
from flows.form import Kind, Question
from flows.interview_draft import Draft
from flows.interview_input import TakeOver
from flows.interview_values import fault_of_shape
from flows.rejection import Rejection


def take_over(draft: Draft, given: TakeOver) -> Rejection | None:
    """Write the earlier values with origin "copied"; what does not fit the form any more is passed over."""
    ids = {"": ""}
    fresh = iter(given.new_ids)
    for place, parent, order in _turns(draft, given):
        if draft.form.by_name[place.question].repeat_count is not None:
            if parent in ids:
                ids[place.instance] = _same_turn(draft.form.by_name[place.question], place, ids[parent], order)
            continue
        new = next(fresh, "")
        if not new or draft.knows(new) or new in ids.values():
            return Rejection(code="interview.instance_taken", place=Place(question=place.question, instance=new))
        if parent in ids:
            ids[place.instance] = new
            start = draft.last_order(place.question, ids[parent])
            draft.write_turn(place.question, new, order=start + 1, parent=ids[parent], gone=False, origin=Origin.COPIED)
    for place, value in given.earlier.items():
        question = draft.form.by_name.get(place.question)
        if question is not None and place.instance in ids and _wanted(question, given):
            _copy(draft, question, Place(question=place.question, instance=ids[place.instance]), value)
    return None


def _turns(draft: Draft, given: TakeOver) -> Iterator[tuple[Place, str, int]]:
    """The earlier turns, outer repeats before inner ones, each with the turn around it and its number."""
    found: list[tuple[int, str, int, Place, str]] = []
    for place, value in given.earlier.items():
        question = draft.form.by_name.get(place.question)
        if question is None or question.kind is not Kind.REPEAT or not _wanted(question, given):
            continue
        match value:
            case {"order": int(order), "parent": str(parent)}:
                found.append((len(question.repeats), place.question, order, place, parent))
            case _:
                pass
    for _depth, _name, order, place, parent in sorted(found, key=lambda row: row[:3]):
        yield place, parent, order


def _same_turn(question: Question, place: Place, parent: str, order: int) -> str:
    """The counted turn that an earlier one is now: of the same row where the repeat is over a table."""
    if OVER in question.settings:
        return f"{parent}/{place.instance.rpartition('/')[2]}"
    return counted_turn(question.name, parent, order)


def _wanted(question: Question, given: TakeOver) -> bool:
    around = {question.name, *question.repeats, *question.groups}
    return not given.questions or bool(around & given.questions)


def _copy(draft: Draft, question: Question, place: Place, value: JsonValue) -> None:
    in_turn = bool(question.repeats)
    is_turn = question.kind is Kind.REPEAT and value is not None
    if is_turn or not askable(question) or bool(place.instance) is not in_turn:
        return
    if value is None:
        draft.write(place, None, Origin.COPIED, left_out=True)
    elif fault_of_shape(place, question, value) is None and _still_chosen(draft, question, value):
        draft.write(place, value, Origin.COPIED)


def _still_chosen(draft: Draft, question: Question, value: JsonValue) -> bool:
    """Whether every earlier choice is in the form's list still; lists from outside are looked at later."""
    if question.kind not in SELECTS or question.from_file or question.choices not in draft.form.lists:
        return True
    names = {choice.name for choice in draft.form.lists[question.choices]}
    return all(name in names for name in (value if isinstance(value, list) else [value]))
