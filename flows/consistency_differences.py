"""What several actors say differently about one item, and nobody has decided yet."""

from collections.abc import Iterator

from flows.consistency_finding import Finding, FindingPlace
from flows.differences import differences, undecided
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import reported_tasks


def different_answers(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find differences between the lead and others, the lead's answer first."""
    found = differences(reported_tasks(snapshot), snapshot.plan, questions)
    for one in undecided(found, snapshot.settlements):
        lead, *others = one.sides
        other = next(side for side in others if side.value != lead.value)
        yield Finding(
            code="differs" if lead.amount is not None else "differs_choice",
            places=tuple(
                FindingPlace(
                    item=one.item,
                    tree=one.tree,
                    task=side.task,
                    question=side.place.question,
                    instance=side.place.instance,
                )
                for side in (lead, other)
            ),
            stated=lead.amount,
            computed=other.amount,
            unit="CZK" if one.question == questions.costs.amount else "",
            data={"name": one.name},
        )
