"""Answers that refer to an item of the plan: kept by the item's key, shown by its number and title."""

from bot.conversation.layout import shorten
from bot.conversation.state import TaskCard
from flows.answers import JsonValue
from flows.form import Kind, Question
from flows.plan import Item
from flows.plan_references import numbered_item

SHOWN = 60


def offers_items(question: Question) -> bool:
    """Tell whether a text refers to an item of the plan."""
    return question.kind is Kind.TEXT and question.settings.get("offers") == "items"


def item_of(task: TaskCard, key: str) -> Item | None:
    """Find an item by its key: of the task's tree, of any tree where the task is about no item."""
    here = task.item
    near = (one for one in task.plan.items if one.key == key and (here is None or one.tree == here.tree))
    return next(near, None)


def stored_reference(task: TaskCard, text: str) -> JsonValue:
    """Write a reference as an answer keeps it: the item's key where the text names one item alone, else the text."""
    here = task.item
    item = numbered_item(text, task.plan, here.tree) if here is not None else None
    return [item.key if item is not None else text]


def shown_reference(task: TaskCard, text: str) -> str:
    """Show a reference: number and title of the item whose key it is, else the text."""
    item = item_of(task, text)
    return shorten(f"{item.number} {item.title}", SHOWN) if item is not None else text
