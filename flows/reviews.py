"""What a coordinator said to what was submitted, and what of it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.answers import Place


class Verdict(StrEnum):
    """What a coordinator says to a submission; UNDONE takes the one before back."""

    APPROVED = "approved"
    RETURNED = "returned"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One word of a coordinator.

    Attributes:
        number: From 1 within the task.
        submission: Number of the submission that was read.
        place: The answer that it is about; None = the whole.
        reason: In the coordinator's words, "" for an approval.
        person: Id of who said it; `name` is what they are called.
    """

    number: int
    submission: int
    verdict: Verdict
    place: Place | None = None
    reason: str = ""
    person: str = ""
    name: str = ""
    at: datetime


def standing_returns(reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Give the returns that the author still has to answer: the last ones said, if nothing was said after them.

    Args:
        reviews: All of one task, in order. A return of several answers is several rows said in one breath.
    """
    last = reviews[-1] if reviews else None
    if last is None or last.verdict is not Verdict.RETURNED:
        return ()
    return tuple(
        one
        for one in reviews
        if one.verdict is Verdict.RETURNED and (one.submission, one.at) == (last.submission, last.at)
    )
