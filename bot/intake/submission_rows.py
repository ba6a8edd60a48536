"""Submissions, and what coordinators say to them, as rows."""

from collections.abc import Mapping

from bot.conversation.effects import Judge, Submit
from bot.intake.act import Act
from flows.answers import JsonValue, Place
from flows.snapshot import Turn
from storage.writes import NewReview, NewSubmission, RegisterUpdate


def submission_row(act: Act, effect: Submit) -> NewSubmission:
    """Part what was submitted into values, places left out, and turns."""
    turns = [(place, value) for place, value in effect.values if isinstance(value, dict) and "order" in value]
    ordered = sorted(turns, key=lambda pair: (pair[0].question, int(str(pair[1]["order"]))))
    others = [(place, value) for place, value in effect.values if not (isinstance(value, dict) and "order" in value)]
    return NewSubmission(
        task=effect.task,
        number=effect.number,
        head_seq=effect.head_seq,
        values={place: value for place, value in others if value is not None},
        left_out=frozenset(place for place, value in others if value is None),
        turns=tuple(turn_of(place, value) for place, value in ordered),
        person=act.person.person,
        how=effect.how,
        at=act.now,
    )


def review_row(act: Act, effect: Judge) -> NewReview:
    """Write a coordinator's word on a submission."""
    return NewReview(
        task=effect.task,
        number=effect.number,
        submission=effect.submission,
        verdict=effect.verdict,
        place=effect.place,
        reason=effect.reason,
        person=act.person.person,
        at=act.now,
    )


def register_update(act: Act, effect: Submit) -> tuple[RegisterUpdate, ...]:
    """Write what a submission says of the registers, nothing where there is nothing to say or to take back."""
    if effect.registers is None or (effect.number == 1 and not effect.registers):
        return ()
    update = RegisterUpdate(
        task=effect.task,
        plan=act.views[effect.task].plan,
        writes=effect.registers,
        new_ids=tuple(act.mint() for _ in effect.registers),
        person=act.person.person,
        at=act.now,
    )
    return (update,)


def turn_of(place: Place, value: Mapping[str, JsonValue]) -> Turn:
    """Write a turn as a submission keeps it."""
    return Turn(repeat=place.question, instance=place.instance, parent=str(value.get("parent", "")))
