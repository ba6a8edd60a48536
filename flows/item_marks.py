"""References to items inside a text: kept as the item's key, [[tree/key]], printed as the number that it has then."""

import re
from collections.abc import Callable, Mapping

from flows.plan import Item, Plan

ITEM_MARK = re.compile(r"\[\[([\w-]+)/([\w.-]+)\]\]")
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?![\w]|\.\d)"
_JOINT = r"\s*(?:,|;|–|-|\ba\b|\bi\b|\baž\b|\band\b|\bto\b)\s*"
_STEM = 5
_ENGLISH = ("goal", "measure", "priorit", "activit")


def item_mark(item: Item) -> str:
    """Write the mark of an item."""
    return f"[[{item.tree}/{item.key}]]"


def with_item_marks(text: str, plan: Plan, tree: str) -> str:
    """Make the numbers that follow a level's word marks: "viz plnění opatření 1.1" names that item for good.

    Only numbers of items that the tree has, and only behind a word for one of its levels, in whatever case.
    """
    named = {item.number.rstrip("."): item for item in plan.items if item.tree == tree}
    pattern = _pattern(plan, tree)
    if pattern is None:
        return text

    def mark(found: re.Match[str]) -> str:
        return re.sub(_NUMBER, lambda number: _marked(number[0], named), found[0])

    return pattern.sub(mark, text)


def without_item_marks(text: str, plan: Plan) -> str:
    """Print the marks as the items' numbers; that of an item which is no longer there becomes its key."""
    return print_marks(text, plan, lambda item: item.number.rstrip("."))


def print_marks(text: str, plan: Plan, shown: Callable[[Item], str]) -> str:
    """Print the marks as a function says."""
    items = {(item.tree, item.key): item for item in plan.items}

    def printed(found: re.Match[str]) -> str:
        item = items.get((found[1], found[2]))
        return found[2] if item is None else shown(item)

    return ITEM_MARK.sub(printed, text)


def _marked(number: str, named: Mapping[str, Item]) -> str:
    item = named.get(number)
    return number if item is None else item_mark(item)


def _pattern(plan: Plan, tree: str) -> re.Pattern[str] | None:
    levels = [level for each in plan.trees if each.key == tree for level in each.levels]
    names = [level if isinstance(level, str) else level.nominative for level in levels]
    if not names:
        return None
    stems = "|".join(re.escape(name[:_STEM]) for name in (*names, *_ENGLISH))
    return re.compile(rf"\b(?:{stems})\w*\s+{_NUMBER}(?:{_JOINT}{_NUMBER})*", re.IGNORECASE)
