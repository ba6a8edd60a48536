"""What the conversation knows of the calendar's rows that a button names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flows.approval import Approval
from flows.tasks import TaskState
from flows.wording.levels import LevelName


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedLine:
    """What an actor is asked about, and how it stands."""

    number: str
    title: str
    state: TaskState
    disowned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StepCard:
    """A row of the calendar.

    Attributes:
        addressee: Id of the person it is for, or "role:coordinator".
        head: Key of the actor above, "" = none.
        is_used: What it prepared was sent already.
        is_head_reached: Somebody of the actor above can be written to.
        asked: Everything that the actor is asked in the round, in the order of the document.
    """

    id: str
    plan: str
    round: str
    addressee: str
    actor: str
    actor_name: str
    head: str
    head_name: str
    deadline_on: date
    waiting: int
    is_used: bool = False
    is_head_reached: bool = False
    asked: tuple[AskedLine, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LateCard:
    """What an actor has not sent in a round: what an extension is about.

    Attributes:
        task: Id of the task that the button names.
        round: Id of the round.
        deadline_on: The round's own last day.
        tasks: Tasks that wait, with their states.
    """

    task: str
    plan: str
    round: str
    actor: str
    actor_name: str
    deadline_on: date
    tasks: Mapping[str, TaskState] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferCard:
    """What an actor can still send after the end of a round (G9).

    Attributes:
        round: Id of the round.
        deadline_on: The last day of the round.
        tasks: Ids of what was not supplied, in the order of the document.
    """

    plan: str
    round: str
    actor: str
    deadline_on: date
    tasks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SentCard:
    """What an actor has sent in a round that is over: a correction of it is a request to the town (C13).

    Attributes:
        levels: Name of its level by language.
        deadline_on: The last day of the round.
    """

    task: str
    plan: str
    actor: str
    actor_name: str
    number: str
    title: str
    levels: Mapping[str, LevelName]
    deadline_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingFrom:
    """What an actor did not supply; `task` is one of these tasks."""

    actor: str
    actor_name: str
    numbers: tuple[str, ...]
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundLine:
    """A thing that the checks of an edition found; `task` is the id of the task that it is about, "" = of none."""

    text: str
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionCard:
    """An edition that a button names.

    Attributes:
        round: Id of the round that it is about.
        label: The period, as printed.
        report: Key of its report.
        number: The edition's own number.
        findings: What the checks found.
        answerers: Contacts of everybody whose answers it holds.
        approval: Who approved it and when; None = not recorded.
        is_published: Those who answered were told.
    """

    id: str
    plan: str
    round: str
    label: str
    report: str
    number: int
    findings: tuple[FoundLine, ...] = ()
    missing: tuple[MissingFrom, ...] = ()
    answerers: frozenset[str] = frozenset()
    approval: Approval | None = None
    is_published: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeseenCard:
    """What will happen at one moment.

    Attributes:
        people: Who is written to, each with the actor for whom they answer.
        to_call: Names of the actors whom a coordinator will be told to call.
        told: Names of the coordinators, where they are told something.
    """

    at: datetime
    act: str
    people: tuple[str, ...] = ()
    to_call: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
