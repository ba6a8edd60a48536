"""The frozen picture of a plan and its submissions from which a report is made.

Storage fills it in one read transaction; reports see nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.answers import JsonValue, Place
from flows.decisions import Settlement, Termination
from flows.form import Texts
from flows.plan import Plan
from flows.tasks import TaskState

FORMAT_VERSION = 2
"""Version of the snapshot's JSON. A new field with a default keeps it, any other change raises it.

1: keys sorted, which lost the order of choices, abbreviations and lines of the title page. 2: keys in their order.
"""


_NOT_SENT = frozenset({TaskState.OPEN, TaskState.STARTED, TaskState.NOT_SUPPLIED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One living turn of a repeat.

    Attributes:
        repeat: The repeat's question name.
        instance: The turn's id.
        parent: Id of the turn around it, "" at the top.
    """

    repeat: str
    instance: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskSnapshot:
    """One task with the values of the submission that counts.

    Attributes:
        task: Id of the task; sums name it as their source.
        round: Key of the round.
        ask: Key of the ask within the round.
        form: Key of the form; with form_number it finds the FormLabels.
        form_number: Number of the pinned form version.
        item: Key of the item, "" when the subject is an actor or the plan.
        tree: Key of the item's tree, "" likewise.
        actor: Key of the actor whose duty it is.
        state: Name of the task's state, e.g. "submitted", "not_supplied".
        number: Number of the submission that counts, 0 = nothing was submitted.
        submitted_at: When it was submitted, aware UTC; None with number 0.
        how: "person", "automatic", "on_behalf" or "edited"; "" with number 0.
        values: The submission's relevant values and frozen calculations; empty with number 0.
        left_out: Places the person left out on purpose ("Neuvádět").
        turns: Living turns of all repeats, each repeat's in its order.
        disowned: The actor says that the task is not theirs, and nobody has decided yet.
    """

    task: str
    round: str
    ask: str
    form: str
    form_number: int
    actor: str
    state: str
    item: str = ""
    tree: str = ""
    number: int = 0
    submitted_at: datetime | None = None
    how: str = ""
    values: Mapping[Place, JsonValue] = field(default_factory=dict)
    left_out: frozenset[Place] = frozenset()
    turns: tuple[Turn, ...] = ()
    disowned: bool = False

    @property
    def is_unfinished(self) -> bool:
        """Whether it was begun and never finished: its answers may be printed and are counted nowhere."""
        return self.state in _NOT_SENT and self.number > 0

    @property
    def is_supplied(self) -> bool:
        """Whether its answers count."""
        return self.number > 0 and not self.is_unfinished


@dataclass(frozen=True, kw_only=True, slots=True)
class FormLabels:
    """What a report prints of a form version.

    Attributes:
        form: Key of the form.
        number: Number of the version.
        questions: Question name to its label by language.
        choices: Question name to choice name to the printed label by language.
        sections: Question name to the short name of what it belongs to, by language, in the form's order; questions
            that belong to nothing named are absent.
    """

    form: str
    number: int
    questions: Mapping[str, Texts]
    choices: Mapping[str, Mapping[str, Texts]]
    sections: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """What the plan says of the time before its first round, read as answers.

    Attributes:
        label: The period as printed, e.g. "2025"; also the `round` of its tasks.
        tasks: One for each item that the plan says something of.
    """

    label: str
    tasks: tuple[TaskSnapshot, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """Everything a report may know.

    Attributes:
        plan: The plan as of its revision `plan_revision`; items, actors and titles are printed from it.
        report: Key of the report definition within the plan.
        rounds: Keys of the rounds read, in the definition's order.
        tasks: The rounds' tasks in the order of the plan's items, then actors.
        forms: Labels of every form version that a task names.
        made_at: Moment of the picture, aware UTC.
        draft: True for a working version (nothing is closed yet).
        number: The edition's number, counted from 1; a draft counts on its own.
        previous: sha256 of the edition before, "" for the first.
        earlier: The time before the first round; None where the report reads a later one, or the plan says too little.
        settlements: What was decided of different answers of several actors, oldest first.
        ended: How the plan ended before its time; None = it did not.
    """

    plan: Plan
    plan_revision: int
    report: str
    rounds: tuple[str, ...]
    tasks: tuple[TaskSnapshot, ...]
    forms: tuple[FormLabels, ...]
    made_at: datetime
    draft: bool = True
    number: int = 1
    previous: str = ""
    earlier: Earlier | None = None
    ended: Termination | None = None
    settlements: tuple[Settlement, ...] = ()
    format_version: int = FORMAT_VERSION

    def __post_init__(self) -> None:
        """Refuse a moment without a zone: it would print as another day somewhere."""
        if self.made_at.tzinfo is None:
            raise ValueError("made_at must be aware")
