"""How the open rounds of a plan stand, counted from the tasks alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.round_status import RoundStatus
from bot.intake.cards import PlanIndex, last_day
from flows.plan_walk import level_word
from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.people import load_members
from storage.rounds import RoundView, TaskCount, count_tasks, load_rounds

SENT = frozenset({TaskState.SUBMITTED, TaskState.CORRECTED, TaskState.APPROVED})


async def load_statuses(tx: Tx, index: PlanIndex, now: datetime) -> tuple[RoundStatus, ...]:
    """Load the numbers of every open round of a plan."""
    members = await load_members(tx, index.plan.key, at=now, roles=[Role.PARTNER])
    joined = {one.actor for one in members}
    rounds = [one for one in await load_rounds(tx, index.plan.key) if one.state == "open"]
    return tuple([status(index, one, await count_tasks(tx, one.id), joined) for one in rounds])


def status(index: PlanIndex, found: RoundView, counts: Sequence[TaskCount], joined: set[str]) -> RoundStatus:
    """Sum the counts of a round up; what is asked of the coordinator or an expert is not what organisations owe."""
    counts = [one for one in counts if one.actor]
    states: Counter[TaskState] = Counter()
    for one in counts:
        states[one.state] += one.count
    actors = {one.actor for one in counts if one.actor}
    zone = ZoneInfo(index.plan.time_zone)
    return RoundStatus(
        plan=index.plan.key,
        title=found.title,
        opens_on=found.opens_at.astimezone(zone).date(),
        deadline_on=last_day(found.deadline_at, index.plan),
        states=dict(states),
        disowned=sum(one.count for one in counts if one.disowned),
        groups=groups(index, counts),
        answering=len({one.actor for one in counts if one.actor and one.state is not TaskState.OPEN}),
        actors=len(actors),
        not_joined=len(actors - joined),
    )


def groups(index: PlanIndex, counts: Sequence[TaskCount]) -> tuple[tuple[str, int, int], ...]:
    """Count sent and all tasks per item of the top level, in the order of the document."""
    done: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for one in counts:
        top = top_item(index, (one.tree, one.subject))
        if top is None:
            continue
        total[top] += one.count
        done[top] += one.count if one.state in SENT else 0
    ordered = sorted(total, key=lambda key: index.order[key])
    return tuple((short_name(index, key), done[key], total[key]) for key in ordered)


def short_name(index: PlanIndex, key: tuple[str, str]) -> str:
    """Give "P1" for the first priority: the initial of the level's name and the number."""
    item = index.items[key]
    return f"{level_word(index.plan, item)[:1].upper()}{item.number.rstrip('.')}"


def top_item(index: PlanIndex, key: tuple[str, str]) -> tuple[str, str] | None:
    """Climb from an item to the top of its tree; None for what is no item of the plan."""
    item = index.items.get(key)
    while item is not None and item.parent:
        item = index.items.get((item.tree, item.parent))
    return (item.tree, item.key) if item is not None else None
