"""How many tasks answered what, and who did not answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.snapshot import TaskSnapshot
from flows.snapshot_outcome import outcome
from flows.tasks import TaskState
from reports.sums import percent


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How often one choice was given.

    Attributes:
        choice: Its name; "not_supplied" and "not_applicable" stand for tasks without an answer.
        count: Number of tasks.
        percent: Whole percent of all tasks counted; None when there are none.
        sources: Ids of the tasks.
    """

    choice: str
    count: int
    percent: int | None
    sources: tuple[str, ...]


def shares(tasks: Sequence[TaskSnapshot], question: str, choices: Iterable[str]) -> tuple[Share, ...]:
    """Count the tasks by choice.

    Args:
        tasks: Whose answers to count.
        question: A select_one.
        choices: Names to list first, in this order, even when nobody gave them; others follow as met.
    """
    groups: dict[str, list[str]] = {choice: [] for choice in choices}
    for task in tasks:
        groups.setdefault(outcome(task, question), []).append(task.task)
    return tuple(
        Share(choice=choice, count=len(ids), percent=percent(len(ids), len(tasks)), sources=tuple(ids))
        for choice, ids in groups.items()
    )


def missing(tasks: Iterable[TaskSnapshot]) -> Mapping[str, tuple[TaskSnapshot, ...]]:
    """Give the tasks for which nothing was supplied, by key of the actor, in order; not those that are disowned."""
    return _by_actor(task for task in tasks if _lacks(task) and not task.disowned)


def disowned(tasks: Iterable[TaskSnapshot]) -> Mapping[str, tuple[TaskSnapshot, ...]]:
    """Give the tasks without an answer that their actor says belong to somebody else, by key of the actor."""
    return _by_actor(task for task in tasks if _lacks(task) and task.disowned)


def _lacks(task: TaskSnapshot) -> bool:
    """A half-done task whose answers are printed is missing all the same."""
    return task.state != TaskState.NOT_APPLICABLE and not task.is_supplied


def supplied(tasks: Iterable[TaskSnapshot]) -> tuple[TaskSnapshot, ...]:
    """Give the tasks whose answers count, in order."""
    return tuple(task for task in tasks if task.is_supplied)


def marks(task: TaskSnapshot) -> tuple[str, ...]:
    """Say what a reader must know of how answers came in, as keys of the template's words."""
    found = {
        "unfinished": task.is_unfinished,
        "returned": task.number > 0 and task.state == TaskState.RETURNED,
        "unconfirmed": task.how == "automatic" and not task.is_unfinished,
    }
    return tuple(key for key, is_so in found.items() if is_so)


def _by_actor(tasks: Iterable[TaskSnapshot]) -> Mapping[str, tuple[TaskSnapshot, ...]]:
    found: dict[str, tuple[TaskSnapshot, ...]] = {}
    for task in tasks:
        found[task.actor] = (*found.get(task.actor, ()), task)
    return found
