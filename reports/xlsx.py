"""The report's sheets as a workbook: real numbers, tables with filters, formulas with their values."""

import re
from collections.abc import Mapping
from datetime import UTC, date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import assert_never

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.cannot_set import CannotSetError
from reports.model import Report
from reports.row_heights import row_height
from reports.sheet_model import Cell, Column, ColumnKind, Sheet
from reports.sheet_pruning import without_empty
from reports.xlsx_charts import HEADING, add_charts

_HEAD = 1
_FIRST = 2
_FILTER = 3
"""Letters of a column's width that the button of its filter takes."""
_LONGEST = 32_767
_PAGE = 210
"""Letters that a printed page is wide."""
_PLACE = re.compile(r"\{(?:(\w+)\.)?(\w+)\}")
_FORMATS: Mapping[ColumnKind, str] = {
    "text": "@",
    "long": "@",
    "count": "#,##0",
    "number": "#,##0",
    "money": '#,##0\u00a0"Kč"',
    "share": "0.0\u00a0%",
    "day": "d.\u00a0m.\u00a0yyyy",
}
_WITH_PARTS: Mapping[str, str] = {"number": "#,##0.00", "money": '#,##0.00\u00a0"Kč"'}
"""Kinds whose columns show two places where any of their values has parts of one."""
_WIDTHS: Mapping[ColumnKind, int] = {
    "text": 20,
    "long": 48,
    "count": 13,
    "number": 14,
    "money": 17,
    "share": 13,
    "day": 13,
}


def workbook_bytes(report: Report) -> bytes:
    """Write the workbook. The same report gives the same bytes.

    Raises:
        CannotSetError: A text is longer than a cell of a workbook can be.
    """
    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stream, options) as workbook:
        meta = report.meta
        made_at = meta.made_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": meta.title, "author": meta.owner, "created": made_at})
        sheets = without_empty(report.sheets)
        writer = _Writer(workbook, sheets)
        for sheet in sheets:
            _set_printing(writer.add(sheet), meta.draft_mark, ceil(sum(_widths(sheet)) / _PAGE))
        if charts := add_charts(workbook, report):
            _set_printing(charts, meta.draft_mark, 1)
    return stream.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    """Give the columns' widths in digits: of short texts as narrow as they are."""
    return [
        _text_width(sheet, place) if column.kind in ("text", "long") else _WIDTHS[column.kind]
        for place, column in enumerate(sheet.columns)
    ]


def _text_width(sheet: Sheet, place: int) -> int:
    column = sheet.columns[place]
    lines = [line for row in sheet.rows if isinstance(cell := row[place], str) for line in cell.split("\n")]
    needed = [*map(len, lines), *(len(word) + _FILTER for word in column.title.split())]
    return min(_WIDTHS[column.kind], max(needed) + 2)


