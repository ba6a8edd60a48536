"""What waits for a person, as the calendar's messages speak of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.conversation.layout import shorten
from bot.intake.cards import PlanIndex, last_day, level_names, order_of
from flows.plan import Plan
from flows.tasks import TaskState
from flows.wording.levels import LevelName
from storage.views import TaskView

HELD = frozenset({TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED})
LEFT_OUT = frozenset({TaskState.CANCELLED, TaskState.NOT_APPLICABLE})
TITLE = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingTask:
    """A task as a reminder names it.

    Attributes:
        title: Shortened.
        levels: Names of its level by language.
        deadline: First instant that is too late.
        ready: Begun, and nothing required is missing.
    """

    view: TaskView
    plan: Plan
    number: str
    title: str
    levels: Mapping[str, LevelName]
    deadline: datetime
    ready: bool = False

    @property
    def waits(self) -> bool:
        """Whether its actor still has to do something."""
        return self.view.state in HELD and self.view.disowned_at is None

    @property
    def name(self) -> str:
        """Number and short title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundPart:
    """What of one round concerns a person.

    Attributes:
        deadline_on: The last local day of the first task that waits.
        closes_on: The last local day on which anything is taken.
        tasks: All that count, sent ones too, in the order of the document.
    """

    plan: Plan
    label: str
    round_id: str
    deadline_on: date
    closes_on: date
    tasks: tuple[WaitingTask, ...]

    @property
    def waiting(self) -> tuple[WaitingTask, ...]:
        """Those that wait."""
        return tuple(task for task in self.tasks if task.waits)


def waiting_task(index: PlanIndex, view: TaskView, *, ready: bool = False) -> WaitingTask:
    """Make one of a row."""
    item = index.items.get((view.tree, view.subject))
    title = item.title if item else index.actors.get(view.subject, index.plan.document.title)
    return WaitingTask(
        view=view,
        plan=index.plan,
        number=item.number if item else "",
        title=shorten(title, TITLE),
        levels=level_names(index.plan, item),
        deadline=view.due_at or view.deadline_at or datetime.max.replace(tzinfo=UTC),
        ready=ready,
    )


def round_parts(
    plans: Mapping[str, PlanIndex], views: Iterable[TaskView], *, ready: frozenset[str] = frozenset()
) -> tuple[RoundPart, ...]:
    """Group a person's tasks by round, the nearest deadline first; rounds in which nothing waits are left out."""
    by_round: dict[str, list[TaskView]] = {}
    for view in views:
        still = view.round_state == "open" or view.has_more_time
        if still and view.plan in plans and view.state not in LEFT_OUT:
            by_round.setdefault(view.round, []).append(view)
    parts = [_part(plans[some[0].plan], some, ready) for some in by_round.values()]
    return tuple(sorted((one for one in parts if one.waiting), key=lambda one: (one.deadline_on, one.plan.key)))


def _part(index: PlanIndex, views: list[TaskView], ready: frozenset[str]) -> RoundPart:
    ordered = sorted(views, key=lambda view: (order_of(index, view), view.id))
    tasks = tuple(waiting_task(index, view, ready=view.id in ready) for view in ordered)
    open_ones = [task for task in tasks if task.waits] or list(tasks)
    first = ordered[0]
    found = next((one for one in index.plan.rounds if one.key == first.round_key), None)
    closing = max((first.closes_at or first.deadline_at, *(task.view.due_at for task in tasks)), key=_instant)
    return RoundPart(
        plan=index.plan,
        label=found.period.label if found else first.round_key,
        round_id=first.round,
        deadline_on=last_day(min(task.deadline for task in open_ones), index.plan),
        closes_on=last_day(closing, index.plan),
        tasks=tasks,
    )


def _instant(moment: datetime | None) -> datetime:
    return moment or datetime.min.replace(tzinfo=UTC)
