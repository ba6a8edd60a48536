"""The times that a snapshot knows of, one after another, and how each item stands from one to the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from flows.consistency_facts import named_counts
from flows.plan_walk import round_of
from flows.reading.folding import fold
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_outcome import NOT_SUPPLIED, outcome
from flows.snapshot_questions import EvaluationQuestions
from flows.tasks import TaskState

Direction: TypeAlias = Literal["better", "same", "worse", "new", "incomparable"]
Subject: TypeAlias = tuple[str, str]
"""A tree's key and an item's."""

RANKS: Mapping[str, int] = {"not_fulfilled": 0, "postponed": 0, "partly": 1, "ongoing": 2, "fulfilled": 2}
"""How far a degree of the annual evaluation goes; what goes on is as good as what is done. Others have no place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """One time.

    Attributes:
        label: As printed, e.g. "2025".
        tasks: The leads' answers about each item, in the plan's order of actors.
    """

    label: str
    tasks: Mapping[Subject, tuple[TaskSnapshot, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class CountMove:
    """One count of an item beside the same count of the time before."""

    subject: Subject
    name: str
    before: Decimal
    now: Decimal
    tasks: tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lasting:
    """An item that was not fulfilled time after time, up to the last one.

    Attributes:
        labels: The times, the first one first.
        task: The last answer about it.
    """

    subject: Subject
    labels: tuple[str, ...]
    task: TaskSnapshot


def known_years(snapshot: Snapshot) -> tuple[Year, ...]:
    """Give what was before the first round, where the snapshot has it, then its rounds; the last is the report's."""
    rounds = tuple(_of_round(snapshot, key) for key in snapshot.rounds)
    if snapshot.earlier is None:
        return rounds
    return (Year(label=snapshot.earlier.label, tasks=_by_subject(snapshot.earlier.tasks)), *rounds)


def direction(before: str, now: str) -> Direction:
    """Say how a degree moved."""
    if before not in RANKS or now not in RANKS:
        return "incomparable"
    step = RANKS[now] - RANKS[before]
    return "better" if step > 0 else "worse" if step < 0 else "same"


def count_moves(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[CountMove]:
    """Give the counts that an item had in the last time and in the one before it, in the order of the answers."""
    *_, before, now = (None, *known_years(snapshot))
    if before is None:
        return
    for subject, tasks in now.tasks.items():
        known = {fold(name): (task, value) for task, name, value in _counts(before.tasks.get(subject, ()), questions)}
        for task, name, value in _counts(tasks, questions):
            if (was := known.pop(fold(name), None)) is not None:
                yield CountMove(subject=subject, name=name, before=was[1], now=value, tasks=(was[0], task))


def lasting_items(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Lasting]:
    """Give the items that were not fulfilled in the last time and in at least one right before it.

    Where several actors answer for an item, it was not fulfilled if none of them says otherwise.
    """
    years = known_years(snapshot)
    for subject, tasks in years[-1].tasks.items():
        labels: list[str] = []
        for year in reversed(years):
            if not _unfulfilled(year.tasks.get(subject, ()), questions):
                break
            labels.insert(0, year.label)
        if len(labels) > 1:
            yield Lasting(subject=subject, labels=tuple(labels), task=tasks[0])


def _unfulfilled(tasks: tuple[TaskSnapshot, ...], questions: EvaluationQuestions) -> bool:
    said = {outcome(task, questions.degree) for task in tasks} - {NOT_SUPPLIED}
    return bool(said) and said <= questions.unfulfilled


def _counts(tasks: tuple[TaskSnapshot, ...], questions: EvaluationQuestions) -> Iterator[tuple[str, str, Decimal]]:
    for task in tasks:
        if task.is_supplied:
            yield from ((task.task, name, value) for _, name, value in named_counts(task, questions))


def _of_round(snapshot: Snapshot, key: str) -> Year:
    round_ = round_of(snapshot.plan, key)
    leads = {ask.key for ask in round_.asks if ask.role == "lead"}
    tasks = (task for task in snapshot.tasks if task.round == key and task.ask in leads)
    return Year(label=round_.period.label, tasks=_by_subject(tasks))


def _by_subject(tasks: Iterable[TaskSnapshot]) -> Mapping[Subject, tuple[TaskSnapshot, ...]]:
    found: dict[Subject, tuple[TaskSnapshot, ...]] = {}
    for task in tasks:
        if task.item and task.state != TaskState.CANCELLED:
            found[task.tree, task.item] = (*found.get((task.tree, task.item), ()), task)
    return found
