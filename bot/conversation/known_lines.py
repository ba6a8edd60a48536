"""What is known of the lines of a list: kinds and implementers of last year's projects and of the plan's register."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from bot.conversation.long_list import RETIRED
from bot.conversation.outline_rows import is_outline, last_rows, marked, plain
from bot.conversation.past import past_task
from bot.conversation.showing import choices_of, text_of
from bot.conversation.state import TaskCard
from flows.answers import JsonValue, Place
from flows.evaluation import Node
from flows.form import Entity, Kind, Question
from flows.reading.folding import fold

ALIKE = 0.7
"""From here on a name is the old one with a slip mended."""
TurnValues = tuple[dict[str, JsonValue], ...]


def name_question(repeat: Question) -> str:
    """Name the question that holds a line's name: the first text of the list."""
    return next((one.name for one in repeat.children if one.kind is Kind.TEXT), "")


def entity_of(task: TaskCard, repeat: Question) -> Entity | None:
    """Give the register that the lines of a list are kept in, if there is one."""
    return next((one for one in task.interview.form.entities if one.repeat == repeat.name), None)


def kind_questions(task: TaskCard, repeat: Question) -> list[Question]:
    """Give the questions whose answers outlive the year: what the register keeps besides name and amounts."""
    entity = entity_of(task, repeat)
    saved = set(entity.saved.values()) if entity else set()
    kinds = {Kind.TEXT, Kind.SELECT_ONE}
    return [one for one in repeat.children if one.name in saved and one.kind in kinds]


def last_names(task: TaskCard, node: Node) -> list[str]:
    """Give the names of last year's lines, in order; of an outline the bullets of the first level."""
    if is_outline(node.question):
        return [plain(task, row.text) for row in last_rows(task, node.question) if row.level == 1]
    return [name for name, _ in last_lines(task, node)]


def last_lines(task: TaskCard, node: Node) -> Iterator[tuple[str, Mapping[str, JsonValue]]]:
    """Give last year's lines: their names, and what else they said."""
    if task.last is None:
        return
    then, repeat = past_task(task).evaluation, node.question
    for turn in then.turns(repeat.name, ""):
        yield line_of(then.find(Place(question=one.name, instance=turn)) for one in repeat.children)


def line_of(nodes: Iterator[Node | None]) -> tuple[str, Mapping[str, JsonValue]]:
    """Read one line: its first text is the name."""
    values = {node.place.question: node.value for node in nodes if node is not None and node.value is not None}
    name = next((text_of(value) for value in values.values() if isinstance(value, list)), "")
    return name, values


def register_lines(task: TaskCard, repeat: Question) -> Iterator[tuple[str, Mapping[str, JsonValue]]]:
    """Give what the register knows: names with their kinds as answers of this form."""
    entity = entity_of(task, repeat)
    table = task.surroundings.external.get(entity.list_name) if entity else None
    if entity is None or table is None:
        return
    questions = {one.name: one for one in kind_questions(task, repeat)}
    for row in table.rows:
        if row.get(RETIRED):
            continue
        saved = {question: row.get(column, "") for column, question in entity.saved.items() if question in questions}
        yield row.get("label", ""), {name: as_answer(questions[name], value) for name, value in saved.items() if value}


def as_answer(question: Question, value: str) -> JsonValue:
    """Write a register's text as an answer of a question."""
    return [value] if question.kind is Kind.TEXT else value


def present_lines(task: TaskCard, node: Node) -> Iterator[tuple[str, Mapping[str, JsonValue]]]:
    """Give the lines that stand there now."""
    evaluation = task.evaluation
    for turn in evaluation.turns(node.question.name, node.place.instance):
        yield line_of(evaluation.find(Place(question=one.name, instance=turn)) for one in node.question.children)


def with_known(task: TaskCard, node: Node, turns: TurnValues) -> TurnValues:
    """Add to newly written lines what is known of projects of the same name; amounts are never taken over.

    A list written again with a name mended keeps the kinds of that line.
    """
    kinds = kind_questions(task, node.question)
    if is_outline(node.question):
        return tuple({name: referring(task, value) for name, value in turn.items()} for turn in turns)
    if not kinds:
        return turns
    known: dict[str, Mapping[str, JsonValue]] = {}
    for lines in (register_lines(task, node.question), last_lines(task, node), present_lines(task, node)):
        for name, values in lines:  # what was said later goes before what was known earlier
            known[fold(name)] = {**known.get(fold(name), {}), **values}
    there = list(present_lines(task, node))
    name, found = name_question(node.question), []
    for place, turn in enumerate(turns):
        written = fold(text_of(turn.get(name)))
        old_name, old = there[place] if len(there) == len(turns) else ("", {})
        mended = SequenceMatcher(None, fold(old_name), written).ratio() >= ALIKE
        found.append({**kept(task, kinds, known.get(written, old if mended else {})), **turn})
    return tuple(found)


def referring(task: TaskCard, value: JsonValue) -> JsonValue:
    """Make the references in a bullet's words the items' own."""
    return [marked(task, str(part)) for part in value] if isinstance(value, list) else value


def kept(task: TaskCard, kinds: list[Question], values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Give those known answers that the form still takes."""
    return {one.name: values[one.name] for one in kinds if one.name in values and fits(task, one, values[one.name])}


def fits(task: TaskCard, question: Question, value: JsonValue) -> bool:
    """Tell whether a known answer is still among the choices."""
    return question.kind is Kind.TEXT or any(choice.name == value for choice in choices_of(task, question))


def known_names(task: TaskCard, node: Node) -> list[str]:
    """Give the names to choose from: last year's first, then what else the register knows; none that stands there."""
    there = {fold(name) for name, _ in present_lines(task, node)}
    names: dict[str, str] = {}
    for name in (*last_names(task, node), *(name for name, _ in register_lines(task, node.question))):
        if name and fold(name) not in there:
            names.setdefault(fold(name), name)
    return list(names.values())
