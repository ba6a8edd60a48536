"""Submissions, and what coordinators say to them, as rows."""

from bot.conversation.effects import Judge, Submit
from bot.intake.act import Act
from bot.intake.submitted import new_submission
from storage.writes import NewReview, NewSubmission, RegisterUpdate


def submission_row(act: Act, effect: Submit) -> NewSubmission:
    """Write a submission of whoever acts."""
    return new_submission(
        effect.task,
        number=effect.number,
        head_seq=effect.head_seq,
        values=effect.values,
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
