"""What coordinators' acts ask to be written, besides messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.message import Message
from flows.answers import JsonValue
from flows.decisions import Decided
from flows.tasks import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class AskQuestion:
    """The person asks the town; `task` "" = about nothing in particular."""

    id: str
    plan: str
    task: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerQuestion:
    """Answer a partner's question; an empty answer settles it without words."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """A message to somebody else's contact; `step` counts it among what a person was sent about a round.

    Attributes:
        kind: "send", or an intent that is made when it leaves; then `payload` is what that needs.
        bulk: Not the answer to an act of theirs: it keeps to the pace of many.
        fold_key: A later one with the same key replaces one that waits.
        not_before: Earliest moment of sending, UTC.
        round: Id of the round that `step` belongs to.
        person: Whom `step` counts it for.
        occasion: Tells two turns of one step apart; the same again is not sent twice.
    """

    id: str
    contact: str
    message: Message | None = None
    kind: str = "send"
    payload: Mapping[str, JsonValue] | None = None
    bulk: bool = True
    fold_key: str = ""
    not_before: datetime | None = None
    step: str = ""
    round: str = ""
    person: str = ""
    occasion: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Something to be made for this contact when it is delivered: a picture, files."""

    kind: str
    payload: Mapping[str, JsonValue]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckMember:
    """Somebody who joined is right here."""

    membership: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveMember:
    """Somebody's place in a plan ends, or holds again; what they answered stays."""

    membership: str
    back: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveMember:
    """Somebody's place ends and another one begins; `id` is the new membership's."""

    membership: str
    id: str
    person: str
    plan: str
    role: Role
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetDigest:
    """This chat is to get the weekly digest of a plan, or no longer."""

    plan: str
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """Another actor answers a task instead, with a task of its own."""

    id: str
    task: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decide:
    """A decision about a whole round, a plan, or answers that differ; fields as in flows.decisions.Decision."""

    id: str
    plan: str
    kind: Decided
    round: str = ""
    body: Mapping[str, JsonValue] = field(default_factory=dict)
    reason: str = ""
    undoes: str = ""


BoardEffect = (
    AskQuestion
    | AnswerQuestion
    | Write
    | Wish
    | CheckMember
    | RemoveMember
    | MoveMember
    | SetDigest
    | HandOver
    | Decide
)
