"""An answer table as an .xlsx file: drop-downs, fixed headings, a page that prints."""

from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.answer_table.filling import FilledSheet, FilledTable
from bot.answer_table.shape import HEAD_ROWS, KEY, NUMBER, TURN

_MADE_AT = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same table gives the same bytes."""
_LAST_ROW = 1_000
_LONGEST_LIST = 255
_NARROW, _MIDDLE, _WIDE = 9, 22, 48


def table_bytes(table: FilledTable) -> bytes:
    """Write the file."""
    stream = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": table.guide[0], "created": _MADE_AT})
        _add_guide(book, table)
        formats = {
            "code": book.add_format({"font_color": "#8C8C8C", "font_size": 8}),
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "given": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#595959"}),
        }
        for sheet in table.sheets:
            _add_sheet(book, sheet, formats)
    return stream.getvalue()


def _add_guide(book: Workbook, table: FilledTable) -> None:
    page = book.add_worksheet(table.guide_title)
    page.set_column(0, 0, 100)
    page.hide_gridlines(2)
    text = book.add_format({"text_wrap": True, "valign": "top"})
    small = book.add_format({"font_color": "#8C8C8C", "font_size": 8})
    bold = book.add_format({"bold": True, "font_size": 13})
    for at, line in enumerate(table.guide):
        page.write_string(at, 0, line, bold if not at else small if at == len(table.guide) - 1 else text)


def _add_sheet(book: Workbook, sheet: FilledSheet, formats: dict[str, Format]) -> None:
    page = book.add_worksheet(sheet.title)
    _set_page(page)
    for place, column in enumerate(sheet.columns):
        given = column.code in {KEY, TURN}
        width = _NARROW if given or column.code == NUMBER else _WIDE if column.wide else _MIDDLE
        page.set_column(place, place, width, formats["text"])
        page.write_string(0, place, column.code if place else f"{sheet.code}:{column.code}", formats["code"])
        page.write_string(1, place, column.title, formats["heading"])
        if column.offers and len(",".join(column.offers)) <= _LONGEST_LIST:
            rule = {"validate": "list", "source": list(column.offers), "error_type": "warning"}
            page.data_validation(HEAD_ROWS, place, _LAST_ROW, place, rule)
    for at, row in enumerate(sheet.rows, start=HEAD_ROWS):
        for place, value in enumerate(row):
            shape = formats["given" if sheet.columns[place].code in {KEY, TURN} else "text"]
            if isinstance(value, str):
                page.write_string(at, place, value, shape)
            else:
                page.write(at, place, value, shape)


def _set_page(page: Worksheet) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.freeze_panes(HEAD_ROWS, 2)
    page.repeat_rows(0, 1)
    page.set_header("&L&A")
    page.set_footer("&C&P / &N")
