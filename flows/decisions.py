"""What coordinators decide of a whole round, of a plan, and of answers that differ: kept with reason and author."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.answers import JsonValue
from flows.reading.approvals import resolution_number


class Decided(StrEnum):
    """What was decided.

    Attributes:
        EXTENDED: The round ends later; "from" and "to" are its last days before and after.
        CLOSED: The round ends at once; "from" is its last day before.
        REOPENED: A round that had ended goes on; "to" is its new last day.
        ENDED: The whole plan ends early; see `Termination`. "fills" is what is said where nothing was answered.
        SETTLED: Of several answers to one question one holds, or their sum; see flows/differences.py.
        ASKED: Those who answered differently are asked.
    """

    EXTENDED = "extended"
    CLOSED = "closed"
    REOPENED = "reopened"
    ENDED = "ended"
    SETTLED = "settled"
    ASKED = "asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        round: Id of the round, "" = the whole plan.
        body: What the kind needs.
        person: Who decided, by name; "" = the command line, or somebody erased.
        is_erased: Whether somebody decided whose name is kept no more.
        undoes: Id of the decision that this one takes back; then `kind` is that one's.
    """

    id: str
    kind: Decided
    round: str = ""
    body: Mapping[str, JsonValue] = field(default_factory=dict)
    reason: str = ""
    person: str = ""
    is_erased: bool = False
    at: datetime
    undoes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Termination:
    """A plan that ended before its time.

    Attributes:
        on: The last day of its validity.
        body: Who decided, as written: "zastupitelstvo města".
        resolution: Number of the resolution, without the word; "" = none.
    """

    on: date
    body: str
    resolution: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """A decision about different answers of several actors to one question.

    Attributes:
        subject: Round, tree, item, question, and what tells the turn of a repeat (folded).
        said: What was said by whom when it was decided, by task; a later answer makes the decision void.
        holds: Id of the task whose answer holds; "" = the sum of all.
    """

    subject: tuple[str, str, str, str, str]
    said: Mapping[str, str]
    holds: str = ""

    @property
    def value(self) -> str:
        """What holds."""
        if self.holds:
            return self.said[self.holds]
        return format(sum((Decimal(one) for one in self.said.values()), Decimal(0)), "f")


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Give the decisions that were not taken back, oldest first."""
    some = sorted(decisions, key=lambda one: (one.at, one.id))
    gone = {one.undoes for one in some if one.undoes}
    return tuple(one for one in some if not one.undoes and one.id not in gone)


def termination(decisions: Iterable[Decision]) -> Termination | None:
    """Give how a plan ended early; None = it did not, or that was taken back."""
    ended = [one for one in standing(decisions) if one.kind is Decided.ENDED]
    if not ended:
        return None
    body = ended[-1].body
    return Termination(
        on=date.fromisoformat(str(body["on"])),
        body=str(body["body"]),
        resolution=resolution_number(str(body.get("resolution", ""))),
    )


def extended_to(decisions: Iterable[Decision], round_id: str) -> date | None:
    """Give the last day that a round was given when it was made longer or opened again; None = it was not."""
    longer = [
        one for one in standing(decisions) if one.round == round_id and one.kind in {Decided.EXTENDED, Decided.REOPENED}
    ]
    return date.fromisoformat(str(longer[-1].body["to"])) if longer else None
