"""How the values of a submission lie in its JSON column."""

from collections.abc import Mapping
from typing import Any

from flows.answers import JsonValue, Place
from flows.snapshot import Turn


def body_to_json(
    values: Mapping[Place, JsonValue], left_out: frozenset[Place], turns: tuple[Turn, ...]
) -> dict[str, Any]:
    """Write values, left-out places and turns; places in order, so that equal submissions are equal text."""
    return {
        "values": [[place.question, place.instance, values[place]] for place in sorted(values)],
        "left_out": [[place.question, place.instance] for place in sorted(left_out)],
        "turns": [[turn.repeat, turn.instance, turn.parent] for turn in turns],
    }


def body_from_json(body: dict[str, Any]) -> tuple[dict[Place, JsonValue], frozenset[Place], tuple[Turn, ...]]:
    """Read what body_to_json wrote."""
    values = {Place(question=question, instance=instance): value for question, instance, value in body["values"]}
    left_out = frozenset(Place(question=question, instance=instance) for question, instance in body["left_out"])
    turns = tuple(Turn(repeat=repeat, instance=turn, parent=parent) for repeat, turn, parent in body["turns"])
    return values, left_out, turns
