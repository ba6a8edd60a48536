"""Turns of a repeat: adding, removing, restoring, moving, and replacing a whole list."""

from collections.abc import Mapping

from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Evaluation
from flows.form import Kind, Question
from flows.interview_draft import Draft
from flows.interview_input import AddTurn, MoveTurn, RemoveTurn, ReplaceTurns, RestoreTurn
from flows.interview_values import checked_value, open_place
from flows.rejection import Rejection

MOST_TURNS = 500
"""Most turns that a person can give one list."""


def add_turn(draft: Draft, given: AddTurn, now: Evaluation) -> Rejection | None:
    """Add a turn at the end of a list."""
    fault = _closed_list(now, given.repeat, given.parent)
    if fault is not None:
        return fault
    if not given.instance or draft.knows(given.instance):
        return _rejected("interview.instance_taken", given.repeat, given.instance)
    if len(now.turns(given.repeat, given.parent)) >= MOST_TURNS:
        return _rejected("interview.too_many_turns", given.repeat, given.parent)
    _no_longer_left_out(draft, given.repeat, given.parent, given.origin)
    order = draft.last_order(given.repeat, given.parent) + 1
    draft.write_turn(given.repeat, given.instance, order=order, parent=given.parent, gone=False, origin=given.origin)
    draft.new_turns.add(given.instance)
    return None


def remove_turn(draft: Draft, given: RemoveTurn, now: Evaluation) -> Rejection | None:
    """Mark a turn as gone; removing a gone one changes nothing."""
    return _mark(draft, given, now, gone=True)


def restore_turn(draft: Draft, given: RestoreTurn, now: Evaluation) -> Rejection | None:
    """Bring a gone turn back; restoring a present one changes nothing."""
    fault = _mark(draft, given, now, gone=False)
    row = draft.turn(given.repeat, given.instance)
    if fault is None and row is not None:
        _no_longer_left_out(draft, given.repeat, row[1], given.origin)
    return fault


def _mark(draft: Draft, given: RemoveTurn | RestoreTurn, now: Evaluation, *, gone: bool) -> Rejection | None:
    row = draft.turn(given.repeat, given.instance)
    if row is None:
        return _rejected("interview.unknown_place", given.repeat, given.instance)
    order, parent, was_gone = row
    fault = _closed_list(now, given.repeat, parent)
    if fault is None and was_gone is not gone:
        draft.write_turn(given.repeat, given.instance, order=order, parent=parent, gone=gone, origin=given.origin)
    return fault


def move_turn(draft: Draft, given: MoveTurn, now: Evaluation) -> Rejection | None:
    """Give a turn another place among the present ones; a position beyond the end is the end."""
    row = draft.turn(given.repeat, given.instance)
    if row is None:
        return _rejected("interview.unknown_place", given.repeat, given.instance)
    parent = row[1]
    fault = _closed_list(now, given.repeat, parent)
    if fault is not None:
        return fault
    turns = list(now.turns(given.repeat, parent))
    if given.instance not in turns:
        return _rejected("interview.unknown_place", given.repeat, given.instance)
    turns.remove(given.instance)
    turns.insert(max(0, min(len(turns), given.position - 1)), given.instance)
    _number(draft, given.repeat, parent, turns, given.origin)
    return None


def replace_turns(draft: Draft, given: ReplaceTurns, now: Evaluation) -> Rejection | None:
    """Make a list consist of exactly the given turns with the given values, or change nothing."""
    fault = _closed_list(now, given.repeat, given.parent) or _fault_of_ids(draft, given, now)
    if fault is not None:
        return fault
    present = now.turns(given.repeat, given.parent)
    wanted = [turn for turn, _values in given.turns]
    if wanted:
        _no_longer_left_out(draft, given.repeat, given.parent, given.origin)
    for turn in present:
        row = draft.turn(given.repeat, turn)
        if turn not in wanted and row is not None:
            draft.write_turn(given.repeat, turn, order=row[0], parent=given.parent, gone=True, origin=given.origin)
    _number(draft, given.repeat, given.parent, wanted, given.origin)
    draft.new_turns.update(turn for turn in wanted if turn not in present)
    return _fill(draft, given)


def _fault_of_ids(draft: Draft, given: ReplaceTurns, now: Evaluation) -> Rejection | None:
    present = now.turns(given.repeat, given.parent)
    ids = [turn for turn, _values in given.turns]
    if len(ids) > MOST_TURNS:
        return _rejected("interview.too_many_turns", given.repeat, given.parent)
    for turn in ids:
        row = draft.turn(given.repeat, turn)
        own = row is not None and row[1] == given.parent
        if not turn or ids.count(turn) > 1 or (turn not in present and not own and draft.knows(turn)):
            return _rejected("interview.instance_taken", given.repeat, turn)
    return None


def _fill(draft: Draft, given: ReplaceTurns) -> Rejection | None:
    """Write the values turn by turn; each is checked in the state that the ones before it made."""
    for turn, values in given.turns:
        fault = _fill_turn(draft, given, turn, values)
        if fault is not None:
            return fault
    return None


def _fill_turn(draft: Draft, given: ReplaceTurns, turn: str, values: Mapping[str, JsonValue]) -> Rejection | None:
    """Take away what is no longer said, relevant or not; then write the rest, each after what it depends on."""
    now = draft.evaluate()
    for name in [name for name, value in values.items() if value is None]:
        place = Place(question=name, instance=turn)
        if now.find(place) is None:
            return Rejection(code="interview.unknown_place", place=place)
        if place in draft.answers:
            draft.write(place, None, given.origin)
    now = draft.evaluate()
    for name in _in_order([name for name, value in values.items() if value is not None], draft):
        if name in draft.form.by_name and _looks_around(draft.form.by_name[name]):
            now = draft.evaluate()
        place = Place(question=name, instance=turn)
        node = open_place(now, place)
        if isinstance(node, Rejection):
            return node
        checked = checked_value(now, node, values[name])
        if isinstance(checked, Rejection):
            return checked
        draft.write(place, checked.value, given.origin)
    return None


def _looks_around(question: Question) -> bool:
    """Whether other answers of the same message may decide what is allowed here."""
    expressions = (question.relevant, question.constraint, question.choice_filter)
    return any(expression is not None and expression.references for expression in expressions)


def _in_order(names: list[str], draft: Draft) -> list[str]:
    order = {name: index for index, name in enumerate(draft.form.order or draft.form.by_name)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def _closed_list(now: Evaluation, repeat: str, parent: str) -> Rejection | None:
    """Why turns of a list can't be changed now, None if they can."""
    place = Place(question=repeat, instance=parent)
    node = open_place(now, place)
    if isinstance(node, Rejection):
        return node
    if node.question.kind is not Kind.REPEAT:
        return Rejection(code="interview.wrong_kind", place=place, data={"kind": node.question.kind.value})
    return None


def _no_longer_left_out(draft: Draft, repeat: str, parent: str, origin: Origin) -> None:
    place = Place(question=repeat, instance=parent)
    answer = draft.answers.get(place)
    if answer is not None and answer.left_out:
        draft.write(place, None, origin)


def _number(draft: Draft, repeat: str, parent: str, turns: list[str], origin: Origin) -> None:
    """Write the order of the present turns; a turn that stands right already is not written again."""
    for order, turn in enumerate(turns, start=1):
        row = draft.turn(repeat, turn)
        if row != (order, parent, False):
            draft.write_turn(repeat, turn, order=order, parent=parent, gone=False, origin=origin)


def _rejected(code: str, repeat: str, instance: str) -> Rejection:
    return Rejection(code=code, place=Place(question=repeat, instance=instance))
