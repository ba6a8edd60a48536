"""Opening a workbook that somebody sent: what is dangerous or no workbook is refused before it is unpacked."""

import struct
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from flows.faults import Fault
from flows.workbook.grid import Cell, Grid, Merge, Workbook

MOST_BYTES = 20_000_000
"""Most bytes of the file."""
MOST_UNPACKED = 60_000_000
"""Most bytes of what is in it; 2,000 items with long descriptions take a tenth."""
MOST_PARTS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_MEBIBYTE = 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins .xls, and workbooks locked by a password."""


def open_workbook(data: bytes, *, name: str) -> Workbook | Fault:
    """Read the sheets of an .xlsx file.

    Args:
        data: The file.
        name: What to call it in a fault.
    """
    refused = _refused(data, name)
    if refused is not None:
        return refused
    try:
        return _read(data)
    except Exception as error:  # noqa: BLE001 - openpyxl and zlib raise anything at damaged files
        return Fault(code="workbook.broken", where=name, data={"detail": type(error).__name__})


def _refused(data: bytes, name: str) -> Fault | None:
    """Look at what the file says of itself: nothing is unpacked yet."""
    if len(data) > MOST_BYTES:
        return _too_large(name, MOST_BYTES)
    if data.startswith(_OLD_OFFICE):
        return Fault(code="workbook.old_or_locked", where=name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        return Fault(code="workbook.broken", where=name, data={"detail": type(error).__name__})
    names = {part.filename.lower() for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return _too_large(name, MOST_UNPACKED)
    if any(each.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in each for each in names):
        return Fault(code="workbook.macros", where=name)
    if not any(each.endswith("workbook.xml") for each in names):
        return Fault(code="workbook.other_file", where=name)
    return None


def _too_large(name: str, limit: int) -> Fault:
    return Fault(code="workbook.too_large", where=name, data={"limit": str(limit // _MEBIBYTE)})


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
    kept = value if isinstance(value, str | int | float | bool | datetime | date | time) else str(value)
    return Cell(value=kept, shape=str(cell.number_format), error=cell.data_type == "e")
