"""What a task gave for a question with choices."""

from flows.answers import Place
from flows.snapshot import TaskSnapshot
from flows.tasks import TaskState

NOT_APPLICABLE = "not_applicable"
NOT_SUPPLIED = "not_supplied"


def outcome(task: TaskSnapshot, question: str) -> str:
    """Say what a task gave for a choice question.

    Returns:
        The choice's name, "" if the question was left open in what was sent,
        "not_applicable" or "not_supplied" if nothing was sent; what was never finished is not supplied either.
    """
    if task.state == TaskState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if not task.is_supplied:
        return NOT_SUPPLIED
    return answered(task, question)


def answered(task: TaskSnapshot, question: str) -> str:
    """Give the choice that stands in what was sent or begun, "" if none does."""
    return str(task.values.get(Place(question=question)) or "")
