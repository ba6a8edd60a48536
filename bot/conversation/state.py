"""What the conversation knows of a person: the dialog, the tasks, the plan around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flows.answers import Answers, JsonValue, Place
from flows.evaluation import Evaluation, Surroundings
from flows.form import Form
from flows.interview import Interview
from flows.plan import Item, Plan
from flows.reviews import Review
from flows.rights import Membership
from flows.tasks import Role, TaskState
from flows.wording.levels import LevelName


class Mode(StrEnum):
    """What the next text of a person means."""

    IDLE = "idle"
    ASK = "ask"
    ECHO = "echo"
    OPTIONS = "options"
    CONFLICT = "conflict"
    CHECK = "check"
    MORE = "more"
    NOT_OURS = "not_ours"
    PICK = "pick"
    KIND = "kind"
    ASK_TOWN = "ask_town"
    STRAY = "stray"
    REQUEST = "request"
    JOIN = "join"
    EDIT = "edit"
    REVIEW = "review"
    RETURN = "return"
    KEEP = "keep"
    BEHALF = "behalf"
    REWORD = "reword"
    REPORT_TEXT = "report_text"
    EXTENSION = "extension"
    NUDGE_TEXT = "nudge_text"
    REPLY = "reply"
    REASON = "reason"
    NEW_DATE = "new_date"
    ROUND_DATE = "round_date"
    ROUND_REASON = "round_reason"
    ROUND_END = "round_end"
    RESOLUTION = "resolution"
    SNOOZE = "snooze"
    AWAY = "away"
    ZONE = "zone"
    ENTRY = "entry"


@dataclass(frozen=True, kw_only=True, slots=True)
class Behalf:
    """For whom a coordinator enters answers now, and how they reached the town.

    Attributes:
        medium: "telephone", "email", "paper" or "table".
    """

    plan: str
    actor: str
    medium: str


TRIAL_TASK = "try-"
"""Beginning of the ids of tasks that only a trial has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A coordinator tries the questions out as a partner: what is answered here lives in this chat alone.

    Attributes:
        actor: As whom.
        proposal: Id of a form that came and is not used yet; "" = the plan's own questions.
        tasks: What was answered so far, by id of the trial's task.
    """

    plan: str
    actor: str
    proposal: str = ""
    tasks: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialog:
    """Where a chat stands; one row per contact.

    Attributes:
        task: Id of the task in focus, "" if none.
        place: What the next text answers.
        screen: Number of the current screen; buttons of an older one are stale.
        screen_message: Outbox id of the message that shows it.
        screen_text: Its text, so that it can be amended without asking the channel.
        seen_seq: Revision of the place that the person saw when the screen was made.
        to_check: The answer was opened from the check screen and leads back there.
        postponed: Places put off with "Později", as (task, question, instance).
        stash: What a mode must remember between two messages.
        behalf: For whom a coordinator enters answers; None = everybody answers for themselves.
        trial: The trial that goes on in this chat; None = everything counts.
        last_tap: Message and data of the last tap that had an effect; the same again is a double tap.
    """

    contact: str
    mode: Mode = Mode.IDLE
    task: str = ""
    place: Place | None = None
    screen: int = 0
    screen_message: str = ""
    screen_text: str = ""
    seen_seq: int = 0
    to_check: bool = False
    postponed: frozenset[tuple[str, str, str]] = frozenset()
    stash: Mapping[str, JsonValue] = field(default_factory=dict)
    behalf: Behalf | None = None
    trial: Trial | None = None
    last_tap: str = ""
    rev: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundCard:
    """What a message says of a round. `deadline_on` is the last day in the plan's zone.

    Attributes:
        closed: Nothing more can be answered.
        late: The round has closed, and this task has more time.
    """

    id: str
    key: str
    label: str
    deadline_on: date
    closed: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """A task as a list shows it: all but its answers.

    Attributes:
        form: The form that asks.
        levels: Name of the item's level with its forms, by language; for an actor or plan a general one.
        number: Number of the item, "" for an actor or the plan.
        order: Sort key in the walk.
        ask: Key of the ask.
        role: Whom the ask addresses.
        touched_at: When it was answered last; touched_by and touched_name say by whom, "" = by nobody known.
        before: The tasks that its ask waits for, as they were answered.
        item: What it is about, None for an actor or the plan.
    """

    id: str
    plan: Plan
    round: RoundCard
    form: Form
    levels: Mapping[str, LevelName]
    number: str
    title: str
    actor: str
    actor_name: str
    role: Role
    order: tuple[object, ...]
    ask: str
    state: TaskState
    head_seq: int
    rev: int
    submissions: int = 0
    disowned: bool = False
    touched_at: datetime | None = None
    touched_by: str = ""
    touched_name: str = ""
    before: tuple["TaskCard", ...] = ()
    item: Item | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskCard(TaskLine):
    """A task with its interview, ready to be talked about.

    Attributes:
        evaluation: The full pass over the interview as it stands.
        last: The earlier submission of the same form and subject, if there is one.
        returns: What the coordinator wants completed, while the task is returned.
        sent_head: Seq up to which it was written when it was submitted last; told of returned tasks only.
    """

    interview: Interview
    evaluation: Evaluation
    surroundings: Surroundings
    last: Answers | None = None
    returns: tuple[Review, ...] = ()
    sent_head: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonCard:
    """Who is talking.

    Attributes:
        contact: Id of the contact (channel + address).
        address: The channel's own name of the chat.
        person: Id of the person; "" while nobody is bound to the contact.
        zone: IANA name of the zone that the person chose, "" = the plan's.
    """

    contact: str
    address: str
    person: str = ""
    name: str = ""
    language: str = "cs"
    zone: str = ""
    consent_at: datetime | None = None
    memberships: tuple[Membership, ...] = ()
