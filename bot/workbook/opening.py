"""Opening a workbook that somebody sent: what is dangerous or no workbook is refused before it is read."""

import math
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from flows.faults import Fault
from flows.workbook.grid import Cell, Grid, Merge, Workbook
from flows.workbook_file import safe_workbook

MOST_ROWS = 20_000
MOST_COLUMNS = 200


def open_workbook(data: bytes, *, name: str) -> Workbook | Fault:
    """Read the sheets of an .xlsx file.

    Args:
        data: The file.
        name: What to call it in a fault.
    """
    safe = safe_workbook(data, name=name)
    if isinstance(safe, Fault):
        return safe
    try:
        return _read(safe)
    except Exception as error:  # noqa: BLE001 - openpyxl raises anything at damaged files
        return Fault(code="workbook.broken", where=name, data={"detail": type(error).__name__})


def _read(data: bytes) -> Workbook:
    book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    try:
        return Workbook(grids=tuple(_grid(sheet) for sheet in book.worksheets))
    finally:
        book.close()


def _grid(sheet: Any) -> Grid:  # noqa: ANN401 - openpyxl ships no types
    rows: list[list[Cell]] = []
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - iter_rows would make a million blanks
        if cell.value is None or row > MOST_ROWS or column > MOST_COLUMNS:
            continue
        rows.extend([] for _ in range(row - len(rows)))
        rows[row - 1].extend(Cell() for _ in range(column - len(rows[row - 1])))
        rows[row - 1][column - 1] = _cell(cell)
    merges = tuple(
        Merge(first_row=each.min_row, last_row=each.max_row, first_column=each.min_col, last_column=each.max_col)
        for each in sheet.merged_cells.ranges
        if each.max_row <= len(rows)
    )
    hidden = sheet.sheet_state != "visible"
    return Grid(title=str(sheet.title), rows=tuple(map(tuple, rows)), merges=merges, hidden=hidden)


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl ships no types
    value = cell.value
    is_none = isinstance(value, float) and not math.isfinite(value)  # "1E999" is more than a number can be
    is_plain = isinstance(value, str | int | float | bool | datetime | date | time) and not is_none
    kept = value if is_plain else str(value)
    return Cell(value=kept, shape=str(cell.number_format), error=is_none or cell.data_type == "e")
