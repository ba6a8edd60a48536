"""What a reaction asks to be written and said. Values only: the intake carries them out in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.conversation.board_effects import BoardEffect
from bot.conversation.edition_effects import EditionEffect
from bot.conversation.message import Document, Message
from bot.conversation.town_effects import TownEffect
from flows.answers import JsonValue, Place, Revision
from flows.evaluation_registers import RegisterWrite
from flows.reviews import Verdict
from flows.tasks import Role, TaskEvent, TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """A new message to this contact, in order.

    Attributes:
        id: Outbox id, minted by the caller.
        fold_key: A later row with the same key of the contact takes the place of a waiting one.
        not_before: Earliest moment of sending, UTC.
        removes: Outbox ids of messages to delete once this one is sent.
    """

    id: str
    message: Message | Document
    fold_key: str = ""
    not_before: datetime | None = None
    removes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Amend:
    """Change a message said earlier; `target` is its outbox id, `ref` the channel's own name where that is known."""

    id: str
    message: Message
    target: str = ""
    ref: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unbutton:
    """Take the buttons from the message under which the person tapped; its text stays."""

    id: str
    ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Void:
    """Drop what waits under a fold key."""

    fold_key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Toast:
    """A word that flashes over the chat as the answer to a tap; 200 characters at most."""

    text: str


TellButton: TypeAlias = tuple[str, str, Mapping[str, str]]
"""Key of the label, data of the button, what the label quotes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InLanguage:
    """A value of a message that reads differently in each language."""

    texts: Mapping[str, str]


Spoken: TypeAlias = str | InLanguage


@dataclass(frozen=True, kw_only=True, slots=True)
class Tell:
    """A message to the coordinators of a plan, or to those of another role, each in their language."""

    plan: str
    key: str
    data: Mapping[str, str]
    buttons: tuple[TellButton, ...] = ()
    role: Role = Role.COORDINATOR


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeDuty:
    """This person answers for the actor too from now on."""

    plan: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Extend:
    """A later last day for these tasks (id and state) alone; `round` is the row's id."""

    plan: str
    round: str
    tasks: tuple[tuple[str, TaskState], ...]
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class FillLate:
    """These tasks can be answered until a day though their round (the row's id) has closed."""

    plan: str
    round: str
    tasks: tuple[str, ...]
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimOnce:
    """Note that something of a round was done; `round` is the row's id."""

    round: str
    what: str
    is_due: bool = False
    """It is the calendar's to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revise:
    """Numbered revisions of one task; the first has seq `first_seq`. `base_seq` is what the author saw.

    Attributes:
        on_behalf: How the answer reached the town, "" = the author's own act.
    """

    task: str
    first_seq: int
    base_seq: int
    revisions: tuple[Revision, ...]
    on_behalf: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeTask:
    """A change of state, or a happening that leaves it (then before equals after).

    Attributes:
        disowned: Whether it is "not ours" from now on; None = as it is.
        due_at: The task's own date, the first instant that is too late; None = as it is.
        round_date: The task's own date is taken off: the round's counts again.
        role: In what capacity; None = as whom the task is asked of.
        undoes: Seq of the event that it takes back.
    """

    task: str
    event: TaskEvent
    before: TaskState
    after: TaskState
    reason: str = ""
    disowned: bool | None = None
    due_at: datetime | None = None
    round_date: bool = False
    role: Role | None = None
    undoes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Submit:
    """A numbered submission with the values that count in a report; `how`: person, on_behalf, edited.

    Attributes:
        registers: What it says of the plan's registers; None where the form writes none.
    """

    task: str
    number: int
    head_seq: int
    values: tuple[tuple[Place, JsonValue], ...]
    how: str = "person"
    registers: tuple[RegisterWrite, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """A coordinator's word on a submission; `number` counts within the task, `place` None = the whole."""

    task: str
    number: int
    submission: int
    verdict: Verdict
    place: Place | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TellActor:
    """A message to everybody who answers for an actor, each in their language."""

    plan: str
    actor: str
    key: str
    data: Mapping[str, Spoken]
    buttons: tuple[TellButton, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TellContact:
    """A message to somebody else, in their language."""

    contact: str
    language: str
    key: str
    data: Mapping[str, str]
    buttons: tuple[TellButton, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Snooze:
    """Keep the calendar quiet towards this person until a moment of their own."""

    until: datetime
    rounds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BeAway:
    """This person is away from a day to a day; `deputy` is the id of who answers meanwhile, "" = nobody named."""

    from_on: date
    to_on: date
    deputy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Return:
    """This person is back: absence, handing over and snooze end."""

    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkIn:
    """The person's message `ref` made part `part` of this place."""

    ref: str
    task: str
    place: Place
    part: int
    seq: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Attach:
    """A file accepted as an answer; fetching it is a job after the commit."""

    id: str
    file: str
    name: str
    size: int
    media_type: str
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePerson:
    """Only what is not None changes."""

    language: str | None = None
    zone: str | None = None
    consent: bool | None = None
    contact_state: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Redeem:
    """Use an invite up and bind the person; `token_hash` is looked up again in the same transaction."""

    token_hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AskAccess:
    """A request for access in the person's own words."""

    id: str
    plan: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SettleAccess:
    """A coordinator's decision on a request; `actor` is "" when it is declined."""

    request: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MakeReport:
    """Make the working version and send it to this contact.

    Attributes:
        formats: Which; none = all of the report's.
        ref: The message that shows how it goes, as the channel names it.
    """

    plan: str
    report: str
    formats: tuple[str, ...]
    ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SendMyData:
    """Send the person a file with everything that is stored about them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """End everything that the person is; with `erase` their name and contact go too."""

    erase: bool


OwnEffect: TypeAlias = (
    Say
    | Amend
    | Unbutton
    | Void
    | Toast
    | Tell
    | TakeDuty
    | Extend
    | FillLate
    | ClaimOnce
    | Revise
    | ChangeTask
    | Submit
    | Judge
    | TownEffect
    | TellActor
    | TellContact
    | Snooze
    | BeAway
    | Return
    | LinkIn
    | Attach
    | ChangePerson
    | Redeem
    | AskAccess
    | SettleAccess
    | MakeReport
    | SendMyData
    | Leave
)
Effect: TypeAlias = OwnEffect | EditionEffect | BoardEffect
