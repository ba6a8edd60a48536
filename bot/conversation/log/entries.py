"""The entries of a log as a person reads them, and the period to which a new one belongs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.conversation.scene import LOCKED_STATES, Scene
from bot.conversation.showing import date_numeric_text, printed, text_of
from bot.conversation.state import TaskCard, TaskLine
from bot.words import Words
from flows.answers import Place
from flows.evaluation import Node
from flows.form import Kind, Question
from flows.plan import Period
from flows.plan_walk import round_of

LOG = "log"
DAY_OF = "day_of"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        turn: Id of its turn.
        day: When it was, as shown; "" = nobody said.
        text: What was written.
        besides: What else was answered, shown.
    """

    turn: str
    day: str
    text: str
    besides: tuple[str, ...]


def log_repeat(task: TaskLine) -> Question | None:
    """Find the list of entries of a form that is a log."""
    return next((one for one in task.form.questions if LOG in one.appearance), None)


def log_place(task: TaskCard) -> Place | None:
    """Give the place of the list of entries."""
    repeat = log_repeat(task)
    return Place(question=repeat.name) if repeat is not None else None


def log_turns(task: TaskCard) -> tuple[str, ...]:
    """Give the ids of the entries in order."""
    repeat = log_repeat(task)
    return task.evaluation.turns(repeat.name, "") if repeat is not None else ()


def entry_text(repeat: Question) -> Question:
    """Give the question that says what happened: the first text of an entry."""
    return next(one for one in repeat.children if one.kind is Kind.TEXT)


def entry_date(repeat: Question) -> Question | None:
    """Give the question that takes the day from the text."""
    return next((one for one in repeat.children if one.settings.get(DAY_OF)), None)


def entries(task: TaskCard, words: Words) -> list[Entry]:
    """Give all entries in order."""
    repeat = log_repeat(task)
    return [_entry(task, repeat, turn, words) for turn in log_turns(task)] if repeat is not None else []


def _entry(task: TaskCard, repeat: Question, turn: str, words: Words) -> Entry:
    dated, told = entry_date(repeat), entry_text(repeat)
    day = _node(task, dated, turn).value if dated is not None else None
    others = [one for one in repeat.children if one is not told and one is not dated]
    shown = (_shown(task, _node(task, one, turn), words) for one in others)
    return Entry(
        turn=turn,
        day=date_numeric_text(str(day), words.language) if day else "",
        text=text_of(_node(task, told, turn).value),
        besides=tuple(filter(None, shown)),
    )


def _node(task: TaskCard, question: Question, turn: str) -> Node:
    return task.evaluation.at(Place(question=question.name, instance=turn))


def _shown(task: TaskCard, node: Node, words: Words) -> str:
    if not node.answered or node.value is None or not node.relevant:
        return ""
    if isinstance(node.value, list) and node.question.kind is Kind.SELECT_MULTIPLE:
        numbers = (one.filters.get("number", "") or one.name for one in node.choices if one.name in node.value)
        return ", ".join(numbers)
    if node.question.kind is Kind.SELECT_ONE:
        return printed(task, node.question, str(node.value), words.language).lower()
    return text_of(node.value)


def line_of(entry: Entry, position: int) -> str:
    """Write an entry in one line: "3. 13. 7. 2026, pracovní skupina, 2.1: probrána vstupní zpráva"."""
    head = ", ".join(filter(None, (entry.day, *entry.besides)))
    return f"{position}) {head}: {entry.text}" if head else f"{position}) {entry.text}"


def period_of(task: TaskCard) -> Period:
    """Give the period that a task is about."""
    return round_of(task.plan, task.round.key).period


def can_take(task: TaskLine) -> bool:
    """Tell whether a log still takes entries."""
    return log_repeat(task) is not None and not task.round.closed and task.state not in LOCKED_STATES


def logs(scene: Scene) -> list[TaskCard]:
    """Give the person's logs that take entries, the earliest period first."""
    own = [scene.opened(task) for task in scene.walk() if can_take(task)]
    return sorted(own, key=lambda task: period_of(task).from_on)


def log_for(found: Iterable[TaskCard], day: date) -> TaskCard | None:
    """Find the log whose period a day belongs to."""
    return next((one for one in found if period_of(one).from_on <= day <= period_of(one).to_on), None)
