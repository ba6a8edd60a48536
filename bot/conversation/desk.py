"""What lies on a coordinator's desk: what was submitted and waits for a word, and what was said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.conversation.state import TaskCard
from flows.answers import Answers, JsonValue, Place
from flows.interview import Input
from flows.reviews import Review
from flows.snapshot import Turn
from flows.tasks import TaskEvent, TaskState


class QueueLine(NamedTuple):
    """One submitted task in the queue, as light as the list needs it, a tuple; `order` is its place in the document."""

    task: str
    plan: str
    actor: str
    actor_name: str
    number: str
    title: str
    state: TaskState
    rev: int
    order: tuple[object, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Submitted:
    """What a task's last submission says.

    Attributes:
        answers: Its values as answers, so that they can be shown like present ones.
        how: "person", "automatic", "on_behalf" or "edited".
    """

    number: int
    head_seq: int
    answers: Answers
    values: Mapping[Place, JsonValue]
    left_out: frozenset[Place]
    turns: tuple[Turn, ...]
    how: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One line of a task's history, with the name of whoever did it."""

    seq: int
    event: TaskEvent
    before: TaskState | None
    after: TaskState
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedTable:
    """An answer table that came back: inputs by task, each with the head that they were tried on."""

    id: str
    plan: str
    actor: str
    inputs: Sequence[tuple[str, int, Sequence[Input]]]
    waiting: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What the acts of a batch may look at; rights are asked for every task.

    Attributes:
        queue: Submitted tasks by plan, in the order of the document.
        cards: Tasks that are read or decided now.
        submitted: Their last submissions.
        reviews: What was said to them before, in order.
        events: Their histories, in order.
        reached: How many people of an actor can be written to, by (plan, actor).
    """

    queue: Mapping[str, tuple[QueueLine, ...]] = field(default_factory=dict)
    cards: Mapping[str, TaskCard] = field(default_factory=dict)
    submitted: Mapping[str, Submitted] = field(default_factory=dict)
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    events: Mapping[str, tuple[Happened, ...]] = field(default_factory=dict)
    reached: Mapping[tuple[str, str], int] = field(default_factory=dict)
