"""Figures that are ten times as much as in the time before, or a tenth of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from flows.consistency_facts import named_counts
from flows.consistency_finding import Finding, FindingPlace
from flows.reading.folding import fold
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import task_costs
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import reported_tasks
from flows.tasks import TaskState

TIMES = 10
LEAST_COSTS = Decimal(10_000)
"""Costs that were never higher than that may jump."""
LEAST_COUNT = Decimal(20)


def tenfold_jumps(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find costs and named counts of an item that are ten times as high or as low as the last time."""
    before = tasks_before(snapshot)
    for task in reported_tasks(snapshot):
        last = before.get((task.tree, task.item, task.actor, task.form))
        if not task.item or not task.is_supplied or last is None:
            continue
        then, now = (task_costs(one, questions.costs) for one in (last, task))
        if then.known and now.known and _jumps(now.total.amount, then.total.amount, LEAST_COSTS):
            place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=questions.costs.total)
            yield Finding(
                code="jump_costs",
                places=(place,),
                stated=now.total.amount,
                computed=then.total.amount,
                unit="CZK",
            )
        known = {fold(name): value for _, name, value in named_counts(last, questions)}
        for place, name, value in named_counts(task, questions):
            was = known.get(fold(name))
            if was is not None and _jumps(value, was, LEAST_COUNT):
                yield Finding(code="jump_count", places=(place,), stated=value, computed=was, data={"name": name})


def tasks_before(snapshot: Snapshot) -> Mapping[tuple[str, str, str, str], TaskSnapshot]:
    """Give what was sent in the round before, or is known of the time before the first, by item, actor and form."""
    if snapshot.earlier is not None:
        found = snapshot.earlier.tasks
    elif len(snapshot.rounds) > 1:
        found = tuple(task for task in snapshot.tasks if task.round == snapshot.rounds[-2])
    else:
        found = ()
    sent = (task for task in found if task.is_supplied and task.state != TaskState.CANCELLED)
    return {(task.tree, task.item, task.actor, task.form): task for task in sent}


def _jumps(now: Decimal, then: Decimal, least: Decimal) -> bool:
    low, high = sorted((now, then))
    return low > 0 and high >= least and high >= TIMES * low