def _set_printing(page: Worksheet, draft_mark: str, across: int) -> None:
    """Set the pages of a sheet that is so many of them wide."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(across, 0)
    page.set_footer("&C&P / &N")
    if draft_mark:
        page.set_header("&C" + draft_mark.replace("&", "&&"))


class _Writer:
    def __init__(self, workbook: Workbook, sheets: tuple[Sheet, ...]) -> None:
        self._workbook = workbook
        self._sheets = {sheet.key: sheet for sheet in sheets}
        self._formats: dict[str, Format] = {}
        self._caption = workbook.add_format({"bold": True, "font_size": 12})
        self._heading = workbook.add_format(HEADING)

    def add(self, sheet: Sheet) -> Worksheet:
        page = self._workbook.add_worksheet(sheet.title)
        self._set_page(page, sheet)
        page.write_string(0, 0, sheet.caption, self._caption)
        for place, column in enumerate(sheet.columns):
            page.write_string(_HEAD, place, column.title, self._heading)
        for place, column in enumerate(sheet.columns):
            shape = self._format(sheet, place)
            for at, row in enumerate(sheet.rows, start=_FIRST):
                self._write(page, sheet, column, (at, place), row[place], shape)
        if sheet.rows:
            self._add_table(page, sheet)
        return page

    def _format(self, sheet: Sheet, place: int) -> Format:
        """Give the format of a column: parts of one only where a value has them."""
        kind = sheet.columns[place].kind
        pattern = _FORMATS[kind]
        if kind in _WITH_PARTS and any(isinstance(cell := row[place], Decimal) and cell % 1 for row in sheet.rows):
            pattern = _WITH_PARTS[kind]
        if pattern not in self._formats:
            wrapped = kind in ("text", "long")
            shape = {"num_format": pattern, "valign": "top", "text_wrap": wrapped}
            self._formats[pattern] = self._workbook.add_format(shape)
        return self._formats[pattern]

    def _set_page(self, page: Worksheet, sheet: Sheet) -> None:
        widths = _widths(sheet)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        page.freeze_panes(_FIRST, 1)
        page.set_row(
            _HEAD, row_height((each.title, width - _FILTER) for each, width in zip(sheet.columns, widths, strict=True))
        )
        for at, row in enumerate(sheet.rows, start=_FIRST):
            texts = ((cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
            page.set_row(at, row_height(texts))
        page.ignore_errors(
            {"number_stored_as_text": f"A1:{xl_rowcol_to_cell(_FIRST + len(sheet.rows), len(sheet.columns))}"}
        )
        page.repeat_rows(_HEAD)
        page.repeat_columns(0)

    def _add_table(self, page: Worksheet, sheet: Sheet) -> None:
        last = _FIRST + len(sheet.rows) - 1 + bool(sheet.totals)
        columns = [self._table_column(sheet, place, column) for place, column in enumerate(sheet.columns)]
        page.add_table(
            _HEAD,
            0,
            last,
            len(sheet.columns) - 1,
            {
                "name": f"{sheet.key}_table",
                "columns": columns,
                "total_row": bool(sheet.totals),
                "style": "Table Style Light 15",
                "description": sheet.caption,
            },
        )

    def _table_column(self, sheet: Sheet, place: int, column: Column) -> dict[str, object]:
        told: dict[str, object] = {
            "header": column.title,
            "header_format": self._heading,
            "format": self._format(sheet, place),
        }
        if column.key in sheet.totals:
            # the cells are named one by one: LibreOffice does not know a column of a table by its name
            formula = f"=SUBTOTAL(109,{xl_range_abs(_FIRST, place, _FIRST + len(sheet.rows) - 1, place)})"
            told |= {"total_function": formula, "total_value": float(sheet.totals[column.key])}
        elif place == 0 and sheet.totals:
            told["total_string"] = sheet.totals_title
        return told

    def _write(
        self, page: Worksheet, sheet: Sheet, column: Column, at: tuple[int, int], cell: Cell, shape: Format
    ) -> None:
        match cell:
            case None | "":
                page.write_blank(*at, None, shape)
            case str():
                if len(cell.encode("utf-16-le")) // 2 > _LONGEST:
                    raise CannotSetError(
                        f"{sheet.title}, {self._row_name(sheet, at[0])}, {column.title}", f"{cell[:40]}…"
                    )
                page.write_string(*at, cell, shape)
            case int() | Decimal():
                if column.formula and (formula := self._formula(sheet, column.formula, at[0])):
                    page.write_formula(*at, formula, shape, float(cell))
                else:
                    page.write_number(*at, float(cell), shape)
            case date():
                page.write_datetime(*at, cell, shape)
            case _:
                assert_never(cell)

    def _row_name(self, sheet: Sheet, row: int) -> str:
        """Name a row by its first cell: an item's number."""
        return str(sheet.rows[row - _FIRST][0])[:40]

    def _formula(self, sheet: Sheet, template: str, row: int) -> str:
        """Put cells and ranges in for the columns; "" where one of them was left out."""
        if not all(self._is_there(other or sheet.key, column) for other, column in _PLACE.findall(template)):
            return ""
        return "=" + _PLACE.sub(lambda match: self._cells(sheet, match[1], match[2], row), template)

    def _is_there(self, sheet: str, column: str) -> bool:
        found = self._sheets.get(sheet)
        return found is not None and bool(found.rows) and column in {each.key for each in found.columns}

    def _cells(self, sheet: Sheet, other: str | None, column: str, row: int) -> str:
        if not other:
            return str(xl_rowcol_to_cell(row, sheet.column(column), col_abs=True))
        there = self._sheets[other]
        place = there.column(column)
        title = there.title.replace("'", "''")
        return f"'{title}'!{xl_range_abs(_FIRST, place, _FIRST + len(there.rows) - 1, place)}"
