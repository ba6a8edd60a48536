"""Cells of an XLSForm kept as CSV: the first column names the sheet, as in pyxform."""

import csv
from io import StringIO

from flows.faults import Fault
from flows.xlsform_cells import Sheet, sheets_from

_SEPARATORS = ",;\t"


def read_csv(source: str, *, name: str) -> dict[str, Sheet] | tuple[Fault, ...]:
    """Sheets of a CSV text; separated by what its first row of cells has most of: comma, semicolon or tabulator.

    A row whose first cell is not blank begins a sheet of that name; its other rows have a blank first cell.

    Args:
        source: The text; a byte order mark is passed over.
        name: What to call it in a fault.
    """
    text = source.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if set(line) & set(_SEPARATORS)), "")
    separator = max(_SEPARATORS, key=first.count)
    numbered: dict[str, list[list[str]]] = {}
    grid: list[list[str]] | None = None
    try:
        for row in csv.reader(StringIO(text), delimiter=separator, strict=True):
            cells = [cell.replace("\xa0", " ").strip() for cell in row]
            if cells and cells[0]:
                grid = numbered.setdefault(cells[0].lower(), [])
                if not any(cells[1:]):
                    continue
            if grid is not None:
                grid.append(cells[1:])
    except csv.Error as fault:
        return (Fault(code="form.no_csv", where=name, data={"detail": str(fault)}),)
    return sheets_from(numbered)
