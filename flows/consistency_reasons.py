"""Not fulfilled, and nobody said why."""

from collections.abc import Iterator

from flows.consistency_finding import Finding, FindingPlace
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import choice_of, reported_tasks, words_of


def missing_reasons(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find items that were not fulfilled with neither a hindrance nor a description."""
    for task in reported_tasks(snapshot):
        degree = choice_of(task, questions.degree)
        if degree in questions.unfulfilled and not any(words_of(task, name) for name in questions.reasons):
            place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=questions.reasons[0])
            yield Finding(code="no_reason", places=(place,))
