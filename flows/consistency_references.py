"""Costs said to be counted elsewhere: does the place exist, and is there an amount?"""

import re
from collections.abc import Iterator

from flows.consistency_finding import Finding, FindingPlace
from flows.consistency_texts import written_texts
from flows.plan_references import NUMBER, after_level, dotted_after_level, referred_item
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import task_costs
from flows.snapshot_items import tasks_under
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import awaited, names_of, reported_tasks, turns_of, words_of

_FOREIGN = re.compile(
    r"[ \u00a0](?:(?:v|ve|z|ze|dle|podle|of|in|from)[ \u00a0])?(?:[^\W\d_]+[ \u00a0])?"
    r"(?:[Ss]trategi|[Pp]lán|[Pp]rogram|[Kk]oncepc|[Pp]rojekt|[Ss]mlouv|[Zz]ákon|[Nn]árodní|[Kk]rajsk|[Aa]kční|OP)"
)
"""What makes a number another document's."""


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


def references_in_texts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find items that a text or a list of references names and that the plan lacks.

    In a text it is a level's word with a dotted number ("viz aktivita 2.2.7"); followed by the name of another
    document ("opatření 3.1 Národní strategie") it is that document's.
    """
    for task in reported_tasks(snapshot):
        named = names_of(task, questions.references)
        known = {item.key for item in snapshot.plan.items if item.tree == task.tree} if named else set()
        for key in named:
            if known and key not in known:
                place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=questions.references)
                yield Finding(code="reference_lost", places=(place,), data={"text": key})
    for written in written_texts(snapshot, questions):
        if written.place.question in (questions.counted_in, questions.line_counted_in):
            continue
        plan, tree = snapshot.plan, written.task.tree
        said = tuple(dotted_after_level(written.text, plan, tree))
        numbers = {item.number.rstrip(".") for item in plan.items if item.tree == tree} if said else set()
        depth = max((number.count(".") for number in numbers), default=0)
        for found in said:
            if (
                found[1] not in numbers
                and found[1].count(".") <= depth
                and not _FOREIGN.match(written.text, found.end())
            ):
                text = " ".join(found[0].split())
                yield Finding(code="reference_lost", places=(written.place,), data={"text": text})


def _references(task: TaskSnapshot, questions: EvaluationQuestions) -> Iterator[tuple[str, str, str]]:
    """Give where costs are said to be counted: for all of them, and line by line."""
    yield questions.counted_in, "", words_of(task, questions.counted_in)
    for turn in turns_of(task, questions.costs.turns):
        if text := words_of(task, questions.line_counted_in, turn.instance):
            yield questions.line_counted_in, turn.instance, text


def _may_have_amount(tasks: tuple[TaskSnapshot, ...], questions: EvaluationQuestions) -> bool:
    return any(awaited(task) or task_costs(task, questions.costs).known for task in tasks)
