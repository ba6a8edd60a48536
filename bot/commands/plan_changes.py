"""What changes in a plan, line by line."""

from collections.abc import Iterator
from typing import assert_never

from bot.commands.phrases import Phrases
from bot.commands.plan_change_words import ChangeWords, short
from flows.plan import Item, Plan
from flows.plan_diff import (
    ActorAdded,
    ActorChanged,
    ActorRetired,
    Change,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    ItemRetired,
    PlanChanged,
    PlanDiff,
    RoundAdded,
    RoundChanged,
    RoundRemoved,
    TaskAdded,
    TaskDropped,
)
from flows.plan_part import Part
from flows.plan_walk import ExpectedTask

TASKS_SHOWN = 20


def lines_of(diff: PlanDiff, old: Plan, new: Plan, words: ChangeWords) -> Iterator[str]:
    """Say every change in a line; of the questions that come or go only the first ones.

    Args:
        diff: What `diff_plans(old, new)` found.
        old: The plan in force.
        new: The plan to come.
        words: What fields and values are called, in the user's language.
    """
    of_tasks = [change for change in diff.changes if isinstance(change, TaskAdded | TaskDropped)]
    for change in diff.changes:
        if change not in of_tasks[TASKS_SHOWN:]:
            yield _line(change, old, new, words)
    if len(of_tasks) > TASKS_SHOWN:
        yield words.phrases.phrase("change.more", count=len(of_tasks) - TASKS_SHOWN)


def _line(change: Change, old: Plan, new: Plan, words: ChangeWords) -> str:  # noqa: C901, PLR0912 - one case a kind
    phrases = words.phrases
    phrase = phrases.phrase
    match change:
        case PlanChanged(field=field):
            return phrase("change.plan", field=_field(field, (old, new), (old, new), words))
        case ItemAdded(item=item):
            return phrase("change.item_added", **_item(item))
        case ItemChanged():
            return phrase("change.item_changed", **_item(change.new), fields=_fields(change, (old, new), words))
        case ItemRetired(item=item):
            return phrase("change.item_retired", **_item(item))
        case ItemRemoved(item=item):
            return phrase("change.item_removed", **_item(item))
        case ActorAdded(actor=actor):
            return phrase("change.actor_added", name=actor.name, key=actor.key)
        case ActorChanged(new=actor):
            return phrase(
                "change.actor_changed", name=actor.name, key=actor.key, fields=_fields(change, (old, new), words)
            )
        case ActorRetired(actor=actor):
            return phrase("change.actor_retired", name=actor.name, key=actor.key)
        case RoundAdded(round=round_):
            return phrase("change.round_added", title=round_.title, key=round_.key)
        case RoundChanged(new=round_):
            return phrase(
                "change.round_changed", title=round_.title, key=round_.key, fields=_fields(change, (old, new), words)
            )
        case RoundRemoved(round=round_):
            return phrase("change.round_removed", title=round_.title, key=round_.key)
        case TaskAdded(round=key, task=task):
            return phrase("change.task_added", round=key, **_task(task, new, phrases))
        case TaskDropped(round=key, task=task):
            return phrase("change.task_dropped", round=key, **_task(task, old, phrases))
        case _:
            assert_never(change)


def _item(item: Item) -> dict[str, str]:
    return {"number": item.number, "title": short(item.title), "key": item.key}


def _task(task: ExpectedTask, plan: Plan, phrases: Phrases) -> dict[str, str]:
    items = {item.key: f"{item.number} {short(item.title)}" for item in plan.items}
    actors = {actor.key: actor.name for actor in plan.actors}
    subject = {"item": items, "actor": actors, "plan": {plan.key: plan.title}}[task.subject_kind]
    return {
        "subject": subject.get(task.subject, task.subject),
        "actor": actors.get(task.actor, task.actor) or phrases.phrase("change.nobody"),
    }


def _fields(change: ItemChanged | ActorChanged | RoundChanged, plans: tuple[Plan, Plan], words: ChangeWords) -> str:
    return "; ".join(_field(name, (change.old, change.new), plans, words) for name in change.fields)


def _field(name: str, parts: tuple[Part, Part], plans: tuple[Plan, Plan], words: ChangeWords) -> str:
    """Name a field as the file does, with its old and new value where that says something."""
    said = words.field(parts[1], name)
    old, new = (words.value(part, name, plan) for part, plan in zip(parts, plans, strict=True))
    return said if old is None or new is None else words.phrases.phrase("change.value", field=said, old=old, new=new)
