"""Finding the sheets, headings and rows of a plan in a workbook as people really make them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flows.faults import Fault
from flows.plan_faults import quoted
from flows.workbook.grid import Cell, Grid, letters
from flows.workbook.shape import Column, Holds, Language, SheetShape, heading_key

_HEADING_WITHIN = 20
"""Rows in which a heading is looked for: people put a title and a note above."""
_UNIQUE = frozenset({Holds.KEY, Holds.NUMBER})


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A place in a workbook.

    Attributes:
        sheet: Name of the sheet.
        row: From 1; 0 = the whole sheet.
        column: From 1; 0 = the whole row, or a column that the sheet does not have.
        heading: The column's heading, "" = none.
        label: What to call the row, "" = nothing.
    """

    sheet: str
    row: int = 0
    column: int = 0
    heading: str = ""
    label: str = ""

    @property
    def address(self) -> str:
        """Name it as a spreadsheet does: "Položky!D12"."""
        cell = f"{letters(self.column)}{self.row or ''}" if self.column else f"{self.row}"
        return f"{self.sheet}!{cell}" if self.row else self.sheet

    def fault(self, code: str, **data: str) -> Fault:
        """Make a fault at this place."""
        where = {"sheet": self.sheet, "row": str(self.row or ""), "column": self.heading, "part": self.label}
        return Fault(code=code, where=self.address, data={**where, **data})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row that makes a part of the plan.

    Attributes:
        sheet: Name of the sheet.
        number: Number of the row, from 1.
        cells: Field to its cell; blank ones are left out.
        spots: Field to its place, also where the cell is blank.
        more: Heading to text of the columns that the sheet's shape does not know; blank ones are left out.
        more_spots: Heading to the place of each of those.
    """

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    spots: Mapping[str, Spot]
    more: Mapping[str, Cell] = field(default_factory=dict)
    more_spots: Mapping[str, Spot] = field(default_factory=dict)

    def cell(self, field_: str) -> Cell:
        """Give the cell of a field; a blank one if there is nothing."""
        return self.cells.get(field_, Cell())

    def spot(self, field_: str = "") -> Spot:
        """Give the place of a field, else of the whole row."""
        return self.spots.get(field_) or Spot(sheet=self.sheet, row=self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The rows of one sheet.

    Attributes:
        sheet: Name of the sheet, "" = the workbook has none.
        language: The language of its headings.
        rows: In their order, blank ones left out.
        faults: What is wrong with the sheet as a whole.
        notes: What a person should know of it.
    """

    sheet: str = ""
    language: Language = "cs"
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def read_table(shape: SheetShape, grid: Grid) -> Table:
    """Find the headings of a sheet and its rows."""
    if shape.upright:
        return _upright(shape, grid)
    at = _heading_row(shape, grid)
    spot = Spot(sheet=grid.title)
    if at is None:
        headings = ", ".join(column.cs for column in shape.columns)
        blank = all(cell.blank for row in grid.rows for cell in row)
        nothing = () if blank else (spot.fault("workbook.no_heading", expected=headings),)
        return Table(sheet=grid.title, faults=nothing)
    columns, more, faults = _columns(shape, grid, at)
    missing = [
        column for column in shape.columns if column.required and column.field not in columns and column.field != "key"
    ]
    lacking = tuple(spot.fault("workbook.no_column", heading=column.cs) for column in missing)
    filled, merged = _filled(grid, at, columns, shape)
    rows = tuple(_rows(shape, filled, at, columns, more))
    unknown = () if shape.open else tuple(_unknown(grid, at, more))
    return Table(
        sheet=grid.title,
        language=_language(shape, [heading_key(str(cell.value)) for cell in grid.rows[at] if not cell.blank]),
        rows=() if lacking else rows,
        faults=(*faults, *lacking, *merged),
        notes=unknown,
    )


def names_of(column: Column) -> frozenset[str]:
    """Give the folded headings that a column may have."""
    return frozenset(heading_key(each) for each in (column.cs, column.en, *column.also))


def _heading_row(shape: SheetShape, grid: Grid) -> int | None:
    """Find the row with the most known headings; one is enough only where the sheet has few columns."""
    known = frozenset().union(*(names_of(column) for column in shape.columns))
    best, most = None, 0
    for at, row in enumerate(grid.rows[:_HEADING_WITHIN]):
        found = len({heading_key(str(cell.value)) for cell in row if not cell.blank} & known)
        if found > most:
            best, most = at, found
    return best if most >= min(2, len(shape.columns)) or (most and _alone(grid, best)) else None


def _alone(grid: Grid, at: int | None) -> bool:
    """Whether a heading is the first thing in its sheet and the only thing in its row."""
    return at is not None and sum(not cell.blank for row in grid.rows[: at + 1] for cell in row) == 1


