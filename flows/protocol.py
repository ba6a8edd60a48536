"""What happened in one round, for the file: who was asked, reminded, answered, what was returned and decided.

It holds no answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.approval import Approval
from flows.decisions import Decision
from flows.plan import Item, Plan
from flows.tasks import TaskState

ItemKey = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedTask:
    """One task of the round; `actor` "" = whoever has the role of its ask."""

    id: str
    tree: str
    subject: str
    actor: str
    role: str
    state: TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class Joining:
    """Somebody's place at an actor; `to_at` None = it holds."""

    actor: str
    name: str
    from_at: datetime
    to_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminded:
    """A message of the calendar that went out.

    Attributes:
        act: What it was.
        name: Whom it was for, "" = all coordinators, or somebody erased.
        is_to_coordinators: Whether it was for all coordinators.
    """

    at: datetime
    act: str
    name: str
    is_to_coordinators: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """An event of a task.

    Attributes:
        name: Who did it, "" = the program, the command line, or somebody erased.
        is_erased: Whether it was somebody whose name is kept no more.
        role: In what capacity.
        how: How a submission came, "" for other events.
    """

    at: datetime
    task: str
    event: str
    name: str
    is_erased: bool
    role: str
    reason: str
    how: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """An edition of a report that reads the round."""

    title: str
    number: int
    at: datetime
    sha256: str
    approval: Approval | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Protocol:
    """Everything that the protocol of a round says.

    Attributes:
        key: The plan's own name of the round.
        closed_at: When it was closed, None = it is open.
        made_at: The moment that it tells of.
    """

    plan: Plan
    key: str
    title: str
    opens_at: datetime
    deadline_at: datetime
    closed_at: datetime | None
    made_at: datetime
    items: Mapping[ItemKey, Item]
    tasks: tuple[AskedTask, ...]
    joinings: tuple[Joining, ...]
    reminders: tuple[Reminded, ...]
    happened: tuple[Happened, ...]
    decisions: tuple[Decision, ...]
    editions: tuple[Issued, ...]
