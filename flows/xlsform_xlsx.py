"""Cells of an XLSForm kept as a workbook: .xlsx bytes in, the same sheets as from Markdown out."""

from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook

from flows.faults import Fault
from flows.workbook_file import safe_workbook
from flows.xlsform_cells import Sheet, sheets_from

SHEETS = ("survey", "choices", "settings", "entities")
MOST_ROWS = 10_000
MOST_COLUMNS = 300


def read_xlsx(data: bytes, *, name: str) -> dict[str, Sheet] | tuple[Fault, ...]:
    """Sheets of a workbook; sheets that an XLSForm does not know are passed over.

    Args:
        data: The file.
        name: What to call it in a fault.
    """
    safe = safe_workbook(data, name=name)
    if isinstance(safe, Fault):
        return (safe,)
    try:
        grids = _grids(safe)
    except Exception as fault:  # noqa: BLE001 - openpyxl raises anything at damaged files
        return (Fault(code="workbook.broken", where=name, data={"detail": type(fault).__name__}),)
    large = [
        Fault(code="form.workbook_too_large", where=sheet, data={"limit": str(MOST_ROWS)})
        for sheet, grid in grids.items()
        if len(grid) > MOST_ROWS
    ]
    return tuple(large) or sheets_from(grids)


def _grids(data: bytes) -> dict[str, list[list[str]]]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        grids = {}
        for sheet in book.worksheets:
            known = sheet.title.strip().lower()
            if known in SHEETS and known not in grids:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
                grids[known] = [_texts(row) for row in rows]
        return grids
    finally:
        book.close()


def _texts(cells: Iterable[object]) -> list[str]:
    return [cell_text(cell) for cell in cells]


def cell_text(cell: object) -> str:
    """A cell as XLSForm reads it: whole numbers without a point, days as YYYY-MM-DD, truth as TRUE and FALSE."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell).replace("\xa0", " ").strip()
