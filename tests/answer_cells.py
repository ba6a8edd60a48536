"""Filling an answer table as an office does: by sheet, number of the item and column."""

from collections.abc import Mapping
from io import BytesIO

from openpyxl.workbook import Workbook

ANSWERS = ("Odpovědi", "Answers")
"""The sheet with one row for each item, in either language."""
Cells = Mapping[tuple[str, str, str], object]
"""Sheet, number of the item and code of the column to what is written there."""


def fill(book: Workbook, cells: Cells) -> bytes:
    """Write into the cells of a table, in a new row where the item has none on that sheet."""
    for (sheet, number, code), value in cells.items():
        page = book[sheet]
        heads = [str(cell.value or "").rpartition(":")[2] for cell in page[1]]
        numbers = [str(row[heads.index("number")].value) for row in page.iter_rows()]
        if number not in numbers or (
            sheet not in ANSWERS and page.cell(numbers.index(number) + 1, heads.index(code) + 1).value
        ):
            page.cell(page.max_row + 1, heads.index("number") + 1, number)
            numbers = [*numbers, number]
            at = page.max_row
        else:
            at = numbers.index(number) + 1
        page.cell(at, heads.index(code) + 1, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