def _columns(shape: SheetShape, grid: Grid, at: int) -> tuple[dict[str, int], dict[int, str], list[Fault]]:
    """Map fields to columns: the proper headings first, then what people call them; the rest by heading."""
    headings = {place: str(cell.value) for place, cell in enumerate(grid.rows[at]) if not cell.blank}
    found: dict[str, int] = {}
    taken: set[int] = set()
    faults: list[Fault] = []
    for proper in (True, False):
        for column in shape.columns:
            names = {heading_key(column.cs), heading_key(column.en)} if proper else names_of(column)
            for place, heading in headings.items():
                if place in taken or heading_key(heading) not in names:
                    continue
                if column.field not in found:
                    found[column.field] = place
                    taken.add(place)
                elif proper:
                    spot = Spot(sheet=grid.title, row=at + 1, column=place + 1, heading=heading)
                    first = Spot(sheet=grid.title, row=at + 1, column=found[column.field] + 1)
                    faults.append(spot.fault("workbook.two_columns", first=first.address))
                    taken.add(place)
    more = {place: " ".join(heading.split()) for place, heading in headings.items() if place not in taken}
    return found, more, faults


def _filled(grid: Grid, at: int, columns: Mapping[str, int], shape: SheetShape) -> tuple[Grid, list[Fault]]:
    """Give merged rows of a column the value that a person sees beside them; keys and numbers cannot be shared."""
    rows = [list(row) for row in grid.rows]
    unique = {columns[column.field] for column in shape.columns if column.field in columns and column.holds in _UNIQUE}
    faults: list[Fault] = []
    for merge in grid.merges:
        place = merge.first_column - 1
        if merge.first_row <= at + 1 or merge.last_row == merge.first_row:
            continue
        first = rows[merge.first_row - 1][place] if place < len(rows[merge.first_row - 1]) else Cell()
        if first.blank:
            continue
        if place in unique:
            spot = Spot(sheet=grid.title, row=merge.first_row, column=place + 1)
            faults.append(spot.fault("workbook.merged", last=str(merge.last_row)))
            continue
        for row in rows[merge.first_row : merge.last_row]:
            row.extend(Cell() for _ in range(place + 1 - len(row)))
            row[place] = first
    return Grid(title=grid.title, rows=tuple(map(tuple, rows)), merges=grid.merges, hidden=grid.hidden), faults


def _rows(shape: SheetShape, grid: Grid, at: int, columns: Mapping[str, int], more: Mapping[int, str]) -> Iterator[Row]:
    headings = grid.rows[at]
    for number, row in enumerate(grid.rows[at + 1 :], start=at + 2):
        cells = {field_: row[place] for field_, place in columns.items() if place < len(row) and not row[place].blank}
        if not cells:
            continue
        spots = {
            column.field: Spot(
                sheet=grid.title,
                row=number,
                column=columns[column.field] + 1 if column.field in columns else 0,
                heading=" ".join(str(headings[columns[column.field]].value).split())
                if column.field in columns
                else column.cs,
            )
            for column in shape.columns
        }
        others = {heading: place for place, heading in more.items() if place < len(row) and not row[place].blank}
        yield Row(
            sheet=grid.title,
            number=number,
            cells=cells,
            spots=spots,
            more={heading: row[place] for heading, place in others.items()},
            more_spots={
                heading: Spot(sheet=grid.title, row=number, column=place + 1, heading=heading)
                for heading, place in others.items()
            },
        )


def _unknown(grid: Grid, at: int, more: Mapping[int, str]) -> Iterator[Fault]:
    for place, heading in more.items():
        if any(place < len(row) and not row[place].blank for row in grid.rows[at + 1 :]):
            spot = Spot(sheet=grid.title, row=at + 1, column=place + 1, heading=quoted(heading))
            yield spot.fault("workbook.unknown_column")


def _upright(shape: SheetShape, grid: Grid) -> Table:
    """Read a sheet whose first column names what the second one holds, as one row."""
    by_name = {name: column for column in reversed(shape.columns) for name in names_of(column)}
    by_name |= {heading_key(each): column for column in shape.columns for each in (column.cs, column.en)}
    cells: dict[str, Cell] = {}
    spots: dict[str, Spot] = {}
    faults: list[Fault] = []
    said: list[str] = []
    notes: list[Fault] = []
    for number, row in enumerate(grid.rows, start=1):
        if not row or row[0].blank:
            continue
        name = " ".join(str(row[0].value).split())
        column = by_name.get(heading_key(name))
        value = row[1] if len(row) > 1 else Cell()
        spot = Spot(sheet=grid.title, row=number, column=2, heading=name)
        if column is None:
            if not value.blank and number > 1:
                notes.append(spot.fault("workbook.unknown_line"))
        elif column.field in spots:
            faults.append(spot.fault("workbook.two_lines", first=spots[column.field].address))
        else:
            said.append(heading_key(name))
            spots[column.field] = spot
            if not value.blank:
                cells[column.field] = value
    missing = {column.field: Spot(sheet=grid.title, heading=column.cs) for column in shape.columns}
    row_ = Row(sheet=grid.title, number=0, cells=cells, spots={**missing, **spots})
    rows = (row_,) if cells else ()
    language = _language(shape, said)
    return Table(sheet=grid.title, language=language, rows=rows, faults=tuple(faults), notes=tuple(notes))


def _language(shape: SheetShape, said: list[str]) -> Language:
    czech = {heading_key(column.cs) for column in shape.columns}
    english = {heading_key(column.en) for column in shape.columns}
    return "en" if len(english.intersection(said)) > len(czech.intersection(said)) else "cs"
