"""Reading a plan from a workbook: a plan, or every fault at its cell; and what a person should know besides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.faults import Fault
from flows.plan import Plan
from flows.plan_reading import plan_of
from flows.workbook import shapes
from flows.workbook.actor_reading import name_actors, name_by_abbreviation, read_actors, read_groups, read_kinds
from flows.workbook.desk import Desk
from flows.workbook.form_facts import FormFacts
from flows.workbook.general_reading import (
    read_abbreviations,
    read_general,
    read_registers,
    read_reports,
    read_sources,
    read_statuses,
    read_texts,
    stand_in,
)
from flows.workbook.grid import Grid, Workbook
from flows.workbook.known import Answers, Known, KnownPart, SameRow
from flows.workbook.last_year import read_last
from flows.workbook.quick_paste import read_paste
from flows.workbook.round_reading import read_asks, read_rounds, read_steps
from flows.workbook.shape import SheetShape, heading_key
from flows.workbook.table import Row, Spot, Table, read_table
from flows.workbook.tree_reading import read_details, read_indicators, read_items, read_trees

_NEEDED = (shapes.PLAN, shapes.TREES)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFound:
    """What a workbook says.

    Attributes:
        key: The plan's key, also where it has faults.
        plan: The plan; None = it has faults.
        faults: All of them, in the order of the sheets.
        notes: What is passed over or unusual: it hinders nothing, but a person should know.
        same: Rows without a key that may be parts the plan has had; ask, and read again with the answers.
        desk: Knows the cells; None = the file was no workbook.
    """

    key: str
    plan: Plan | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    same: tuple[SameRow, ...] = ()
    desk: Desk | None = None

    def located(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Put faults of the plan that were found later at the cells where they were made."""
        if self.desk is None:
            return tuple(faults)
        known = len(self.desk.faults)
        self.desk.translate(faults)
        return tuple(self.desk.faults[known:])


def read_workbook(
    book: Workbook,
    *,
    forms: frozenset[str],
    facts: FormFacts | None = None,
    known: Iterable[KnownPart] = (),
    answers: Answers | None = None,
) -> PlanFound:
    """Read a plan from the sheets of a workbook.

    Args:
        book: The sheets.
        forms: Keys of the forms that exist.
        facts: What the forms say: questions of last year's answers, codes.
        known: Items and actors that the plan has, or had.
        answers: What was said of rows that look like a known part.
    """
    tables, faults, notes = _tables(book)
    desk = Desk(tables["plan"].language, Known(known), answers or {})
    desk.faults += faults
    desk.notes += notes
    rows = {key: table.rows for key, table in tables.items()}
    _read_sheets(desk, rows, facts or FormFacts())
    found = plan_of(desk.data, forms=forms) if desk.data["trees"] else ()
    if isinstance(found, tuple):
        desk.translate(found)
    order = {grid.title: place for place, grid in enumerate(book.grids)}
    faulty = tuple(sorted(desk.faults, key=lambda fault: _place(fault, order)))
    return PlanFound(
        key=str(desk.data.get("key", "")),
        plan=None if faulty or isinstance(found, tuple) else found,
        faults=faulty,
        notes=tuple(desk.notes),
        same=tuple(desk.same),
        desk=desk,
    )


def _read_sheets(desk: Desk, rows: Mapping[str, Sequence[Row]], facts: FormFacts) -> None:
    """Read sheet by sheet; what others speak of comes first."""
    for row in rows["plan"]:
        read_general(desk, row)
    if not rows["plan"]:
        stand_in(desk)
    read_trees(desk, rows["trees"])
    pasted = read_paste(desk, rows["paste"], rows["items"], rows["actors"], rows["abbreviations"])
    actors, items = (*rows["actors"], *pasted.actors), (*rows["items"], *pasted.items)
    keys = name_actors(desk, actors)
    name_by_abbreviation(desk, rows["abbreviations"])
    read_actors(desk, actors, keys)
    read_groups(desk, rows["groups"])
    read_kinds(desk, rows["kinds"], actors)
    read_items(desk, items)
    read_indicators(desk, rows["indicators"])
    read_details(desk, rows["details"])
    read_last(desk, rows["last"], facts.questions)
    read_rounds(desk, rows["rounds"])
    read_asks(desk, rows["asks"])
    read_steps(desk, rows["steps"])
    read_statuses(desk, rows["statuses"], facts.statuses)
    read_sources(desk, rows["sources"], facts.sources)
    read_abbreviations(desk, rows["abbreviations"])
    read_registers(desk, rows["registers"], rows["entries"])
    read_reports(desk, rows["reports"], rows["title_page"], rows["comments"])
    read_texts(desk, rows["texts"])


def _tables(book: Workbook) -> tuple[dict[str, Table], list[Fault], list[Fault]]:
    """Find each sheet of the plan; tell what is missing, double, hidden or unknown."""
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    notes: list[Fault] = []
    for grid, shape in _recognised(book):
        spot = Spot(sheet=grid.title)
        if shape is None:
            if any(not cell.blank for row in grid.rows for cell in row):
                notes.append(spot.fault("workbook.unknown_sheet"))
        elif shape.key in tables:
            faults.append(spot.fault("workbook.two_sheets", first=tables[shape.key].sheet))
        elif shape.columns:
            tables[shape.key] = read_table(shape, grid)
            faults += tables[shape.key].faults
            notes += tables[shape.key].notes
            if grid.hidden:
                notes.append(spot.fault("workbook.hidden_sheet"))
    for shape in _NEEDED:
        if shape.key not in tables:
            faults.append(Spot(sheet=shape.cs).fault("workbook.no_sheet"))
        elif not tables[shape.key].rows and not tables[shape.key].faults:
            faults.append(Spot(sheet=tables[shape.key].sheet).fault("workbook.empty_sheet"))
    return {shape.key: tables.get(shape.key, Table()) for shape in shapes.SHEETS}, faults, notes


def _recognised(book: Workbook) -> Iterator[tuple[Grid, SheetShape | None]]:
    """Tell which sheet is which: the proper names first, then what people call them; seen ones before hidden."""
    proper = {heading_key(name): shape for shape in shapes.SHEETS for name in (shape.cs, shape.en)}
    others = {heading_key(name): shape for shape in shapes.SHEETS for name in shape.also}
    named = {grid.title: proper.get(heading_key(grid.title)) for grid in book.grids}
    taken = {shape.key for shape in named.values() if shape is not None}
    for grid in book.grids:
        other = others.get(heading_key(grid.title))
        if named[grid.title] is None and other is not None and other.key not in taken:
            named[grid.title] = other
            taken.add(other.key)
    for grid in sorted(book.grids, key=lambda each: each.hidden):
        yield grid, named[grid.title]


def _place(fault: Fault, order: Mapping[str, int]) -> tuple[int, int]:
    return order.get(fault.data.get("sheet", ""), -1), int(fault.data.get("row") or 0)
