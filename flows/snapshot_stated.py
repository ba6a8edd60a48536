"""What the coordinator stated for an item, beside what the answers under it add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.plan import Item
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import sum_costs
from flows.snapshot_items import tasks_under
from flows.snapshot_projects import projects_of, tally
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_sums import Sum, subtract
from flows.snapshot_values import amount_of, is_estimate, reported_tasks


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """One stated figure beside the computed one.

    Attributes:
        item: What it was stated for.
        task: Id of the coordinator's task.
        question: The question's name.
        figure: "total", "town", "other", "subjects", "services" or "activities".
        unit: "CZK", or "" for counts.
        stated: As said.
        computed: What the answers under the item give; None where they say nothing of it.
    """

    item: Item
    task: TaskSnapshot
    question: str
    figure: str
    unit: str
    stated: Sum
    computed: Sum | None

    @property
    def difference(self) -> Sum | None:
        """What was stated beyond what was computed; None where nothing was."""
        return None if self.computed is None else subtract(self.stated, self.computed)


def stated_figures(snapshot: Snapshot, questions: EvaluationQuestions) -> tuple[Stated, ...]:
    """Give every figure that was stated, in the order of the plan's items and the form."""
    tasks = tuple(reported_tasks(snapshot))
    items = {(item.tree, item.key): item for item in snapshot.plan.items}
    return tuple(
        figure
        for task in tasks
        if task.form == questions.stated.form and (item := items.get((task.tree, task.item)))
        for figure in _figures(item, task, snapshot, tasks, questions)
    )


def _figures(
    item: Item,
    task: TaskSnapshot,
    snapshot: Snapshot,
    tasks: tuple[TaskSnapshot, ...],
    questions: EvaluationQuestions,
) -> Iterator[Stated]:
    under = tasks_under(item, snapshot.plan, tasks)
    computed = {**_computed_costs(under, questions), **_computed_counts(snapshot, under, questions)}
    names = questions.stated
    asked = {
        "total": names.total,
        "town": names.town,
        "other": names.other,
        "subjects": names.subjects,
        "services": names.services,
        "activities": names.activities,
    }
    for figure, question in asked.items():
        stated = amount_of(task, question)
        if stated is not None:
            yield Stated(
                item=item,
                task=task,
                question=question,
                figure=figure,
                unit="CZK" if figure in ("total", "town", "other") else "",
                stated=Sum(amount=stated, sources=(task.task,), estimated=is_estimate(task, question)),
                computed=computed.get(figure),
            )


def _computed_costs(tasks: Iterable[TaskSnapshot], questions: EvaluationQuestions) -> dict[str, Sum]:
    costs = sum_costs(tasks, questions.costs)
    if not costs.known:
        return {}
    town = costs.by_source.get(questions.town, Sum())
    return {"total": costs.total, "town": town, "other": subtract(costs.total, town)}


def _computed_counts(
    snapshot: Snapshot, tasks: Iterable[TaskSnapshot], questions: EvaluationQuestions
) -> dict[str, Sum]:
    named = projects_of(tasks, snapshot.plan.actors, questions.projects)
    if not named:
        return {}
    counts = tally(named)
    return {"subjects": counts.subjects, "services": counts.services, "activities": counts.activities}
