"""What was submitted, parted into values, places left out, and turns."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flows.answers import JsonValue, Place
from flows.snapshot import Turn
from storage.writes import NewSubmission


def new_submission(
    task: str,
    *,
    number: int,
    head_seq: int,
    values: Sequence[tuple[Place, JsonValue]],
    person: str = "",
    how: str,
    at: datetime,
) -> NewSubmission:
    """Make the row of a submission.

    Args:
        task: Id of the task.
        number: Its number within the task.
        head_seq: The newest revision that it holds.
        values: What the evaluation gives as submitted; None where a place was left out on purpose.
        person: Who sent it, "" = the program.
        how: As the storage names it.
        at: Now.
    """
    turns = [(place, value) for place, value in values if isinstance(value, dict) and "order" in value]
    ordered = sorted(turns, key=lambda pair: (pair[0].question, int(str(pair[1]["order"]))))
    others = [(place, value) for place, value in values if not (isinstance(value, dict) and "order" in value)]
    return NewSubmission(
        task=task,
        number=number,
        head_seq=head_seq,
        values={place: value for place, value in others if value is not None},
        left_out=frozenset(place for place, value in others if value is None),
        turns=tuple(turn_of(place, value) for place, value in ordered),
        person=person,
        how=how,
        at=at,
    )


def turn_of(place: Place, value: Mapping[str, JsonValue]) -> Turn:
    """Write a turn as a submission keeps it."""
    return Turn(repeat=place.question, instance=place.instance, parent=str(value.get("parent", "")))
