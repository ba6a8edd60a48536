"""How a round stands, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.tasks import TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundStatus:
    """How a round stands, counted by the storage.

    Attributes:
        states: Number of tasks by state.
        disowned: How many of them are "not ours".
        groups: Per item of the tree's top level its number, how many were sent, how many there are.
        answering: Actors with at least one task that is begun or sent.
        actors: Actors with a task.
        not_joined: Actors whom nobody has joined.
    """

    plan: str
    title: str
    opens_on: date
    deadline_on: date
    states: Mapping[TaskState, int]
    disowned: int
    groups: tuple[tuple[str, int, int], ...]
    answering: int
    actors: int
    not_joined: int
