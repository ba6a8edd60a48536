"""What a coordinator sees of one round: tasks, people, questions; and the pure counts over them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from flows.decisions import Decision
from flows.plan import Item, Plan
from flows.tasks import Role, TaskState

SENT = frozenset({TaskState.SUBMITTED, TaskState.CORRECTED, TaskState.APPROVED})
UNFINISHED = frozenset({TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED})
DAY = timedelta(days=1)

ItemKey = tuple[str, str]
"""Tree and key of an item."""


class BoardTask(NamedTuple):
    """A task as the list of a round has it; a tuple, since there are ten thousand of them in a screen.

    Attributes:
        subject: Key of the item, the actor or the plan.
        tree: Tree of the item, "" for other subjects.
        actor: "" where a role is asked.
        role: lead, contributor, commentator or coordinator.
        disowned_at: Since when the partner says "not ours", undecided.
        due_at: A later date than the round's.
        rev: Seq of its newest event.
        ask: Id of what is asked.
        begun: Whether there are answers, sent or not.
    """

    id: str
    subject: str
    tree: str
    actor: str
    role: str
    state: TaskState
    disowned_at: datetime | None
    due_at: datetime | None
    rev: int
    changed_at: datetime
    ask: str
    begun: bool

    @property
    def waits(self) -> bool:
        """Whether its actor still has something to do."""
        return self.state in UNFINISHED and self.disowned_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardPerson:
    """One membership with one way to reach the person.

    Attributes:
        membership: Id of the membership.
        contact_state: active, blocked or gone.
        checked_at: When a coordinator said that the person is right here.
        heard_at: When the person last did anything in the chat.
    """

    membership: str
    person: str
    name: str
    language: str
    role: Role
    actor: str
    contact: str
    address: str
    contact_state: str
    joined_at: datetime
    checked_at: datetime | None
    heard_at: datetime | None

    @property
    def last_sign(self) -> datetime:
        """When they last did anything, joining included."""
        return max(self.joined_at, self.heard_at or self.joined_at)


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardQuestion:
    """A question of a partner that waits for the coordinator's answer."""

    id: str
    task: str
    contact: str
    language: str
    name: str
    actor: str
    text: str
    asked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryLine:
    """One thing that happened to a task.

    Attributes:
        what: An event of flows/tasks.py, "review" or "answer".
        seq: Of the event; 0 for others.
        person: Name of whoever did it, "" = the program, or somebody erased.
        is_erased: Whether it was somebody whose name is kept no more.
        detail: Reason of the event or the review.
        question: Name of the question, of an answer or review.
        old: State before, or value before.
        new: State after, or the verdict.
        values: What was answered: the value, or each of several.
        on_behalf: How an answer reached the town, "" = the author's own act.
        undoes: Seq of the event that it takes back; 0 = none.
        due_before: Of an extension: the task's own date before it; None = the round's counted.
    """

    at: datetime
    what: str
    seq: int = 0
    person: str = ""
    is_erased: bool = False
    detail: str = ""
    question: str = ""
    old: str = ""
    new: str = ""
    values: tuple[str, ...] = ()
    on_behalf: str = ""
    undoes: int = 0
    due_before: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """One open or closed round of a plan with everything that the coordinator's screens show.

    Attributes:
        round: Id of the round.
        key: The plan's own name of it.
        label: Period that it covers, as printed.
        opens_on: First local day.
        deadline_on: Last local day.
        items: Living items of the plan.
        order: Place of each item in the document.
        people: Partners, by actor and joining.
        reminded: When a person was last reminded of this round.
        away: Until which day a person does not want to be written to.
        decisions: What was decided of the whole round and of its plan, oldest first.
    """

    plan: Plan
    round: str
    key: str
    title: str
    label: str
    opens_on: date
    deadline_on: date
    is_open: bool
    items: Mapping[ItemKey, Item]
    order: Mapping[ItemKey, int]
    tasks: tuple[BoardTask, ...]
    people: tuple[BoardPerson, ...]
    questions: tuple[BoardQuestion, ...] = ()
    reminded: Mapping[str, datetime] = field(default_factory=dict)
    away: Mapping[str, date] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    @property
    def owed(self) -> tuple[BoardTask, ...]:
        """What organisations owe; what is asked of the coordinator or an expert is counted nowhere."""
        return tuple(task for task in self.tasks if task.actor)

    def tasks_of(self, actor: str) -> tuple[BoardTask, ...]:
        """The tasks of an actor, in the order of the document."""
        found = (task for task in self.tasks if task.actor == actor)
        return tuple(sorted(found, key=lambda task: self.order.get((task.tree, task.subject), -1)))

    def people_of(self, actor: str) -> tuple[BoardPerson, ...]:
        """Who has joined for an actor."""
        return tuple(one for one in self.people if one.actor == actor)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many of some tasks stand how."""

    states: Mapping[TaskState, int]
    disowned: int

    @property
    def total(self) -> int:
        """All that are expected: what was cancelled is not."""
        return sum(count for state, count in self.states.items() if state is not TaskState.CANCELLED)

    @property
    def sent(self) -> int:
        """Submitted, corrected or approved."""
        return sum(count for state, count in self.states.items() if state in SENT)


def tally(tasks: Iterable[BoardTask]) -> Tally:
    """Count tasks by state."""
    some = tuple(tasks)
    return Tally(
        states=Counter(task.state for task in some), disowned=sum(task.disowned_at is not None for task in some)
    )


def actors_asked(board: Board) -> tuple[str, ...]:
    """Keys of the actors with a task that was not cancelled, in the plan's order."""
    asked = {task.actor for task in board.tasks if task.actor and task.state is not TaskState.CANCELLED}
    known = [actor.key for actor in board.plan.actors if actor.key in asked]
    return (*known, *sorted(asked - set(known)))


