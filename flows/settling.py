"""What a coordinator decided of different answers, put into the tasks that a report reads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from flows.answers import JsonValue, Place
from flows.decisions import Decided, Decision, Settlement, standing
from flows.differences import Difference, decided, differences
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_questions import EVALUATION, EvaluationQuestions
from flows.snapshot_sums import plain
from flows.snapshot_values import amount_of


def settlements(decisions: Iterable[Decision]) -> tuple[Settlement, ...]:
    """Give the decisions about differences that still stand, oldest first."""
    return tuple(settlement(one.body) for one in standing(decisions) if one.kind is Decided.SETTLED)


def settlement(body: Mapping[str, JsonValue]) -> Settlement:
    """Read a decision about a difference as it is kept."""
    subject, said = body["subject"], body["said"]
    if not isinstance(subject, list) or not isinstance(said, dict):
        raise TypeError("no decision about a difference")
    round_, tree, item, question, name = (str(part) for part in subject)
    return Settlement(
        subject=(round_, tree, item, question, name),
        said={task: str(value) for task, value in said.items()},
        holds=str(body["holds"]),
    )


def settlement_body(difference: Difference, holds: str) -> dict[str, JsonValue]:
    """Write a decision about a difference as it is kept; `holds` "" = the sum."""
    return {"subject": list(difference.subject), "said": dict(difference.said), "holds": holds}


def settled(snapshot: Snapshot, questions: EvaluationQuestions = EVALUATION) -> Snapshot:
    """Put what was decided into the lead's answers, which a report reads; all others stay as they were said."""
    changes: dict[str, dict[Place, JsonValue]] = {}
    for difference in differences(snapshot.tasks, snapshot.plan, questions) if snapshot.settlements else ():
        fitting, lead = decided(difference, snapshot.settlements), difference.sides[0]
        if fitting is not None and lead.is_lead:
            changes.setdefault(lead.task, {})[lead.place] = fitting.value
    tasks = (_changed(task, changes[task.task], questions) if task.task in changes else task for task in snapshot.tasks)
    return replace(snapshot, tasks=tuple(tasks)) if changes else snapshot


def _changed(task: TaskSnapshot, changes: Mapping[Place, JsonValue], questions: EvaluationQuestions) -> TaskSnapshot:
    """Change values; a total that was calculated from changed costs moves with them."""
    values = {**task.values, **changes}
    total, costs = Place(question=questions.costs.total), questions.costs.amount
    before = amount_of(task, questions.costs.total)
    if before is not None:
        moved = sum(
            (
                Decimal(str(value)) - (amount_of(task, costs, place.instance) or Decimal(0))
                for place, value in changes.items()
                if place.question == costs
            ),
            Decimal(0),
        )
        values[total] = plain(before + moved)
    return replace(task, values=values)
