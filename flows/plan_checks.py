"""What must fit together in a plan: keys, numbers, levels, parents and references of items and actors."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.faults import Fault
from flows.plan import Item, Plan, Tree
from flows.plan_cycles import cycles
from flows.plan_faults import quoted
from flows.public_holidays import is_country_known


def check_parts(plan: Plan) -> Iterator[Fault]:
    """Everything but rounds and reports."""
    yield from _general(plan)
    yield from _duplicate_keys(plan)
    yield from _items(plan)
    yield from _actors(plan)
    yield from _loops(plan)
    yield from said_twice("wordings", plan.wordings)
    yield from said_twice("sources", plan.sources)


def repeated(where: str, keys: Iterable[str], field: str = "key") -> Iterator[Fault]:
    """Values that stand a second time in a list of parts."""
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in first:
            data = {"value": quoted(key), "first": f"{where}[{first[key]}]"}
            yield Fault(code="plan.duplicate", where=f"{where}[{number}].{field}", data=data)
        first.setdefault(key, number)


def said_twice(where: str, words: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    """One wording that means two different codes."""
    owner: dict[str, str] = {}
    for code, wordings in words.items():
        for wording in wordings:
            other = owner.setdefault(wording.casefold(), code)
            if other != code:
                data = {"word": quoted(wording), "first": other}
                yield Fault(code="plan.word_of_two", where=f"{where}.{code}", data=data)


def _general(plan: Plan) -> Iterator[Fault]:
    try:
        ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Fault(code="plan.unknown_zone", where="time_zone", data={"value": quoted(plan.time_zone)})
    if plan.language not in plan.privacy:
        yield Fault(code="plan.no_privacy", where="privacy", data={"language": plan.language})

    sending = plan.sending
    if sending.from_at >= sending.to_at:
        data = {"first": f"{sending.from_at:%H:%M}", "last": f"{sending.to_at:%H:%M}"}
        yield Fault(code="plan.no_window", where="sending.to_at", data=data)
    if not is_country_known(sending.country):
        yield Fault(code="plan.unknown_country", where="sending.country", data={"value": quoted(sending.country)})


def _duplicate_keys(plan: Plan) -> Iterator[Fault]:
    yield from repeated("trees", (tree.key for tree in plan.trees))
    yield from repeated("actors", (actor.key for actor in plan.actors))
    yield from repeated("registers", (register.key for register in plan.registers))
    for number, register in enumerate(plan.registers):
        yield from repeated(f"registers[{number}].entries", (entry.key for entry in register.entries))
    for number, item in enumerate(plan.items):
        yield from repeated(f"items[{number}].indicators", (indicator.key for indicator in item.indicators))
    yield from _duplicate_items(plan)
    yield from _half_numbered(plan)


def _half_numbered(plan: Plan) -> Iterator[Fault]:
    """An item without a number beside one that has a number: somebody forgot it."""
    numbered = {(item.tree, item.parent, item.level): item for item in plan.items if item.number}
    for place, item in enumerate(plan.items):
        beside = numbered.get((item.tree, item.parent, item.level))
        if not item.number and beside is not None:
            data = {"part": item.key, "number": beside.number}
            yield Fault(code="plan.half_numbered", where=f"items[{place}].number", data=data)


def _duplicate_items(plan: Plan) -> Iterator[Fault]:
    """Keys and numbers are unique within a tree only."""
    seen: dict[tuple[str, str, str], int] = {}
    for number, item in enumerate(plan.items):
        for field, value in (("key", item.key), ("number", item.number.rstrip("."))):
            if not value:
                continue
            first = seen.setdefault((item.tree, field, value), number)
            if first != number:
                data = {"value": quoted(value), "first": f"items[{first}]"}
                yield Fault(code="plan.duplicate", where=f"items[{number}].{field}", data=data)


def _items(plan: Plan) -> Iterator[Fault]:
    trees = {tree.key: tree for tree in plan.trees}
    actors = {actor.key for actor in plan.actors}
    by_key = {(item.tree, item.key): item for item in plan.items}
    for number, item in enumerate(plan.items):
        where = f"items[{number}]"
        tree = trees.get(item.tree)
        if tree is None:
            data = {"value": quoted(item.tree), "part": item.key}
            yield Fault(code="plan.unknown_tree", where=f"{where}.tree", data=data)
        else:
            yield from _level(where, item, tree, by_key.get((item.tree, item.parent)))
        yield from _unknown_actors(where, item, actors)


def _level(where: str, item: Item, tree: Tree, parent: Item | None) -> Iterator[Fault]:
    data = {"part": item.key, "level": str(item.level), "levels": str(len(tree.levels))}
    if item.level > len(tree.levels):
        yield Fault(code="plan.level_too_deep", where=f"{where}.level", data=data)
    if item.parent and parent is None:
        data = {"part": item.key, "value": quoted(item.parent)}
        yield Fault(code="plan.unknown_parent", where=f"{where}.parent", data=data)
    elif not item.parent and item.level > 1:
        yield Fault(code="plan.no_parent", where=f"{where}.parent", data=data)
    elif parent is not None and parent.level >= item.level:
        data = {**data, "parent": parent.number, "above": str(parent.level)}
        yield Fault(code="plan.level_order", where=f"{where}.level", data=data)


def _unknown_actors(where: str, item: Item, actors: set[str]) -> Iterator[Fault]:
    if item.lead and item.lead not in actors:
        data = {"value": quoted(item.lead), "part": item.key}
        yield Fault(code="plan.unknown_actor", where=f"{where}.lead", data=data)
    for number, contributor in enumerate(item.contributors):
        if contributor not in actors:
            data = {"value": quoted(contributor), "part": item.key}
            yield Fault(code="plan.unknown_actor", where=f"{where}.contributors[{number}]", data=data)


def _actors(plan: Plan) -> Iterator[Fault]:
    actors = {actor.key for actor in plan.actors}
    for number, actor in enumerate(plan.actors):
        where = f"actors[{number}]"
        members = ((f"members[{place}]", member) for place, member in enumerate(actor.members))
        for field, key in (("deputy", actor.deputy), ("head", actor.head), *members):
            if key not in actors and (key or field.startswith("members")):
                data = {"value": quoted(key), "part": actor.key}
                yield Fault(code="plan.unknown_actor", where=f"{where}.{field}", data=data)
        if actor.kind and actor.kind not in plan.kinds:
            data = {"value": quoted(actor.kind), "part": actor.key, "kinds": ", ".join(plan.kinds)}
            yield Fault(code="plan.unknown_kind", where=f"{where}.kind", data=data)


def _loops(plan: Plan) -> Iterator[Fault]:
    position = {actor.key: number for number, actor in enumerate(plan.actors)}
    for circle in cycles({actor.key: (actor.deputy,) for actor in plan.actors}):
        where = f"actors[{position[circle[0]]}].deputy"
        yield Fault(code="plan.deputy_loop", where=where, data={"circle": _round_trip(circle)})
    for circle in cycles({actor.key: (actor.head,) for actor in plan.actors}):
        where = f"actors[{position[circle[0]]}].head"
        yield Fault(code="plan.head_loop", where=where, data={"circle": _round_trip(circle)})
    for circle in cycles({actor.key: actor.members for actor in plan.actors}):
        where = f"actors[{position[circle[0]]}].members"
        yield Fault(code="plan.member_loop", where=where, data={"circle": _round_trip(circle)})


def _round_trip(circle: tuple[str, ...]) -> str:
    return " → ".join((*circle, circle[0]))
