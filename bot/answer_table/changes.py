"""What a returned table would change: tried on the interviews as they stand, nothing half-applied."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.answer_table.reading import Said
from bot.answer_table.shape import shapes_of
from bot.answer_table.values import same_value
from bot.conversation.listing import present_turns
from bot.conversation.scene import LOCKED_STATES
from bot.conversation.state import TaskCard
from bot.conversation.summary import summary_lines
from bot.words import Words
from flows.answers import Answer, JsonValue, Place
from flows.faults import Fault
from flows.interview import Input, LeaveOut, Rejected, ReplaceTurns, Set, step

Mint: TypeAlias = Callable[[], str]
Given: TypeAlias = tuple[str, Input]
"""A task and an input to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A task as it would stand, with the inputs that lead there."""

    before: TaskCard
    after: TaskCard
    inputs: tuple[Input, ...]


def try_table(
    cards: Sequence[TaskCard], said: Sequence[Said], mint: Mint, language: str
) -> tuple[list[Tried], list[Fault]]:
    """Play what a table says on each task; give the tasks that would change, and what does not hold."""
    tried: list[Tried] = []
    faults: list[Fault] = []
    for card in cards:
        one = try_task(card, [each for each in said if each.task == card.id], mint, language, faults)
        if one.inputs:
            tried.append(one)
    return tried, faults


def try_task(card: TaskCard, said: Sequence[Said], mint: Mint, language: str, faults: list[Fault]) -> Tried:
    """Play what is said of one task."""
    now, inputs = card, list[Input]()
    for one in said:
        for given in inputs_of(now, one, said, mint):
            if card.state in LOCKED_STATES:
                faults.append(Fault(code="table.closed", where=one.where, data={"value": card.number or card.title}))
                return Tried(before=card, after=card, inputs=())
            outcome = step(now.interview, given, surroundings=now.surroundings, before=now.evaluation)
            if isinstance(outcome, Rejected):
                rejection = outcome.rejection
                message = rejection.message.get(language) or next(iter(rejection.message.values()), "")
                code = "table.refused" if message else "table.not_asked"
                faults.append(Fault(code=code, where=one.where, data={"message": message}))
                continue
            answers: dict[Place, Answer] = dict(outcome.interview.answers)
            interview = replace(outcome.interview, answers=answers)
            now = replace(now, interview=interview, evaluation=outcome.evaluation, head_seq=interview.head_seq)
            inputs.append(given)
    return Tried(before=card, after=now, inputs=tuple(inputs))


def inputs_of(card: TaskCard, said: Said, all_said: Sequence[Said], mint: Mint) -> list[Input]:
    """Give the inputs that a cell or a list stands for; none where it says what stands there already."""
    form = card.interview.form
    question = form.by_name[said.question]
    if said.turns is not None:
        return list_inputs(card, said, all_said, mint)
    place = Place(question=said.question, instance=said.instance)
    stored = card.interview.answers.get(place)
    if said.value is None:
        return [] if stored is not None and stored.left_out else [LeaveOut(place=place)]
    answered = card.evaluation.find(place)
    if (
        stored is not None
        and answered is not None
        and answered.answered
        and same_value(question, stored.value, said.value)
    ):
        return []
    return [Set(place=place, value=said.value)]


def list_inputs(card: TaskCard, said: Said, all_said: Sequence[Said], mint: Mint) -> list[Input]:
    """Give the inputs of a list: the choice that says that a list follows, then its rows."""
    form = card.interview.form
    repeat = form.by_name[said.question]
    node = card.evaluation.find(Place(question=said.question))
    old = present_turns(card, node) if node is not None and node.relevant else []
    before = dict(old)
    turns = said.turns or ()
    if same_turns(card, said, [dict(values) for _, values in old]):
        return []
    kept = [turn for turn, _ in old][: len(turns)]
    ids = [*kept, *(mint() for _ in turns[len(kept) :])]
    fresh = tuple(
        (turn, whole(card, repeat.name, values, before.get(turn, {}))) for turn, values in zip(ids, turns, strict=True)
    )
    found: list[Input] = []
    for question in form.by_name.values():
        choice, _, target = (part.strip() for part in question.settings.get("typed", "").partition(":"))
        spoken = any(one.question == question.name for one in all_said)
        there = card.evaluation.find(Place(question=question.name))
        if target == repeat.name and not spoken and there is not None and not there.answered:
            found.append(Set(place=Place(question=question.name), value=choice))
    return [*found, ReplaceTurns(repeat=repeat.name, turns=fresh)]


def whole(
    card: TaskCard, repeat: str, values: Mapping[str, JsonValue], before: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """Say of every question of a row what stands there now: an emptied cell is empty, what has no column stays."""
    columns = {one.name for shape in shapes_of(card.interview.form) for one in shape.columns
               if shape.repeat is not None and shape.repeat.name == repeat}  # fmt: skip
    emptied = dict.fromkeys(columns & before.keys())
    return {**{name: value for name, value in before.items() if name not in columns}, **emptied, **values}


def same_turns(card: TaskCard, said: Said, old: Sequence[dict[str, JsonValue]]) -> bool:
    """Tell whether a list says what stands there already."""
    turns = said.turns or ()
    form = card.interview.form
    asked = {name for turn in turns for name in turn}
    columns = {one.name for shape in shapes_of(form) for one in shape.columns
               if shape.repeat is not None and shape.repeat.name == said.question}  # fmt: skip
    if len(turns) != len(old):
        return False
    return all(
        same_value(form.by_name[name], values.get(name), turn[name]) if name in turn else values.get(name) is None
        for turn, values in zip(turns, old, strict=True)
        for name in asked | (columns & values.keys())
    )


def changed_lines(tried: Tried, words: Words) -> list[tuple[str, str, str]]:
    """Give what reads differently: section, old value, new value."""
    old = dict(summary_lines(tried.before, words))
    new = dict(summary_lines(tried.after, words))
    names = dict.fromkeys((*old, *new))
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")]
