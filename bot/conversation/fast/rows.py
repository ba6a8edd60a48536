"""The rows of a table that is answered fast: what each is about, its level now and then, whether a text is wanted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.conversation.showing import choice_of
from bot.conversation.state import TaskCard
from flows.answers import Place
from flows.evaluation import Node
from flows.form import Choice, Kind, Question
from flows.plan import Item

FAST = "fast"
EXPLAINS = "explains"
RANK, EXPLAIN = "rank", "explain"
"""Columns of choices: how far a level goes; that it wants a text."""
Shift: TypeAlias = Literal["better", "same", "worse", ""]


@dataclass(frozen=True, kw_only=True, slots=True)
class FastRow:
    """One row.

    Attributes:
        number: As the plan counts it, "1/3".
        title: What is judged.
        item: The plan's item that it belongs to, None if the table does not say.
        level: Where the level stands.
        text: Where the explanation stands, None if the form has none.
        before: The level of last time, None without one.
        text_before: The explanation of last time.
    """

    number: str
    title: str
    item: Item | None
    level: Node
    text: Node | None
    before: Choice | None
    text_before: str

    def now(self, task: TaskCard) -> Choice | None:
        """Give the level as it stands."""
        return choice_of(task, self.level.question, str(self.level.value)) if self.level.answered else None


def fast_repeat(task: TaskCard) -> Question | None:
    """Find the table of a form that is answered fast."""
    return next((one for one in task.interview.form.questions if FAST in one.appearance), None)


def is_fast(task: TaskCard, place: Place) -> bool:
    """Tell whether a place is in a table that is answered fast."""
    question = task.interview.form.by_name.get(place.question)
    if question is None or not question.repeats:
        return False
    repeat = fast_repeat(task)
    return repeat is not None and repeat.name in question.repeats


def is_explanation(question: Question) -> bool:
    """Tell whether a question only explains another; it is asked after all of those."""
    return EXPLAINS in question.settings


def fast_rows(task: TaskCard) -> list[FastRow]:
    """Give all rows in order."""
    repeat = fast_repeat(task)
    if repeat is None:
        return []
    level = next(one for one in repeat.children if one.kind is Kind.SELECT_ONE)
    text = next((one for one in repeat.children if one.settings.get(EXPLAINS) == level.name), None)
    table = task.surroundings.external.get(repeat.settings.get("over", ""))
    rows = table.rows if table is not None else ()
    turns = task.evaluation.turns(repeat.name, "")
    return [_row(task, row, turn, level, text) for row, turn in zip(rows, turns, strict=False)]


def _row(task: TaskCard, row: Mapping[str, str], turn: str, level: Question, text: Question | None) -> FastRow:
    last = task.last or {}
    then = last.get(Place(question=level.name, instance=turn))
    said = last.get(Place(question=text.name, instance=turn)) if text is not None else None
    parts = said.value if said is not None and isinstance(said.value, list) else []
    return FastRow(
        number=row.get("number", ""),
        title=row.get("label", ""),
        item=next((one for one in task.plan.items if one.key == row.get("item") and one.indicators), None),
        level=task.evaluation.at(Place(question=level.name, instance=turn)),
        text=task.evaluation.at(Place(question=text.name, instance=turn)) if text is not None else None,
        before=choice_of(task, level, str(then.value)) if then is not None and then.value else None,
        text_before="\n".join(map(str, parts)),
    )


def row_at(task: TaskCard, place: Place) -> tuple[int, FastRow]:
    """Find a row and its position from 0.

    Raises:
        LookupError: The place is in no row.
    """
    for position, row in enumerate(fast_rows(task)):
        if row.level.place.instance == place.instance:
            return position, row
    raise LookupError(place)


def shift(task: TaskCard, row: FastRow) -> Shift:
    """Compare a level with the one of last time; "" where one of them has no rank."""
    now = row.now(task)
    ranks = [one.filters.get(RANK, "") if one is not None else "" for one in (row.before, now)]
    if not all(rank.lstrip("-").isdecimal() for rank in ranks):
        return ""
    step = int(ranks[1]) - int(ranks[0])
    return "better" if step > 0 else "worse" if step < 0 else "same"


def wants_text(task: TaskCard, row: FastRow) -> bool:
    """Tell whether a row's level moved, or is one that wants a sentence."""
    now = row.now(task)
    if now is None or row.text is None:
        return False
    return bool(now.filters.get(EXPLAIN)) or moved(task, row)


def moved(task: TaskCard, row: FastRow) -> bool:
    """Tell whether a row has another level than last time."""
    now = row.now(task)
    return now is not None and row.before is not None and row.before.name != now.name


def unexplained(task: TaskCard) -> list[FastRow]:
    """Give the rows that want a text and have none."""
    rows = (row for row in fast_rows(task) if wants_text(task, row))
    return [row for row in rows if row.text is not None and not row.text.answered and not row.text.left_out]


def levels_counted(task: TaskCard) -> list[tuple[Choice, int]]:
    """Count the rows by level, in the order of the choices, those that nobody chose left out."""
    found = Counter(str(row.level.value) for row in fast_rows(task) if row.level.answered)
    repeat = fast_repeat(task)
    level = next((one for one in repeat.children if one.kind is Kind.SELECT_ONE), None) if repeat else None
    choices = task.interview.form.lists.get(level.choices, ()) if level is not None else ()
    return [(choice, found[choice.name]) for choice in choices if found[choice.name]]
