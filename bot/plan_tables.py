"""The plan's own data as external instances of a form: items, actors, registers."""

from collections.abc import Iterable, Mapping
from itertools import chain
from types import MappingProxyType

from bot.conversation.long_list import RETIRED
from flows.description_points import points_of
from flows.evaluation import ExternalTable
from flows.form import Form
from flows.plan import Entry, Indicator, Item, Plan
from flows.plan_walk import OWNER, answering, own_indicator
from flows.register_book import BookEntry

KEY_COLUMNS = frozenset({"name", "label"})
OWN_COLUMNS = frozenset({"name", "label", "position", "unit", "baseline", "target", "number", "item"})
"""Columns of a subject's own indicators."""
OWN_POINTS = "own_points"
"""The points of a subject's description; a subject without any has the table of no rows that all share."""
POINT_COLUMNS = KEY_COLUMNS | {"position"}
"""Columns of the points of an item's description."""
OwnKey = tuple[str, str, str]
"""Kind of the subject, tree, key of the subject."""
Registers = Mapping[str, tuple[BookEntry, ...]]


def external_tables(plan: Plan, registers: Registers = MappingProxyType({})) -> Mapping[str, ExternalTable]:
    """Write a plan's items, actors and registers as tables.

    Args:
        plan: The plan in force.
        registers: What the database holds by register; it goes before what the plan brought.
    """
    items = tuple(
        {
            "name": item.key,
            "label": item.title,
            "number": item.number,
            "level": str(item.level),
            "tree": item.tree,
            "parent": item.parent,
        }
        for item in plan.items
    )
    actors = tuple({"name": actor.key, "label": actor.name, "kind": actor.kind} for actor in plan.actors)
    kinds = tuple({"name": kind, "label": kind} for kind in plan.kinds)
    own = (("items", items), ("actors", actors), ("kinds", kinds), (OWN_POINTS, ()))
    tables = {name: ExternalTable(rows=rows) for name, rows in own}
    for register in plan.registers:
        rows = tuple({**entry.values, "name": entry.key, "label": entry.label} for entry in register.entries)
        tables[register.key] = ExternalTable(rows=rows)
    for name, entries in registers.items():
        tables[name] = ExternalTable(rows=tuple(_row(entry) for entry in entries))
    return MappingProxyType(tables)


def _row(entry: BookEntry) -> dict[str, str]:
    retired = {RETIRED: "yes"} if entry.retired else {}
    return {**entry.values, **retired, "name": entry.key, "label": entry.label}


def table_columns(plan: Plan, forms: Iterable[Form]) -> dict[str, frozenset[str]]:
    """Name the columns of each table, those that the plan's forms will write to its registers too."""
    tables = external_tables(plan)
    columns = {name: KEY_COLUMNS.union(*(row.keys() for row in table.rows)) for name, table in tables.items()}
    columns["own_indicators"] = OWN_COLUMNS
    columns |= {f"own_{each.key}": columns[each.key] | {"position"} for each in plan.registers}
    columns[OWN_POINTS] = POINT_COLUMNS
    for form in forms:
        for entity in form.entities:
            columns[entity.list_name] = columns.get(entity.list_name, KEY_COLUMNS) | entity.saved.keys()
    return columns


def own_tables(plan: Plan) -> Mapping[OwnKey, Mapping[str, ExternalTable]]:
    """Write what belongs to one subject alone: an item's prescribed indicators and the points of its description.

    An actor has those of all items of a tree that it leads; their keys go with the item's, for two items may use one.
    """
    found: dict[OwnKey, list[Mapping[str, str]]] = {}
    for item in plan.items:
        for place, each in enumerate(item.indicators, start=1):
            _put(found, ("item", item.tree, item.key), item, each, place, each.key)
            if item.lead:
                for actor in answering(plan, item.lead):
                    _put(found, ("actor", item.tree, actor), item, each, place, own_indicator(item.key, each.key))
    indicators = {key: {"own_indicators": ExternalTable(rows=tuple(rows))} for key, rows in found.items()}
    of_points = {("item", item.tree, item.key): _points(item) for item in plan.items}
    points = {key: {OWN_POINTS: table} for key, table in of_points.items() if table.rows}
    owned = _owned(plan)
    parts = (indicators, points, owned)
    return {key: {name: table for part in parts for name, table in part.get(key, {}).items()} for key in chain(*parts)}


def _owned(plan: Plan) -> dict[OwnKey, dict[str, ExternalTable]]:
    """Write what each actor owns of the registers, as the plan prepared it; the coordinator owns what nobody does."""
    found: dict[OwnKey, dict[str, ExternalTable]] = {}
    none = {f"own_{register.key}": ExternalTable() for register in plan.registers}
    known = {actor.key for actor in plan.actors}
    for register in plan.registers:
        by_owner: dict[str, list[Entry]] = {}
        for entry in register.entries:
            owner = entry.values.get(OWNER, "")
            by_owner.setdefault(owner if owner in known else "", []).append(entry)
        for owner, entries in by_owner.items():
            rows = tuple(
                {**entry.values, "name": entry.key, "label": entry.label, "position": str(position)}
                for position, entry in enumerate(entries, start=1)
            )
            keys = [("actor", tree.key, owner) for tree in plan.trees] if owner else [("plan", "", plan.key)]
            for key in keys:
                found.setdefault(key, {**none})[f"own_{register.key}"] = ExternalTable(rows=rows)
    return found


def _points(item: Item) -> ExternalTable:
    """Write the points of an item's description."""
    points = enumerate(points_of(item), start=1)
    return ExternalTable(
        rows=tuple({"name": each.key, "label": each.text, "position": str(position)} for position, each in points)
    )


def _put(
    found: dict[OwnKey, list[Mapping[str, str]]], key: OwnKey, item: Item, each: Indicator, place: int, name: str
) -> None:
    rows = found.setdefault(key, [])
    rows.append(
        {
            "name": name,
            "label": each.title,
            "position": str(len(rows) + 1),
            "unit": each.unit,
            "baseline": each.baseline,
            "target": each.target,
            "number": f"{item.number}/{place}" if item.number else str(place),
            "item": item.key,
        }
    )
