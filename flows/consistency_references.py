"""Costs said to be counted elsewhere: does the place exist, and is there an amount?"""

import re
from collections.abc import Iterator

from flows.consistency_finding import Finding, FindingPlace
from flows.plan import Item
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import task_costs
from flows.snapshot_items import tasks_under
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import awaited, reported_tasks, words_of

_NUMBER = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{1,3})+(?![\w,/]|\.\d)")
_STEM = 5


def referred_item(text: str, snapshot: Snapshot, tree: str) -> Item | None:
    """Find the item that an answer means.

    Args:
        text: Its key ("kluby"), a number of dots ("2.2.1 Poradna"), or its level's word with a number
            ("Celá priorita 2").
        snapshot: Holds the plan.
        tree: Key of the tree to look in.
    """
    items = [item for item in snapshot.plan.items if item.tree == tree]
    named = {item.number.rstrip("."): item for item in items} | {item.key: item for item in items}
    words = [text.strip().rstrip("."), *_NUMBER.findall(text), *_after_level(text, snapshot, tree)]
    return next((named[word] for word in words if word in named), None)


def lost_references(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find references to an item that the plan lacks, or to one where no amount is, even below it.

    An answer without any number ("rozpočet školy") refers to no item, and one whose target is still expected to
    answer may yet come right: neither is found.
    """
    tasks = tuple(reported_tasks(snapshot))
    for task in tasks:
        text = words_of(task, questions.counted_in)
        target = referred_item(text, snapshot, task.tree)
        place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=questions.counted_in)
        if target is None:
            if _NUMBER.search(text) or _after_level(text, snapshot, task.tree):
                yield Finding(code="reference_lost", places=(place,), data={"text": text})
        elif not _may_have_amount(tasks_under(target, snapshot.plan, tasks), questions):
            other = FindingPlace(item=target.key, tree=target.tree)
            yield Finding(code="reference_empty", places=(place, other), data={"text": text})


def _after_level(text: str, snapshot: Snapshot, tree: str) -> list[str]:
    """Give the numbers that follow a word for one of the tree's levels, in whatever case it stands."""
    levels = [level for each in snapshot.plan.trees if each.key == tree for level in each.levels]
    names = [level if isinstance(level, str) else level.nominative for level in levels]
    stems = "|".join(re.escape(name[:_STEM]) for name in names)
    return re.findall(rf"\b(?:{stems})\w*\s+(\d{{1,3}})(?![\w.,/]*\d)", text, re.IGNORECASE)


def _may_have_amount(tasks: tuple[TaskSnapshot, ...], questions: EvaluationQuestions) -> bool:
    return any(awaited(task) or task_costs(task, questions.costs).known for task in tasks)
