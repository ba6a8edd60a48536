"""What storage finds: frozen rows in the words of flows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from flows.answers import JsonValue, Place
from flows.rights import Membership, OnTask
from flows.snapshot import Turn
from flows.tasks import Role, TaskState

Address: TypeAlias = tuple[str, str]
"""(channel, address), e.g. ("telegram", "123456")."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialog:
    """Where the conversation with one contact stands; stored whole.

    Attributes:
        contact: Id of the contact.
        focus_task: What the next text answers; "" if nothing.
        focus: The place within that task; its question is "" if none.
        mode: The conversation's own word for what a text means now.
        screen: Number of the current screen.
        screen_outbox: Outbox id of the message that shows it, "" if none.
        seen_seq: head_seq of the focus task that the person saw.
        state: Whatever else the conversation must remember.
        rev: Grows with every change.
    """

    contact: str
    focus_task: str = ""
    focus: Place = field(default_factory=lambda: Place(question=""))
    mode: str = ""
    screen: int = 0
    screen_outbox: str = ""
    seen_seq: int = 0
    state: JsonValue = None
    rev: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """A contact and whoever is behind it.

    Attributes:
        contact: Id of the contact.
        channel: Channel of the contact.
        address: Its chat id.
        contact_state: active, blocked or gone.
        contact_name: As the channel shows it.
        person: Id of the person, "" while nobody is bound; then the fields of a person are empty.
        memberships: All, ended and future ones too; flows/rights.py looks at the dates.
        dialog: None before the first word.
        screen_ref: The channel's message id of the current screen; "" while it is not sent.
    """

    contact: str
    channel: str
    address: str
    contact_state: str
    contact_name: str
    person: str
    name: str
    language: str
    zone: str
    consent_at: datetime | None
    erased_at: datetime | None
    memberships: tuple[Membership, ...]
    dialog: Dialog | None
    screen_ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskView:
    """A task with what its ask, form version and round say of it.

    Attributes:
        plan: Key of the plan.
        round: Id of the round; round_key is the plan's own name of it.
        ask: Id of the ask; ask_key is the plan's own name of it.
        ask_role: lead, contributor, commentator or coordinator.
        form: Key of the form.
        form_version: Id of the pinned version, form_number its number.
        tree: Key of the item's tree, "" for other subjects.
        subject: Key of the item, the actor or the plan.
        actor: Key of the actor, "" for an ask to a role.
        due_at: A later date than the round's, for this task alone.
        disowned_at: Since when the partner says "not ours", undecided.
        head_seq: Seq of the newest revision, 0 if there is none.
        rev: Seq of the newest event; the next event gets rev + 1.
        submissions: Number of the last submission, 0 if there is none.
        touched_at: When it was answered last; touched_by is the person's id, touched_name their name, "" if nobody did.
    """

    id: str
    plan: str
    round: str
    round_key: str
    round_state: str
    deadline_at: datetime | None
    closes_at: datetime | None
    ask: str
    ask_key: str
    ask_role: str
    form: str
    form_version: str
    form_number: int
    subject_kind: str
    tree: str
    subject: str
    actor: str
    state: TaskState
    assignee: str
    due_at: datetime | None
    disowned_at: datetime | None
    disowned_note: str
    head_seq: int
    rev: int
    submissions: int
    changed_at: datetime
    touched_at: datetime | None = None
    touched_by: str = ""
    touched_name: str = ""

    @property
    def has_more_time(self) -> bool:
        """Whether an extension outlives the round; its end settles the task."""
        is_later = self.due_at is not None and self.closes_at is not None and self.due_at > self.closes_at
        return is_later and self.state in {TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED}

    @property
    def on(self) -> OnTask:
        """The task as flows/rights.py sees it."""
        role = Role(self.ask_role) if self.ask_role in {"commentator", "coordinator"} else Role.PARTNER
        return OnTask(plan=self.plan, actor=self.actor, role=role)


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmissionView:
    """One submission.

    Attributes:
        round_key: The plan's name of the round it belongs to.
        covers_label: What period that round covers, as printed.
        form_number: Number of the form version it was made with.
        values: Relevant values and frozen calculations.
        left_out: Places left out on purpose.
        turns: Living turns of all repeats, each repeat's in its order.
    """

    task: str
    number: int
    head_seq: int
    actor: str
    round_key: str
    covers_label: str
    form_number: int
    person: str
    how: str
    at: datetime
    values: Mapping[Place, JsonValue]
    left_out: frozenset[Place]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """What part of an answer a message made ("in") or shows ("out").

    Attributes:
        part: Number of the link within the message, from 0.
        seq: The revision, 0 if none.
    """

    contact: str
    message_ref: str
    part: int = 0
    direction: str
    task: str
    place: Place
    seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteView:
    """An invite as the database has it; `used_at`, `withdrawn_at` None while it is good."""

    id: str
    plan: str
    role: Role
    actor: str
    token_hash: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None

    def usable_at(self, at: datetime) -> bool:
        """Whether it can be redeemed at an instant."""
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessRequestView:
    """A request for access that waits for a decision; `name` is what the channel shows."""

    id: str
    plan: str
    contact: str
    person: str
    name: str
    words: str
    requested_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxLink:
    """What a message on its way out will show, once it has a message id."""

    task: str
    place: Place
    part: int = 0
    seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxView:
    """A waiting message with the address it goes to."""

    position: int
    id: str
    contact: str
    channel: str
    address: str
    lane: str
    kind: str
    payload: JsonValue
    links: tuple[OutboxLink, ...]
    fold_key: str
    not_before_at: datetime
    expires_at: datetime | None
    tries: int
    created_at: datetime
