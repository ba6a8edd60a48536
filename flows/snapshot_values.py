"""Reading single values of a task's submission."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from flows.answers import JsonValue, Place
from flows.reading.emphasis import unmarked
from flows.snapshot import Snapshot, TaskSnapshot, Turn
from flows.tasks import TaskState

ESTIMATE = "_estimate"
"""A question of this ending says whether the value of the question without it is an estimate."""

_FIRM: tuple[JsonValue, ...] = (None, "", "no", "0", 0, [])


def value_of(task: TaskSnapshot, question: str, turn: str = "") -> JsonValue:
    """Give the value of a question, in a turn of a repeat or outside; None = nothing was said."""
    return task.values.get(Place(question=question, instance=turn))


def choice_of(task: TaskSnapshot, question: str, turn: str = "") -> str:
    """Give the choice that was answered, "" = none was, or a form of one's own asks for something else there."""
    value = value_of(task, question, turn)
    return value if isinstance(value, str) else ""


def amount_of(task: TaskSnapshot, question: str, turn: str = "") -> Decimal | None:
    """Give a number that was answered, exactly; None = none was."""
    value = value_of(task, question, turn)
    if value is None or isinstance(value, list | dict | bool):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def words_of(task: TaskSnapshot, question: str, turn: str = "") -> str:
    """Give a text answer as one line; "" = nothing was said."""
    value = value_of(task, question, turn)
    parts = value if isinstance(value, list) else [value]
    return " ".join(" ".join(unmarked(part).split()) for part in parts if isinstance(part, str)).strip()


def text_of(task: TaskSnapshot, question: str, turn: str = "") -> str:
    """Give a text answer with its lines, a message after another; "" = nothing was said."""
    value = value_of(task, question, turn)
    return "\n".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else ""


def names_of(task: TaskSnapshot, question: str) -> tuple[str, ...]:
    """Give the choices of a question with several."""
    value = value_of(task, question)
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def is_estimate(task: TaskSnapshot, question: str, turn: str = "") -> bool:
    """Tell whether a value was called an estimate, in its turn or for the whole question."""
    marks = (value_of(task, question + ESTIMATE, turn), value_of(task, question + ESTIMATE))
    return any(mark not in _FIRM for mark in marks)


def turns_of(task: TaskSnapshot, repeat: str, parent: str | None = None) -> tuple[Turn, ...]:
    """Give a repeat's living turns in order, of one turn around them or of all."""
    return tuple(turn for turn in task.turns if turn.repeat == repeat and parent in (None, turn.parent))


def reported_tasks(snapshot: Snapshot) -> Iterator[TaskSnapshot]:
    """Give the tasks of the round that the report is about, cancelled ones left out."""
    return (task for task in snapshot.tasks if task.round == snapshot.rounds[-1] and task.state != TaskState.CANCELLED)


def awaited(task: TaskSnapshot) -> bool:
    """Tell whether a task may still be answered for the first time."""
    return not task.is_supplied and task.state in (TaskState.OPEN, TaskState.STARTED)
