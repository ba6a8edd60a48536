"""What the picture of a round shows: how many tasks of each priority got which degree, and how many lack one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.conversation.board.status import short_name
from bot.words import Words
from flows.board import SENT, Board, BoardTask, ItemKey, below, line_of
from flows.form import Form, Kind
from flows.plan import Plan
from flows.tasks import TaskState

MISSING = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatRow:
    """One priority: its short name, its title, a count for each column."""

    short: str
    title: str
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatTable:
    """The whole table; the last column counts what is missing."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def choice_questions(form: Form) -> Iterator[str]:
    """Name a form's questions with one choice, outside repeats, in order: the first one is its degree."""
    for question in form.by_name.values():
        if question.kind is Kind.SELECT_ONE and not question.repeats and not question.from_file:
            yield question.name


def heat_table(board: Board, form: Form | None, question: str, degrees: Mapping[str, str], words: Words) -> HeatTable:
    """Count the leads' tasks under each item at the top.

    Args:
        board: The round.
        form: The form that asks for the degree; None = how far each task is stands for it.
        question: Name of the question about the degree.
        degrees: Its answers by task.
        words: For the columns.
    """
    codes, labels = columns_of(board.plan, form, question, words)
    counted: dict[ItemKey, Counter[str]] = {}
    for task in board.tasks:
        line = line_of(board, (task.tree, task.subject))
        if line and task.role == "lead" and task.state is not TaskState.CANCELLED:
            counted.setdefault(line[-1], Counter())[outcome(task, degrees, codes)] += 1
    rows = tuple(
        HeatRow(
            short=short_name(board, key),
            title=board.items[key].title,
            counts=tuple(counted[key][code] for code in codes),
        )
        for key in below(board, None)
        if key in counted
    )
    return HeatTable(columns=labels, rows=rows)


def columns_of(plan: Plan, form: Form | None, question: str, words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give codes and labels of the columns."""
    if form is None or not question:
        states = (TaskState.SUBMITTED, TaskState.STARTED)
        labels = (words.text("state_submitted"), words.text("state_started"))
        return (*(state.value for state in states), MISSING), (*labels, words.text("picture_missing"))
    choices = form.lists.get(form.by_name[question].choices, ())
    codes = tuple(choice.name for choice in choices)
    printed = tuple(
        plan.statuses.get(choice.name)
        or choice.short.get(words.language)
        or choice.label.get(words.language)
        or choice.label.get(form.default_language)
        or choice.name
        for choice in choices
    )
    return (*codes, MISSING), (*printed, words.text("picture_missing"))


def outcome(task: BoardTask, degrees: Mapping[str, str], codes: tuple[str, ...]) -> str:
    """Say in which column a task counts; what is not sent counts as missing."""
    if TaskState.STARTED.value in codes:
        if task.state in SENT:
            return TaskState.SUBMITTED.value
        return task.state.value if task.state is TaskState.STARTED else MISSING
    if task.state is TaskState.NOT_APPLICABLE and task.state.value in codes:
        return task.state.value
    found = degrees.get(task.id, MISSING) if task.state in SENT or task.state is TaskState.RETURNED else MISSING
    return found if found in codes else MISSING