def joined(board: Board) -> frozenset[str]:
    """Actors for whom somebody has joined."""
    return frozenset(one.actor for one in board.people if one.role is Role.PARTNER)


def not_joined(board: Board) -> tuple[str, ...]:
    """Actors who are asked something and whom nobody has joined: they can only be called."""
    here = joined(board)
    return tuple(actor for actor in actors_asked(board) if actor not in here)


def begun(board: Board) -> frozenset[str]:
    """Actors with at least one task that is no longer untouched."""
    return frozenset(
        task.actor for task in board.tasks if task.state is not TaskState.OPEN or task.disowned_at is not None
    )


def silent(board: Board) -> tuple[str, ...]:
    """Actors who have joined and have begun nothing."""
    here, answering = joined(board), begun(board)
    return tuple(actor for actor in actors_asked(board) if actor in here and actor not in answering)


def unfinished(board: Board) -> tuple[str, ...]:
    """Actors who still have something to do, joined or not."""
    waiting = {task.actor for task in board.tasks if task.waits}
    return tuple(actor for actor in actors_asked(board) if actor in waiting)


def silent_since(board: Board, actor: str) -> datetime | None:
    """The last sign of life of an actor's people; None if nobody has joined."""
    return max((one.last_sign for one in board.people_of(actor)), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What happened in a span of time."""

    sent: int
    returned: int
    disowned: int
    asked: int
    joined: int

    @property
    def any(self) -> bool:
        """Whether anything happened."""
        return bool(self.sent or self.returned or self.disowned or self.asked or self.joined)


def changes_since(board: Board, since: datetime) -> Changes:
    """Count what changed since an instant, from the tasks alone: each by where it stands now."""
    recent = [task for task in board.owed if task.changed_at >= since]
    return Changes(
        sent=sum(task.state in {TaskState.SUBMITTED, TaskState.CORRECTED} for task in recent),
        returned=sum(task.state is TaskState.RETURNED for task in recent),
        disowned=sum(task.disowned_at is not None and task.disowned_at >= since for task in recent),
        asked=sum(question.asked_at >= since for question in board.questions),
        joined=len({one.person for one in board.people if one.role is Role.PARTNER and one.joined_at >= since}),
    )


def below(board: Board, parent: ItemKey | None) -> Mapping[ItemKey, Tally]:
    """Count the tasks under each item right below one, None = under the tops of all trees; in the document's order."""
    found: dict[ItemKey, Counter[TaskState]] = {}
    disowned: Counter[ItemKey] = Counter()
    climbed: dict[ItemKey, ItemKey | None] = {}
    for task in board.owed:
        key = (task.tree, task.subject)
        item = board.items.get(key)
        beside = (task.tree, item.parent) if item is not None and item.parent else key
        if beside in {key, parent}:
            child = _child_above(board, key, parent)
        elif beside in climbed:  # what lies under the same item lies under the same child
            child = climbed[beside]
        else:
            child = climbed[beside] = _child_above(board, key, parent)
        if child is not None:
            found.setdefault(child, Counter())[task.state] += 1
            if task.disowned_at is not None:
                disowned[child] += 1
    return {key: Tally(states=found[key], disowned=disowned[key]) for key in sorted(found, key=board.order.__getitem__)}


def _child_above(board: Board, key: ItemKey, parent: ItemKey | None) -> ItemKey | None:
    """Climb from an item to the one right below another; None: it does not lie under it."""
    items, wanted = board.items, parent[1] if parent else ""
    while (item := items.get(key)) is not None:
        if item.parent == wanted and (parent is None or key[0] == parent[0]):
            return key
        if not item.parent:
            return None
        key = (key[0], item.parent)
    return None


def line_of(board: Board, key: ItemKey) -> tuple[ItemKey, ...]:
    """An item and everything above it, from the item up; () for what is no living item."""
    line: list[ItemKey] = []
    item = board.items.get(key)
    while item is not None and (item.tree, item.key) not in line:
        line.append((item.tree, item.key))
        item = board.items.get((item.tree, item.parent)) if item.parent else None
    return tuple(line)


def tasks_at(board: Board, key: ItemKey) -> Sequence[BoardTask]:
    """Tasks about one item itself."""
    return [task for task in board.tasks if (task.tree, task.subject) == key]


def tasks_numbered(boards: Iterable[Board], number: str) -> list[tuple[Board, BoardTask]]:
    """Find the tasks about the item with a number in the first round that has any."""
    for board in boards:
        keys = {key for key, item in board.items.items() if number and item.number.rstrip(".") == number.rstrip(".")}
        found = [(board, task) for task in board.tasks if (task.tree, task.subject) in keys]
        if found:
            return found
    return []
