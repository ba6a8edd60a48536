"""One fact with two values: counts of one item, costs of one project."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from flows.consistency_finding import Finding, FindingPlace
from flows.reading.counts import find_counts
from flows.reading.folding import fold
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import task_costs
from flows.snapshot_projects import Project, projects_of
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import amount_of, reported_tasks, text_of, turns_of, words_of

Fact = tuple[FindingPlace, str, Decimal]


def facts_with_two_values(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find counts of the same name that one answer gives differently; what two actors say is compared elsewhere."""
    facts: dict[tuple[str, str], list[Fact]] = {}
    for task in reported_tasks(snapshot):
        for place, name, value in named_counts(task, questions):
            facts.setdefault((task.task, fold(name)), []).append((place, name, value))
    for found in facts.values():
        other = next(((first, second) for first, second in pairwise(found) if first[2] != second[2]), None)
        if other is not None:
            (place, name, value), (beside, _, against) = other
            yield Finding(
                code="fact_differs", places=(place, beside), stated=value, computed=against, data={"name": name}
            )


def named_counts(task: TaskSnapshot, questions: EvaluationQuestions) -> Iterator[Fact]:
    """Give the counts of a task by name: free ones, prescribed ones, and those in whole lines of its texts."""
    for repeat, name, count in (
        (questions.counts.turns, questions.counts.name, questions.counts.count),
        (questions.indicators.turns, questions.indicators.name, questions.indicators.count),
    ):
        for turn in turns_of(task, repeat):
            value, words = amount_of(task, count, turn.instance), words_of(task, name, turn.instance)
            if value is not None and words:
                yield _place(task, count, turn.instance), words, value
    for question in questions.reasons:
        for one in find_counts(text_of(task, question)).counts:
            yield _place(task, question), one.name, one.value


def projects_with_two_amounts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find projects that several answers name with different costs."""
    for named in _each_project(snapshot, questions):
        said = [project for project in named if project.amount is not None]
        other = next(((one, two) for one, two in pairwise(said) if one.amount != two.amount), None)
        if other is not None:
            yield _finding("project_amounts", snapshot, questions, *other)


def projects_counted_twice(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find projects that stand twice in one list, or whose costs seem to be in the costs of two items.

    Costs seem to be counted twice where both answers name the same amount for the project and count at least that
    much themselves.
    """
    tasks = {task.task: task for task in reported_tasks(snapshot)}
    for named in _each_project(snapshot, questions):
        for one, two in pairwise(named):
            if one.task == two.task:
                if one.amount == two.amount:
                    yield _finding("project_twice", snapshot, questions, one, two)
            elif one.amount and one.amount == two.amount and _both_count(tasks, one, two, questions):
                yield _finding("counted_twice", snapshot, questions, one, two)


def _both_count(tasks: dict[str, TaskSnapshot], one: Project, two: Project, questions: EvaluationQuestions) -> bool:
    totals = [task_costs(tasks[project.task], questions.costs).total.amount for project in (one, two)]
    return one.amount is not None and min(totals) >= one.amount


def _each_project(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[list[Project]]:
    found: dict[tuple[str, str], list[Project]] = {}
    for project in projects_of(reported_tasks(snapshot), snapshot.plan.actors, questions.projects):
        found.setdefault(project.key, []).append(project)
    return (named for named in found.values() if len(named) > 1)


def _finding(code: str, snapshot: Snapshot, questions: EvaluationQuestions, one: Project, two: Project) -> Finding:
    tasks = {task.task: task for task in reported_tasks(snapshot)}
    places = tuple(_place(tasks[project.task], questions.projects.name, project.turn) for project in (one, two))
    return Finding(
        code=code, places=places, stated=one.amount, computed=two.amount, unit="CZK", data={"name": one.name}
    )


def _place(task: TaskSnapshot, question: str, turn: str = "") -> FindingPlace:
    return FindingPlace(item=task.item, tree=task.tree, task=task.task, question=question, instance=turn)
