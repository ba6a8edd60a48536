"""Sheets of trees and items: levels, items with what they belong under, indicators."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flows.reading.folding import fold
from flows.workbook import cell_reading as read
from flows.workbook import shapes
from flows.workbook.cell_reading import Trouble
from flows.workbook.desk import Desk
from flows.workbook.key_giving import give_keys, key_of_text
from flows.workbook.parents import Placed, found_parents
from flows.workbook.part_reading import read_cell, read_part
from flows.workbook.shape import NOTHING
from flows.workbook.slug import slug
from flows.workbook.table import Row

ONLY_TREE = "strategie"


def read_trees(desk: Desk, rows: Sequence[Row]) -> None:
    """Read the levels of each tree, in the order of the rows; a row without a tree belongs to the one above."""
    trees = desk.parts("trees")
    key = ""
    for row in rows:
        key = _tree_key(desk, row, key)
        title = read.line_of(row.cell("@title"))
        tree = next((each for each in trees if each["key"] == key), None)
        if tree is None:
            tree = {"key": key, "levels": []}
            desk.put(f"trees[{len(trees)}]", row, {"key": "@tree", "title": "@title"})
            trees.append(tree)
        if title:
            tree.setdefault("title", title)
        place = f"trees[{trees.index(tree)}].levels[{len(tree['levels'])}]"
        desk.put(place, row, {"": "nominative"})
        tree["levels"].append(_level(desk, row))
    for tree in trees:
        desk.names["tree"].add(tree["key"], tree.get("title", ""))
        desk.levels[tree["key"]] = tuple(
            each if isinstance(each, str) else each["nominative"] for each in tree["levels"]
        )


def _tree_key(desk: Desk, row: Row, above: str) -> str:
    cell = row.cell("@tree")
    if not cell.blank:
        found = read.key_of(cell)
        if not isinstance(found, Trouble):
            return found
        desk.trouble(row.spot("@tree"), found)
        return slug(read.line_of(cell)) or above or ONLY_TREE
    return above or slug(read.line_of(row.cell("@title"))) or ONLY_TREE


def _level(desk: Desk, row: Row) -> Any:  # noqa: ANN401 - a word or a table of its forms
    part = read_part(desk, shapes.TREES, row)
    forms = {name: value for name, value in part.items() if not name.startswith("@")}
    return forms if len(forms) > 1 else forms["nominative"]


def tree_of(desk: Desk, row: Row, field: str = "@tree") -> str:
    """Tell which tree a row belongs to; where there is one only it need not be said."""
    keys = desk.names["tree"].keys
    cell = row.cell(field)
    if not cell.blank:
        found = read_cell(desk, shapes.ITEMS.column("tree"), row) if field == "tree" else _named(desk, row, field)
        return str(found) if found else (keys or [ONLY_TREE])[0]
    if len(keys) > 1:
        desk.blame(row.spot(field), "plan.which_tree")
    return (keys or [ONLY_TREE])[0]


def _named(desk: Desk, row: Row, field: str) -> str:
    found = read_cell(desk, shapes.INDICATORS.column(field), row)
    return found if isinstance(found, str) else ""


def read_items(desk: Desk, rows: Sequence[Row]) -> None:
    """Read items: keys and numbers of all first, because items speak of each other."""
    trees = [tree_of(desk, row, "tree") for row in rows]
    keys: dict[int, str] = {}
    for tree in dict.fromkeys(trees):
        own = [place for place, of in enumerate(trees) if of == tree]
        given = give_keys(desk, [rows[place] for place in own], _item_key, kind="item", tree=tree)
        keys |= dict(zip(own, given, strict=True))
    for place, row in enumerate(rows):
        desk.item_places.setdefault((trees[place], keys[place]), place)
        desk.put(f"items[{place}]", row, {} if "parent" in row.cells else {"parent": "level"})
        _name_by_number(desk, row, trees[place], keys[place])
    items = desk.parts("items")
    for place, row in enumerate(rows):
        alone = read.line_of(row.cell("parent")) in {NOTHING, "-"}
        cells = {name: cell for name, cell in row.cells.items() if not (alone and name == "parent")}
        part = read_part(desk, shapes.ITEMS, replace(row, cells=cells), tree=trees[place])
        bare = part.get("number") in {NOTHING, "-"}
        said = {**part, **({"parent": ""} if alone else {}), **({"number": ""} if bare else {})}
        items.append({**said, "key": keys[place], "tree": trees[place]})
    _give_parents(desk, items, rows)


def _name_by_number(desk: Desk, row: Row, tree: str, key: str) -> None:
    """Let other sheets speak of an item by its number, also by one that became a date."""
    cell = row.cell("number")
    number = read.number_of(cell)
    if isinstance(number, Trouble):
        number = number.data.get("probably", "")
    plain = number.rstrip(".")
    if not plain:
        return
    other = desk.numbers.setdefault((tree, plain), key)
    if other != key and isinstance(cell.value, float) and (tree, f"{plain}0") not in desk.numbers:
        first = desk.spot_of(f"items[{desk.item_places[tree, other]}].number")
        desk.numbers[tree, f"{plain}0"] = key
        desk.blame(
            row.spot("number"),
            "workbook.number_lost_zero",
            value=plain,
            probably=f"{plain}0",
            first=first.address if first else plain,
        )


def _item_key(row: Row) -> str:
    """Make a key such as "a1-1-1" of the level and the number, else of the title."""
    number = read.number_of(row.cell("number"))
    tail = slug(number.replace(".", " ")) if isinstance(number, str) else ""
    first = fold(read.line_of(row.cell("level")))[:1]
    return f"{first}{tail}" if tail and first.isalpha() else tail or key_of_text(row, "title")


def _give_parents(desk: Desk, items: list[dict[str, Any]], rows: Sequence[Row]) -> None:
    by_key = {(item["tree"], item["key"]): item for item in items}
    placed = [Placed(tree=item["tree"], key=item["key"], number=item["number"], level=item["level"]) for item in items]
    for item, row, found in zip(items, rows, found_parents(placed), strict=True):
        if found:
            item.setdefault("parent", found)
        parent = by_key.get((item["tree"], item.get("parent", "")))
        words = desk.levels.get(item["tree"], ())
        if parent is not None and parent["level"] + 1 < item["level"] <= len(words):
            skipped = ", ".join(words[parent["level"] : item["level"] - 1])
            desk.note(row.spot("level"), "workbook.level_skipped", parent=parent["number"], skipped=skipped)


def read_indicators(desk: Desk, rows: Sequence[Row]) -> None:
    """Read indicators into their items."""
    own: dict[int, list[Row]] = {}
    for row in rows:
        place = item_place(desk, row)
        if place is not None:
            own.setdefault(place, []).append(row)
        else:
            read_part(desk, shapes.INDICATORS, row, tree=tree_of(desk, row))
    for place, group in own.items():
        keys = give_keys(desk, group, lambda row: key_of_text(row, "title"))
        parts = desk.data["items"][place].setdefault("indicators", [])
        for key, row in zip(keys, group, strict=True):
            desk.put(f"items[{place}].indicators[{len(parts)}]", row)
            part = read_part(desk, shapes.INDICATORS, row, tree=desk.data["items"][place]["tree"])
            parts.append({name: value for name, value in {**part, "key": key}.items() if not name.startswith("@")})


def read_details(desk: Desk, rows: Sequence[Row]) -> None:
    """Read what is said of items besides, label and text, into their items."""
    for row in rows:
        place = item_place(desk, row)
        part = read_part(desk, shapes.DETAILS, row, tree=tree_of(desk, row))
        if place is not None:
            desk.put(f"items[{place}].details.{part['label']}", row, {"": "text"})
            desk.data["items"][place].setdefault("details", {})[part["label"]] = part["text"]


def item_place(desk: Desk, row: Row) -> int | None:
    """Find the item that a row speaks of, by its place among the items."""
    tree = tree_of(desk, row)
    key = read_cell(desk, shapes.INDICATORS.column("@item"), row, tree=tree)
    return desk.item_places.get((tree, str(key)))
