"""Turning one row into a part of the plan, cell by cell, by what its columns hold."""

from datetime import date
from typing import Any

from flows.plan_faults import quoted
from flows.reading.folding import fold
from flows.workbook import cell_reading as read
from flows.workbook.cell_reading import Trouble
from flows.workbook.desk import Desk, Named
from flows.workbook.grid import Cell
from flows.workbook.shape import Column, Holds, SheetShape
from flows.workbook.table import Row

_REFERENCES: dict[Holds, Named] = {
    Holds.ACTOR: "actor",
    Holds.ACTORS: "actor",
    Holds.TREE: "tree",
    Holds.ROUND: "round",
    Holds.ROUNDS: "round",
    Holds.REPORT: "report",
    Holds.REGISTER: "register",
}
_UNKNOWN: dict[Named, str] = {
    "actor": "plan.unknown_actor",
    "tree": "plan.unknown_tree",
    "round": "plan.unknown_round",
    "report": "workbook.unknown_report",
    "register": "workbook.unknown_register",
}
_STAND_IN_DAY = date(2000, 1, 1)
_DIGITS = 3
"""Most digits of a level's number."""
_SEVERAL = frozenset({Holds.ACTORS, Holds.ROUNDS})


def read_part(desk: Desk, shape: SheetShape, row: Row, *, tree: str = "") -> dict[str, Any]:
    """Read a row as a part: its fields nested as the plan has them; a blank cell gives no field.

    A required cell that is blank or cannot be read is a fault, and a stand-in keeps the part in shape, so that
    everything else of the plan can still be checked.

    Args:
        desk: Knows what the parts are called; takes the faults.
        shape: The row's sheet.
        row: The row.
        tree: Key of the tree that its items and levels belong to.
    """
    part: dict[str, Any] = {}
    for column in shape.columns:
        value = read_cell(desk, column, row, tree=tree)
        if value is not None:
            _put(part, column.field, value)
    return part


def read_cell(desk: Desk, column: Column, row: Row, *, tree: str = "") -> Any:  # noqa: ANN401 - what the column holds
    """Read the cell of one column; None = blank and not needed."""
    cell, spot = row.cell(column.field), row.spot(column.field)
    if cell.error:
        desk.blame(spot, "workbook.formula_error", value=str(cell.value))
    elif not cell.blank:
        value = _value(desk, column, cell, row, tree)
        if not isinstance(value, Trouble):
            return value
        desk.trouble(spot, value)
    elif column.required:
        desk.blame(spot, "workbook.empty_cell")
    return _stand_in(column) if column.required else None


def _value(desk: Desk, column: Column, cell: Cell, row: Row, tree: str) -> Any:  # noqa: ANN401, C901, PLR0912 - as above; one case a kind
    words = column.words or {}
    match column.holds:
        case Holds.TEXT | Holds.KIND:
            return read.line_of(cell)
        case Holds.LONG:
            return read.text_of(cell)
        case Holds.KEY:
            return read.key_of(cell)
        case Holds.NUMBER:
            return read.number_of(cell)
        case Holds.WHOLE:
            return read.whole_of(cell)
        case Holds.DAY:
            return read.day_of(cell)
        case Holds.MOMENT:
            return read.moment_of(cell)
        case Holds.TIME:
            return read.time_of(cell)
        case Holds.LINES:
            return read.lines_of(cell)
        case Holds.CHOICE:
            return read.choice_of(cell, words, desk.language)
        case Holds.CHOICES:
            return read.choices_of(cell, words, desk.language)
        case Holds.TRUTH:
            return read.truth_of(cell, words, desk.language)
        case Holds.LEVEL:
            return _level(desk, cell, tree)
        case Holds.ITEM:
            return _item(desk, cell, tree)
        case _:
            return _reference(desk, column, cell, row)


def _reference(desk: Desk, column: Column, cell: Cell, row: Row) -> str | list[str] | Trouble:
    kind = _REFERENCES[column.holds]
    if column.holds not in _SEVERAL:
        return one_of(desk, kind, read.line_of(cell))
    found: list[str] = []
    for said in read.lines_of(cell):
        each = one_of(desk, kind, said)
        listed = [one_of(desk, kind, part) for part in said.split(",")] if isinstance(each, Trouble) else [each]
        if any(isinstance(one, Trouble) for one in listed):
            listed = [each] if all(isinstance(one, Trouble) for one in listed) else listed
        for one in listed:
            if isinstance(one, Trouble):
                desk.faults.append(row.spot(column.field).fault(one.code, **one.data))
                desk.spoil(row.spot(column.field))
            elif one not in found:
                found.append(one)
    return found


def one_of(desk: Desk, kind: Named, said: str) -> str | Trouble:
    """Find the one part that a cell names."""
    found = desk.names[kind].find(said)
    if len(found) == 1:
        return found[0]
    if found:
        return Trouble(code="workbook.two_of_name", data={"value": quoted(said), "keys": ", ".join(found)})
    return Trouble(code=_UNKNOWN[kind], data={"value": quoted(said)})


def _item(desk: Desk, cell: Cell, tree: str) -> str | Trouble:
    """Find an item by its number, by its key, or by its number with the title after it."""
    number = read.number_of(cell)
    if isinstance(number, Trouble):
        return number
    for said in (number, number.split(" ")[0]):
        found = desk.numbers.get((tree, said.rstrip(".")))
        if found is not None:
            return found
        if (tree, said) in desk.item_places:
            return said
    return Trouble(code="workbook.unknown_item", data={"value": quoted(number)})


def _level(desk: Desk, cell: Cell, tree: str) -> int | Trouble:
    """Find the number of a level by its word, or take the number."""
    words = desk.levels.get(tree, ())
    said = read.line_of(cell)
    for number, word in enumerate(words, start=1):
        if fold(word) == fold(said):
            return number
    if said.isascii() and said.isdigit() and len(said) <= _DIGITS and 1 <= int(said) <= len(words):
        return int(said)
    return Trouble(code="workbook.unknown_level", data={"value": quoted(said), "known": ", ".join(words)})


def _stand_in(column: Column) -> object:
    match column.holds:
        case Holds.DAY | Holds.MOMENT:
            return _STAND_IN_DAY
        case Holds.WHOLE:
            return 0
        case Holds.LEVEL:
            return 1
        case Holds.CHOICE:
            return next(iter(column.words or {}))
        case Holds.TEXT | Holds.NUMBER:
            return "–"
        case _:
            return None


def _put(part: dict[str, Any], field: str, value: object) -> None:
    *above, last = field.split(".")
    for name in above:
        part = part.setdefault(name, {})
    part[last] = value
