"""Which figures of an answer are estimates: they are asked again before the collection closes."""

from collections.abc import Container

from flows.answers import Place
from flows.evaluation import Evaluation, Node
from flows.form import Kind
from flows.snapshot import Snapshot
from flows.snapshot_values import ESTIMATE


def estimate_marks(evaluation: Evaluation) -> tuple[Node, ...]:
    """Give the marks that call a figure an estimate now; those of gone turns and irrelevant questions do not."""
    return tuple(
        node
        for node in evaluation.nodes
        if node.question.kind is Kind.ACKNOWLEDGE
        and "toggle" in node.question.settings
        and node.relevant
        and node.answered
    )


def estimated(evaluation: Evaluation) -> tuple[Place, ...]:
    """Give the places of the figures that are called estimates; a mark for a whole list stands for the list."""
    names = evaluation.form.by_name
    return tuple(_figure(mark, names) for mark in estimate_marks(evaluation))


def estimates_in(snapshot: Snapshot) -> int:
    """Count the figures of a report's submissions that are called estimates."""
    values = (pair for task in snapshot.tasks for pair in task.values.items())
    return sum(place.question.endswith(ESTIMATE) and bool(value) for place, value in values)


def _figure(mark: Node, names: Container[str]) -> Place:
    named = mark.question.name.removesuffix(ESTIMATE)
    toggles = mark.question.settings["toggle"]
    return Place(question=named if named in names else toggles, instance=mark.place.instance)
