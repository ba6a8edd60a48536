"""Which items of a plan stand under which, and the tasks that belong to them."""

from collections.abc import Iterable

from flows.plan import Item, Plan
from flows.snapshot import TaskSnapshot


def keys_under(item: Item, plan: Plan) -> frozenset[str]:
    """Give the keys of an item and of everything under it in its tree."""
    children: dict[str, list[str]] = {}
    for each in plan.items:
        if each.tree == item.tree:
            children.setdefault(each.parent, []).append(each.key)
    found, left = {item.key}, [item.key]
    while left:
        new = [key for key in children.get(left.pop(), ()) if key not in found]
        found.update(new)
        left += new
    return frozenset(found)


def tasks_under(item: Item, plan: Plan, tasks: Iterable[TaskSnapshot]) -> tuple[TaskSnapshot, ...]:
    """Give those of the tasks that are about an item or about anything under it, in order."""
    keys = keys_under(item, plan)
    return tuple(task for task in tasks if task.tree == item.tree and task.item in keys)
