"""What one batch of updates writes, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flows.answers import JsonValue, Origin, Place
from flows.evaluation_registers import RegisterWrite
from flows.reviews import Verdict
from flows.rights import Membership
from flows.snapshot import Turn
from flows.tasks import Role, TaskEvent, TaskState
from storage.answer_tables import TableSettled
from storage.approvals import NewApproval
from storage.coordination_writes import CoordinationWrite
from storage.report_text import ReportText
from storage.views import Dialog, Link, OutboxLink


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxRow:
    """An update as it came. `id` is minted by the caller, `raw` its text."""

    id: str
    channel: str
    external_id: str
    chat: str
    raw: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxOutcome:
    """What became of an update: "done", "ignored", or "failed: …"."""

    id: str
    outcome: str
    done_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPerson:
    """A person who joins."""

    id: str
    name: str
    language: str = ""
    zone: str = ""
    consent_at: datetime | None = None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewContact:
    """A way to reach somebody; `person` "" while nobody is bound."""

    id: str
    person: str = ""
    channel: str
    address: str
    name: str = ""
    state: str = "active"
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonChange:
    """Only what is not None changes."""

    person: str
    name: str | None = None
    language: str | None = None
    zone: str | None = None
    consent_at: datetime | None = None
    erased_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactChange:
    """Only what is not None changes."""

    contact: str
    person: str | None = None
    name: str | None = None
    state: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMembership:
    """A membership with the id of its row."""

    id: str
    membership: Membership


@dataclass(frozen=True, kw_only=True, slots=True)
class MembershipEnd:
    """A person's place in a plan ends; `actor` "" ends those without an actor."""

    person: str
    plan: str
    actor: str
    to_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSnooze:
    """A person wants to be written to at a moment of their own; everything else of the calendar waits for it."""

    id: str
    round: str
    person: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAbsence:
    """A person is away from a day to a day; a deputy, if there is one, answers meanwhile."""

    id: str
    person: str
    from_on: date
    to_on: date
    deputy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsenceEnd:
    """A person is back on a day: an absence that lasts longer ends before it."""

    person: str
    last_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteUse:
    """An invite is used up; if somebody else was quicker the batch is a WriteConflict."""

    token_hash: str
    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAccessRequest:
    """Somebody asks to be let in."""

    id: str
    contact: str
    plan: str
    words: str
    requested_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessDecision:
    """A coordinator's answer; `role` None = declined."""

    request: str
    person: str
    role: Role | None
    actor: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionRow:
    """One revision with its number; the answers' projection and the task's head_seq follow from it.

    Attributes:
        seq: head_seq of the task + 1, + 2, …
        base_seq: Seq of this place that the author saw; 0 = nothing was there.
        on_behalf: How it reached the town ("telephone", "email", "paper", "table"); "" = the author's own act.
        inbox: Id of the update that brought it, "" = none.
    """

    task: str
    seq: int
    place: Place
    value: JsonValue
    origin: Origin
    left_out: bool = False
    person: str = ""
    on_behalf: str = ""
    inbox: str = ""
    base_seq: int = 0
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskChange:
    """The changeable part of a task, whole; head_seq follows from the revisions."""

    task: str
    state: TaskState
    assignee: str
    due_at: datetime | None
    disowned_at: datetime | None
    disowned_note: str
    rev: int
    changed_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskEventRow:
    """One line of a task's history.

    Attributes:
        seq: The task's rev after it.
        undoes: The seq that it takes back.
        due_before: Of an extension: the task's own date before it; None = the round's counted.
    """

    task: str
    seq: int
    event: TaskEvent
    before: TaskState | None
    after: TaskState
    role: Role
    person: str = ""
    reason: str = ""
    undoes: int | None = None
    due_before: datetime | None = None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSubmission:
    """A numbered mark in a task's history with what counts; `how`: person, automatic, on_behalf, edited."""

    task: str
    number: int
    head_seq: int
    values: Mapping[Place, JsonValue]
    left_out: frozenset[Place] = frozenset()
    turns: tuple[Turn, ...] = ()
    person: str = ""
    how: str = "person"
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterUpdate:
    """What one submission says of the plan's registers; empty = it says nothing any more.

    Attributes:
        new_ids: A fresh id for each write, used where it makes an entry.
    """

    task: str
    plan: str
    writes: tuple[RegisterWrite, ...]
    new_ids: tuple[str, ...]
    person: str = ""
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewReview:
    """What the coordinator says to a submission; `place` None = to the whole."""

    task: str
    number: int
    submission: int
    verdict: Verdict
    place: Place | None = None
    reason: str = ""
    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAttachment:
    """A file accepted as an answer; fetching it is a job after the commit."""

    id: str
    task: str
    channel: str
    channel_file: str
    name: str
    type: str
    size: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRow:
    """A message to send. Within a contact messages leave in the order in which they were written.

    Attributes:
        lane: reply, edit or bulk.
        kind: send, edit, document, delete…
        payload: The rendered message, or what an intent needs.
        links: What it shows; becomes message links once it has a message id.
        fold_key: A waiting one of this contact with the same key becomes void; "" = none does.
        voided: A later act of the same batch made it void; it is kept but never sent.
    """

    id: str
    contact: str
    lane: str = "reply"
    kind: str = "send"
    payload: JsonValue
    links: tuple[OutboxLink, ...] = ()
    fold_key: str = ""
    not_before_at: datetime
    expires_at: datetime | None = None
    created_at: datetime
    voided: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxVoid:
    """Drop what waits for a contact under a fold key; rows written beside it in one `Writes` come after it."""

    contact: str
    fold_key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRoundEvent:
    """Something that a round does or has done, once; one that is there already stays. `round` is the row's id."""

    round: str
    event: str
    due_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Writes:
    """Everything that one batch writes, in the order in which it happened within each field.

    Attributes:
        changed_at: Instant of the batch; stored with the dialogs.
    """

    changed_at: datetime
    persons: tuple[NewPerson, ...] = ()
    contacts: tuple[NewContact, ...] = ()
    person_changes: tuple[PersonChange, ...] = ()
    contact_changes: tuple[ContactChange, ...] = ()
    memberships: tuple[NewMembership, ...] = ()
    membership_ends: tuple[MembershipEnd, ...] = ()
    invites_used: tuple[InviteUse, ...] = ()
    access_requests: tuple[NewAccessRequest, ...] = ()
    access_decisions: tuple[AccessDecision, ...] = ()
    tasks: tuple[TaskChange, ...] = ()
    revisions: tuple[RevisionRow, ...] = ()
    submissions: tuple[NewSubmission, ...] = ()
    registers: tuple[RegisterUpdate, ...] = ()
    reviews: tuple[NewReview, ...] = ()
    report_texts: tuple[ReportText, ...] = ()
    tables_settled: tuple[TableSettled, ...] = ()
    task_events: tuple[TaskEventRow, ...] = ()
    attachments: tuple[NewAttachment, ...] = ()
    round_events: tuple[NewRoundEvent, ...] = ()
    approvals: tuple[NewApproval, ...] = ()
    coordination: tuple[CoordinationWrite, ...] = ()
    snoozes: tuple[NewSnooze, ...] = ()
    absences: tuple[NewAbsence, ...] = ()
    absence_ends: tuple[AbsenceEnd, ...] = ()
    dialogs: tuple[Dialog, ...] = ()
    voids: tuple[OutboxVoid, ...] = ()
    outbox: tuple[OutboxRow, ...] = ()
    links: tuple[Link, ...] = ()
    inbox: tuple[InboxOutcome, ...] = ()
