"""Which item of a plan a text means: by its key, its number, or its level's word with a number."""

import re
from collections.abc import Iterator

from flows.plan import Item, Plan

NUMBER = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{1,3})+(?![\w,/]|\.\d)")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_STEM = 5


def referred_item(text: str, plan: Plan, tree: str) -> Item | None:
    """Find the item that an answer means, the first where it names several.

    Args:
        text: Its key ("kluby"), a number of dots ("2.2.1 Poradna"), or its level's word with a number
            ("Celá priorita 2").
        plan: The plan.
        tree: Key of the tree to look in.
    """
    return next(iter(referred_items(text, plan, tree)), None)


def referred_items(text: str, plan: Plan, tree: str) -> tuple[Item, ...]:
    """Find all items that an answer names."""
    items = [item for item in plan.items if item.tree == tree]
    named = {item.number.rstrip("."): item for item in items} | {item.key: item for item in items}
    words = [text.strip().rstrip("."), *NUMBER.findall(text), *after_level(text, plan, tree)]
    return tuple({named[word].key: named[word] for word in words if word in named}.values())


def numbered_item(text: str, plan: Plan, tree: str) -> Item | None:
    """Find the one item that a text names; None where it names several, or another number besides."""
    found = referred_items(text, plan, tree)
    if len(found) != 1:
        return None
    others = [number for number in _DIGITS.findall(text) if number != found[0].number.rstrip(".")]
    return found[0] if not others or text.strip() == found[0].key else None


def after_level(text: str, plan: Plan, tree: str) -> list[str]:
    """Give the numbers that follow a word for one of the tree's levels, in whatever case it stands."""
    return re.findall(rf"\b(?:{_stems(plan, tree)})\w*\s+(\d{{1,3}})(?![\w.,/]*\d)", text, re.IGNORECASE)


def dotted_after_level(text: str, plan: Plan, tree: str) -> Iterator[re.Match[str]]:
    """Give the numbers of dots that follow such a word, as matches whose first group is the number."""
    stems = _stems(plan, tree)
    shape = rf"\b(?:{stems})\w*\s+(?:č\.\s*|no\.\s*)?(\d{{1,3}}(?:\.\d{{1,3}})+)(?![\w,/]|\.\d)"
    return re.finditer(shape, text, re.IGNORECASE) if stems else iter(())


def _stems(plan: Plan, tree: str) -> str:
    levels = [level for each in plan.trees if each.key == tree for level in each.levels]
    names = [level if isinstance(level, str) else level.nominative for level in levels]
    return "|".join(re.escape(name[:_STEM]) for name in names)
