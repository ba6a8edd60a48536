"""Costs said to be counted elsewhere: does the place exist, and is there an amount?"""

from collections.abc import Iterator

from flows.consistency_finding import Finding, FindingPlace
from flows.plan_references import NUMBER, after_level, referred_item
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import task_costs
from flows.snapshot_items import tasks_under
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import awaited, reported_tasks, turns_of, words_of


def lost_references(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find references to an item that the plan lacks, or to one where no amount is, even below it.

    An answer without any number ("rozpočet školy") refers to no item, and one whose target is still expected to
    answer may yet come right: neither is found.
    """
    tasks = tuple(reported_tasks(snapshot))
    for task in tasks:
        for question, turn, text in _references(task, questions):
            place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=question, instance=turn)
            target = referred_item(text, snapshot.plan, task.tree)
            if target is None:
                if NUMBER.search(text) or after_level(text, snapshot.plan, task.tree):
                    yield Finding(code="reference_lost", places=(place,), data={"text": text})
            elif not _may_have_amount(tasks_under(target, snapshot.plan, tasks), questions):
                other = FindingPlace(item=target.key, tree=target.tree)
                yield Finding(code="reference_empty", places=(place, other), data={"text": text})


def _references(task: TaskSnapshot, questions: EvaluationQuestions) -> Iterator[tuple[str, str, str]]:
    """Give where costs are said to be counted: for all of them, and line by line."""
    yield questions.counted_in, "", words_of(task, questions.counted_in)
    for turn in turns_of(task, questions.costs.turns):
        if text := words_of(task, questions.line_counted_in, turn.instance):
            yield questions.line_counted_in, turn.instance, text


def _may_have_amount(tasks: tuple[TaskSnapshot, ...], questions: EvaluationQuestions) -> bool:
    return any(awaited(task) or task_costs(task, questions.costs).known for task in tasks)
