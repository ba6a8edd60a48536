"""Which decisions about a whole round are possible as it stands: one place for chat and command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.decisions import Decided, Decision, standing
from flows.tasks import Refusal

LONGEST_DAYS = 183
"""No round is made longer than by half a year: such a date is a slip of the finger."""
TAKEN_BACK = frozenset({Decided.EXTENDED, Decided.CLOSED, Decided.REOPENED, Decided.ENDED})


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundStanding:
    """How a round stands towards decisions about it.

    Attributes:
        is_open: It can be answered.
        deadline_on: Its last local day.
        today: The plan's local day.
        decisions: What was decided of it and of its plan.
    """

    is_open: bool
    deadline_on: date
    today: date
    decisions: tuple[Decision, ...] = ()


def refusal(kind: Decided, at: RoundStanding, *, to: date | None = None) -> Refusal | None:
    """Say why a decision is not possible; None = it is.

    Args:
        kind: EXTENDED, CLOSED, REOPENED or ENDED.
        at: How the round stands.
        to: The new last day, for the first and the third, once it is known.
    """
    ended = any(one.kind is Decided.ENDED for one in standing(at.decisions))
    match kind:
        case Decided.EXTENDED | Decided.CLOSED if not at.is_open:
            return Refusal(code="round.is_closed")
        case Decided.REOPENED if at.is_open:
            return Refusal(code="round.is_open")
        case Decided.ENDED if ended:
            return Refusal(code="plan.has_ended")
    if to is None:
        return None
    floor = max(at.deadline_on, at.today) if kind is Decided.EXTENDED else at.today
    is_later = to > at.deadline_on if kind is Decided.EXTENDED else to >= at.today
    if to < at.today or not is_later or (to - floor).days > LONGEST_DAYS:
        return Refusal(code="round.bad_day")
    return None


def last_decision(decisions: Iterable[Decision]) -> Decision | None:
    """Give the newest decision that can be taken back; the ones before it stand under it."""
    some = [one for one in standing(decisions) if one.kind in TAKEN_BACK]
    return some[-1] if some else None
