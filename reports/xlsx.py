"""The report's sheets as a workbook: real numbers, tables with filters, formulas with their values."""

import re
from collections.abc import Mapping
from datetime import UTC, date
from decimal import Decimal
from io import BytesIO
from typing import assert_never

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.cannot_set import CannotSetError
from reports.model import Report
from reports.sheet_model import Cell, Column, ColumnKind, Sheet

_HEAD = 1
_FIRST = 2
_LONGEST = 32_767
_PLACE = re.compile(r"\{(?:(\w+)\.)?(\w+)\}")
_FORMATS: Mapping[ColumnKind, str] = {
    "text": "@",
    "long": "@",
    "count": "#,##0",
    "number": "#,##0.##",
    "money": '#,##0.##\u00a0"Kč"',
    "share": "0.0\u00a0%",
    "day": "d.\u00a0m.\u00a0yyyy",
}
_WIDTHS: Mapping[ColumnKind, int] = {
    "text": 24,
    "long": 60,
    "count": 12,
    "number": 14,
    "money": 17,
    "share": 12,
    "day": 14,
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
        writer = _Writer(workbook, report)
        for sheet in report.sheets:
            writer.add(sheet)
    return stream.getvalue()


class _Writer:
    def __init__(self, workbook: Workbook, report: Report) -> None:
        self._workbook = workbook
        self._draft_mark = report.meta.draft_mark
        self._sheets = {sheet.key: sheet for sheet in report.sheets}
        top = {"valign": "top", "text_wrap": True}
        self._formats = {
            kind: workbook.add_format(
                {"num_format": pattern, **(top if kind in ("text", "long") else {"valign": "top"})}
            )
            for kind, pattern in _FORMATS.items()
        }
        self._caption = workbook.add_format({"bold": True, "font_size": 12})
        self._heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def add(self, sheet: Sheet) -> None:
        page = self._workbook.add_worksheet(sheet.title)
        self._set_page(page, sheet)
        page.write_string(0, 0, sheet.caption, self._caption)
        for place, column in enumerate(sheet.columns):
            page.write_string(_HEAD, place, column.title, self._heading)
        for at, row in enumerate(sheet.rows, start=_FIRST):
            for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                self._write(page, sheet, column, (at, place), cell)
        if sheet.rows:
            self._add_table(page, sheet)

    def _set_page(self, page: Worksheet, sheet: Sheet) -> None:
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, _WIDTHS[column.kind])
        page.freeze_panes(_FIRST, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD)
        page.set_footer("&C&P / &N")
        if self._draft_mark:
            page.set_header("&C" + self._draft_mark.replace("&", "&&"))

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
            "format": self._formats[column.kind],
        }
        if column.key in sheet.totals:
            told |= {"total_function": "sum", "total_value": float(sheet.totals[column.key])}
        elif place == 0 and sheet.totals:
            told["total_string"] = sheet.totals_title
        return told

    def _write(self, page: Worksheet, sheet: Sheet, column: Column, at: tuple[int, int], cell: Cell) -> None:
        shape: Format = self._formats[column.kind]
        match cell:
            case None | "":
                page.write_blank(*at, None, shape)
            case str():
                if len(cell.encode("utf-16-le")) // 2 > _LONGEST:
                    raise CannotSetError(f"{sheet.title}, {xl_rowcol_to_cell(*at)}", f"{cell[:40]}…")
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

    def _formula(self, sheet: Sheet, template: str, row: int) -> str:
        """Put cells and ranges in for the columns; "" where another sheet has no rows to point to."""
        others = {other for other, _ in _PLACE.findall(template) if other}
        if any(not self._sheets[other].rows for other in others):
            return ""
        return "=" + _PLACE.sub(lambda match: self._cells(sheet, match[1], match[2], row), template)

    def _cells(self, sheet: Sheet, other: str | None, column: str, row: int) -> str:
        if not other:
            return str(xl_rowcol_to_cell(row, sheet.column(column), col_abs=True))
        there = self._sheets[other]
        place = there.column(column)
        title = there.title.replace("'", "''")
        return f"'{title}'!{xl_range_abs(_FIRST, place, _FIRST + len(there.rows) - 1, place)}"
