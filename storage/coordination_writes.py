"""What a coordinator's act writes besides answers; part of a batch's Writes."""

from dataclasses import dataclass
from datetime import datetime

from flows.tasks import TaskState
from storage.decisions import NewDecision


@dataclass(frozen=True, kw_only=True, slots=True)
class NewQuestion:
    """A partner asks the town; `task` "" = about nothing in particular."""

    id: str
    plan: str
    task: str
    contact: str
    words: str
    asked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionAnswer:
    """The town answers, or settles it without words; of two who try, the first one's words stay."""

    question: str
    person: str
    answer: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberCheck:
    """A coordinator says that somebody is right here."""

    membership: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberRemoval:
    """A coordinator ends one membership; `at` None takes that back."""

    membership: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewStep:
    """A message to somebody about a round, counted like those of the ladder; a second one with its key is none."""

    id: str
    round: str
    step: str
    addressee: str
    about: str
    occasion: str
    at: datetime
    outbox: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupDigest:
    """A group is to get the weekly digest of a plan, or no longer."""

    plan: str
    contact: str
    person: str
    on: bool
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTask:
    """A task that comes to be by hand: the same ask and subject for another actor."""

    id: str
    like: str
    actor: str
    state: TaskState
    at: datetime


CoordinationWrite = (
    NewQuestion | QuestionAnswer | MemberCheck | MemberRemoval | NewStep | GroupDigest | NewTask | NewDecision
)
