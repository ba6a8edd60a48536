"""The transitions of an interview: an input comes in, a new interview and its revisions come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.answers import Answers, JsonValue, Origin, Place, Revision
from flows.evaluation import Evaluation, Surroundings
from flows.form import Form
from flows.rejection import Rejection


@dataclass(frozen=True, kw_only=True, slots=True)
class Interview:
    """A form and what was answered so far. There is no current question: it is computed.

    Attributes:
        head_seq: Highest sequence number given so far; the next revision gets the next one.
    """

    form: Form
    answers: Answers = field(default_factory=dict)
    head_seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """The person opens the form: defaults are stored as proposals, volatile calculations are frozen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Set:
    """Write a value at a place; keeping a proposal is a Set of that value."""

    place: Place
    value: JsonValue
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveOut:
    """ "Neuvádět": nothing, on purpose. A required question can't be left out."""

    place: Place
    origin: Origin = Origin.TAPPED


@dataclass(frozen=True, kw_only=True, slots=True)
class Clear:
    """Take an answer back: the place is unanswered again."""

    place: Place
    origin: Origin = Origin.TAPPED


@dataclass(frozen=True, kw_only=True, slots=True)
class AddTurn:
    """Add a turn at the end of a repeat; `instance` is an id never used before."""

    repeat: str
    instance: str
    parent: str = ""
    origin: Origin = Origin.TAPPED


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveTurn:
    """Take a turn away; its answers stay in the history and come back with RestoreTurn."""

    repeat: str
    instance: str
    origin: Origin = Origin.TAPPED


@dataclass(frozen=True, kw_only=True, slots=True)
class RestoreTurn:
    """Bring a removed turn back to its place in the order."""

    repeat: str
    instance: str
    origin: Origin = Origin.TAPPED


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveTurn:
    """Move a turn so that it stands at `position`, from 1, among the present ones."""

    repeat: str
    instance: str
    position: int
    origin: Origin = Origin.TAPPED


Turn: TypeAlias = tuple[str, Mapping[str, JsonValue]]
"""Id of a turn and its values by question name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplaceTurns:
    """A whole list entered in one message. An id that is a present turn of the list stays that turn."""

    repeat: str
    turns: tuple[Turn, ...]
    parent: str = ""
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeOver:
    """Copy an earlier submission (`Evaluation.submission()`), its turns under new ids.

    Attributes:
        earlier: What was submitted; questions that the form no longer has or knows otherwise are passed over.
        new_ids: At least as many fresh ids as the earlier submission has turns.
        questions: Only these questions and repeats (with all inside); empty = all.
    """

    earlier: Mapping[Place, JsonValue]
    new_ids: tuple[str, ...]
    questions: frozenset[str] = frozenset()


Input: TypeAlias = (
    Open | Set | LeaveOut | Clear | AddTurn | RemoveTurn | RestoreTurn | MoveTurn | ReplaceTurns | TakeOver
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """The input holds. `revisions` are what storage appends, in order; none if nothing changed."""

    interview: Interview
    revisions: tuple[Revision, ...]
    evaluation: Evaluation


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejected:
    """The input changed nothing."""

    rejection: Rejection


def step(interview: Interview, given: Input, *, surroundings: Surroundings) -> Accepted | Rejected:
    """Apply one input; every input in every state has a result, it never raises for what a person did."""
    raise NotImplementedError


def next_place(
    evaluation: Evaluation, *, after: Place | None = None, postponed: frozenset[Place] = frozenset()
) -> Place | None:
    """The next gap to ask: the first one after a place, wrapping round, postponed ones last; None if none is left."""
    raise NotImplementedError


def interview_to_json(interview: Interview) -> JsonValue:
    """The interview without its form, as JSON; `interview_from_json` reads it back."""
    raise NotImplementedError


def interview_from_json(form: Form, data: JsonValue) -> Interview:
    """Read what `interview_to_json` wrote. Raises ValueError on anything else."""
    raise NotImplementedError
