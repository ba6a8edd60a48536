"""Parts against totals, shares against wholes, stated figures against computed ones."""

from collections.abc import Iterator
from decimal import Decimal

from flows.consistency_finding import Finding, FindingPlace
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import cost_lines
from flows.snapshot_items import tasks_under
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_stated import stated_figures
from flows.snapshot_values import amount_of, awaited, reported_tasks, turns_of, words_of


def parts_beside_totals(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find totals that differ from the sum of their parts, where both were said."""
    costs, stated = questions.costs, questions.stated
    for task in reported_tasks(snapshot):
        lines = cost_lines(task, costs)
        shown = not any(line.counted for line in lines)
        parts: list[Decimal | None] = [line.part.amount for line in lines if line.turn and (line.counted or shown)]
        yield from _not_the_sum(task, costs.total, parts)
        both = [amount_of(task, stated.town), amount_of(task, stated.other)]
        if None not in both:
            yield from _not_the_sum(task, stated.total, both)


def shares_above_totals(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find shares of the town that are more than the whole."""
    projects, stated = questions.projects, questions.stated
    for task in reported_tasks(snapshot):
        for turn in turns_of(task, projects.turns):
            name = words_of(task, projects.name, turn.instance)
            yield from _above(task, projects.town, projects.amount, turn.instance, name)
        for part in (stated.town, stated.other):
            yield from _above(task, part, stated.total, "", "")


def stated_beside_computed(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find stated figures that differ from what the answers add up to, once nobody is awaited there."""
    tasks = tuple(reported_tasks(snapshot))
    for figure in stated_figures(snapshot, questions):
        if figure.computed is None or figure.stated.amount == figure.computed.amount:
            continue
        if any(awaited(task) for task in tasks_under(figure.item, snapshot.plan, tasks)):
            continue
        yield Finding(
            code=f"stated_{figure.figure}",
            places=(_place(figure.task, figure.question),),
            stated=figure.stated.amount,
            computed=figure.computed.amount,
            unit=figure.unit,
        )


def _not_the_sum(task: TaskSnapshot, total: str, parts: list[Decimal | None]) -> Iterator[Finding]:
    stated, said = amount_of(task, total), [part for part in parts if part is not None]
    if stated is not None and said and sum(said) != stated:
        computed = sum(said, Decimal(0))
        yield Finding(code="parts", places=(_place(task, total),), stated=stated, computed=computed, unit="CZK")


def _above(task: TaskSnapshot, part: str, whole: str, turn: str, name: str) -> Iterator[Finding]:
    share, total = amount_of(task, part, turn), amount_of(task, whole, turn)
    if share is not None and total is not None and share > total:
        place = _place(task, part, turn)
        yield Finding(code="share", places=(place,), stated=share, computed=total, unit="CZK", data={"name": name})


def _place(task: TaskSnapshot, question: str, turn: str = "") -> FindingPlace:
    return FindingPlace(item=task.item, tree=task.tree, task=task.task, question=question, instance=turn)
