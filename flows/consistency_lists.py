"""A count beside the list of what was counted."""

import re
from collections.abc import Iterator
from decimal import Decimal

from flows.consistency_finding import Finding, FindingPlace
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_questions import CountQuestions, EvaluationQuestions
from flows.snapshot_values import amount_of, reported_tasks, text_of, turns_of, words_of

_BULLET = re.compile(r"^[-–—•*▪●○]\s+")


def counts_beside_lists(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find counts that differ from the length of their list, where there is one and nobody said why."""
    for task in reported_tasks(snapshot):
        for counted in questions.counted_lists:
            listed = len(turns_of(task, counted.turns))
            if not words_of(task, counted.reason):
                yield from _differing(task, counted.count, "", listed, "")
        yield from _free_counts(task, questions.counts)


def listed_names(task: TaskSnapshot, questions: CountQuestions, turn: str) -> tuple[str, ...]:
    """Give the names listed at a free count: of a repeat within its turn, or the lines of a text."""
    inner = turns_of(task, questions.items, turn)
    if inner:
        name = questions.items.removesuffix("s")
        return tuple(words_of(task, name, each.instance) for each in inner)
    lines = text_of(task, questions.items, turn).splitlines()
    return tuple(_BULLET.sub("", line.strip()) for line in lines if line.strip())


def _free_counts(task: TaskSnapshot, questions: CountQuestions) -> Iterator[Finding]:
    for turn in turns_of(task, questions.turns):
        if not words_of(task, questions.reason, turn.instance):
            listed = len(listed_names(task, questions, turn.instance))
            name = words_of(task, questions.name, turn.instance)
            yield from _differing(task, questions.count, turn.instance, listed, name)


def _differing(task: TaskSnapshot, question: str, turn: str, listed: int, name: str) -> Iterator[Finding]:
    stated = amount_of(task, question, turn)
    if stated is None or not listed or stated == listed:
        return
    place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=question, instance=turn)
    yield Finding(code="count_differs", places=(place,), stated=stated, computed=Decimal(listed), data={"name": name})
