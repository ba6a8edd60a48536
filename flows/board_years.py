"""A round beside the time before, for a coordinator who looks while it goes on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.form import Texts
from flows.plan import Plan, ReportDefinition
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import sum_costs
from flows.snapshot_outcome import outcome
from flows.snapshot_questions import EVALUATION, EvaluationQuestions
from flows.snapshot_years import Direction, Subject, direction, known_years, lasting_items

URGENT: Mapping[Direction, int] = {"worse": 0, "better": 1, "incomparable": 2, "new": 3, "same": 4}
"""In this order items are listed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemYears:
    """One item in both times; amounts are None where no costs were told."""

    subject: Subject
    before: str
    now: str
    direction: Direction
    cost_before: Decimal | None
    cost_now: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardYears:
    """A round beside the time before: what has been sent by now.

    Attributes:
        before: The time before, as printed.
        items: Those that were answered now, what got worse first, then in the plan's order.
        undone: Items that were not fulfilled then and now.
        degrees: Choices of the degree by name, with their labels.
    """

    before: str
    now: str
    items: tuple[ItemYears, ...]
    undone: tuple[Subject, ...]
    degrees: Mapping[str, Texts]

    def count(self, way: Direction) -> int:
        """Count the items that moved one way."""
        return Counter(item.direction for item in self.items)[way]

    @property
    def costs(self) -> tuple[Decimal, Decimal]:
        """Costs of the items for which both times told some, then and now."""
        both = [
            (item.cost_before, item.cost_now)
            for item in self.items
            if item.cost_before is not None and item.cost_now is not None
        ]
        return sum((then for then, _ in both), Decimal(0)), sum((now for _, now in both), Decimal(0))


def comparing_report(plan: Plan, round_key: str) -> ReportDefinition | None:
    """Find a report about a round that knows what was before it."""
    about = [report for report in plan.reports if report.rounds and report.rounds[-1] == round_key]
    known = any(item.last is not None for item in plan.items)
    return next((report for report in about if len(report.rounds) > 1 or known), None)


def compare_years(snapshot: Snapshot, questions: EvaluationQuestions = EVALUATION) -> BoardYears | None:
    """Compare what was sent by now with the time before; None where the snapshot knows of none."""
    years = known_years(snapshot)
    if len(years) < 2:
        return None
    *_, then, now = years
    items = [
        _item(subject, then.tasks.get(subject, ()), tasks, questions)
        for subject, tasks in now.tasks.items()
        if tasks[0].is_supplied
    ]
    degrees = {name: texts for form in snapshot.forms for name, texts in form.choices.get(questions.degree, {}).items()}
    return BoardYears(
        before=then.label,
        now=now.label,
        items=tuple(sorted(items, key=lambda item: URGENT[item.direction])),
        undone=tuple(one.subject for one in lasting_items(snapshot, questions)),
        degrees=degrees,
    )


def _item(
    subject: Subject,
    then: tuple[TaskSnapshot, ...],
    now: tuple[TaskSnapshot, ...],
    questions: EvaluationQuestions,
) -> ItemYears:
    before, after = (outcome(tasks[0], questions.degree) if tasks else "" for tasks in (then, now))
    costs = [sum_costs(tasks, questions.costs) for tasks in (then, now)]
    cost_before, cost_now = (each.total.amount if each.known else None for each in costs)
    return ItemYears(
        subject=subject,
        before=before,
        now=after,
        direction=direction(before, after) if before else "new",
        cost_before=cost_before,
        cost_now=cost_now,
    )
