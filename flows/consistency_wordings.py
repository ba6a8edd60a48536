"""Amounts in words that are printed beside the costs: they must be those that were answered."""

from collections.abc import Iterator
from decimal import Decimal

from flows.consistency_finding import Finding, FindingPlace
from flows.reading.cost_text import amounts_in
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import amount_of, reported_tasks, turns_of, words_of


def wordings_beside_amounts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find words for costs whose amounts are not the amounts of the lines; words without amounts say nothing."""
    for task in reported_tasks(snapshot):
        lines = [
            amount_of(task, questions.costs.amount, turn.instance) for turn in turns_of(task, questions.costs.turns)
        ]
        said = sum(set(amounts_in(words_of(task, questions.cost_wording))), Decimal(0))
        answered = sum({line for line in lines if line is not None}, Decimal(0))
        if amounts_in(words_of(task, questions.cost_wording)) and said != answered:
            yield _finding(task, questions.cost_wording, "", said, answered)
        for turn in turns_of(task, questions.costs.turns):
            amount = amount_of(task, questions.costs.amount, turn.instance)
            worded = amounts_in(words_of(task, questions.amount_wording, turn.instance))
            if worded and amount is not None and set(worded) != {amount}:
                yield _finding(task, questions.amount_wording, turn.instance, worded[0], amount)


def _finding(task: TaskSnapshot, question: str, turn: str, stated: Decimal, computed: Decimal) -> Finding:
    place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=question, instance=turn)
    return Finding(code="wording", places=(place,), stated=stated, computed=computed, unit="CZK")
