"""Sheets of rounds: what is collected when, what is asked of whom, when people are reminded."""

from collections.abc import Callable, Sequence
from typing import Any

from flows.workbook import cell_reading as read
from flows.workbook import shapes
from flows.workbook.desk import Desk
from flows.workbook.key_giving import give_keys, key_of_text
from flows.workbook.part_reading import read_cell, read_part
from flows.workbook.shape import SheetShape
from flows.workbook.slug import slug
from flows.workbook.table import Row
from flows.workbook.tree_reading import tree_of

USUAL_ASK = {"key": "items", "form": "annual_evaluation"}
"""What a round asks that says nothing: each lowest item, its lead, the yearly evaluation."""


def read_rounds(desk: Desk, rows: Sequence[Row]) -> None:
    """Read the rounds; their names first, because they speak of each other."""
    keys = give_keys(desk, rows, _round_key)
    for key, row in zip(keys, rows, strict=True):
        desk.names["round"].add(key, read.line_of(row.cell("title")))
    rounds = desk.parts("rounds")
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        desk.put(f"rounds[{place}]", row, {"period": "period.label", "first": "period.label"})
        rounds.append(_in_short({**read_part(desk, shapes.ROUNDS, row), "key": key}))


def _in_short(part: dict[str, Any]) -> dict[str, Any]:
    """Leave a period that has a name only, and a round that comes back, to be written out (flows/plan_series.py)."""
    period = part["period"]
    if "every" in part:
        return {**{name: value for name, value in part.items() if name != "period"}, "first": period["label"]}
    return part if {"from_on", "to_on"} <= set(period) else {**part, "period": period["label"]}


def _round_key(row: Row) -> str:
    label = slug(read.line_of(row.cell("period.label")))
    return f"r{label}" if label else key_of_text(row, "title")


def read_asks(desk: Desk, rows: Sequence[Row]) -> None:
    """Read what each round asks; a round that says nothing asks the usual."""
    _into_rounds(desk, rows, shapes.ASKS, "asks", lambda row: key_of_text(row, "form"))
    for round_ in desk.parts("rounds"):
        round_.setdefault("asks", [dict(USUAL_ASK)])


def read_steps(desk: Desk, rows: Sequence[Row]) -> None:
    """Read the ladder of each round."""
    _into_rounds(desk, rows, shapes.STEPS, "ladder", lambda row: key_of_text(row, "act"))


def _into_rounds(desk: Desk, rows: Sequence[Row], shape: SheetShape, name: str, wanted: Callable[[Row], str]) -> None:
    rounds = desk.parts("rounds")
    places = {round_["key"]: place for place, round_ in enumerate(rounds)}
    own: dict[int, list[Row]] = {}
    for row in rows:
        key = read_cell(desk, shape.column("@round"), row)
        if key in places:
            own.setdefault(places[key], []).append(row)
        else:
            _part(desk, shape, row)
    for place, group in own.items():
        keys = give_keys(desk, group, wanted)
        parts = rounds[place].setdefault(name, [])
        for key, row in zip(keys, group, strict=True):
            desk.put(f"rounds[{place}].{name}[{len(parts)}]", row)
            parts.append({**_part(desk, shape, row), "key": key})


def _part(desk: Desk, shape: SheetShape, row: Row) -> dict[str, Any]:
    is_ask = shape is shapes.ASKS
    several = len(desk.names["tree"].keys) > 1
    tree = tree_of(desk, row, "tree") if is_ask and not (several and row.cell("tree").blank) else ""
    part = read_part(desk, shape, row, tree=tree)
    return {name: value for name, value in part.items() if not name.startswith("@")}
