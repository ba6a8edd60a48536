"""What can happen to an interview: the closed union of inputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flows.answers import JsonValue, Origin, Place


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
    """Nothing, on purpose ("Neuvádět"). A required question can't be left out."""

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
