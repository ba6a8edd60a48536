"""Writing a plan's sheets as an .xlsx file that a coordinator fills in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from io import BytesIO
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from flows.workbook import shapes
from flows.workbook.choice_words import all_words
from flows.workbook.grid import Value
from flows.workbook.shape import Column, Holds, Language, SheetShape
from flows.workbook.writing import WrittenSheet

_MADE_AT = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same plan gives the same bytes."""
_LAST_ROW = 5_000
"""Drop-downs reach here: the plan may grow."""
_LONGEST_LIST = 255
_LONGEST_TEXT = 32_767
_LINE, _HEADING, _TALLEST = 15, 18, 409
"""Points of a line, of a heading of one line, and of the tallest row that a spreadsheet has."""
_GUIDE_WIDTH = 78
_ACROSS = 240
"""Most characters across a landscape A4 that can still be read: letters of about 7 points."""
_WIDE = {Holds.LONG: 60, Holds.LINES: 30, Holds.ACTORS: 30, Holds.ROUNDS: 30, Holds.WHOLE: 10, Holds.TIME: 10}
_CHOSEN = {Holds.TRUTH: 14, Holds.CHOICE: 20, Holds.ITEM: 12}
_NARROW = {Holds.KEY: 16, Holds.NUMBER: 11, Holds.DAY: 15, Holds.MOMENT: 18, Holds.LEVEL: 14, Holds.TREE: 14}
_WIDTHS = {**_WIDE, **_CHOSEN, **_NARROW}
_TITLES = {"title": 50, "name": 44, "text": 80, "document.title": 60, "meaning": 44, "kind": 30}
_NAMES = ("number", "name", "@item", "@round", "title")
"""Columns that say what a row is about; with what stands before them they are on every page of a wide sheet."""
_SHAPES: Mapping[Holds, str] = {
    Holds.WHOLE: "0",
    Holds.DAY: "d. m. yyyy",
    Holds.MOMENT: "d. m. yyyy",
    Holds.TIME: "h:mm",
}
_WITH_TIME = "d. m. yyyy h:mm"
_SOURCES = {
    Holds.ACTOR: (shapes.ACTORS, "name"),
    Holds.LEVEL: (shapes.TREES, "nominative"),
    Holds.KIND: (shapes.KINDS, "kind"),
    Holds.ITEM: (shapes.ITEMS, "number"),
    Holds.ROUND: (shapes.ROUNDS, "title"),
    Holds.REPORT: (shapes.REPORTS, "title"),
    Holds.REGISTER: (shapes.REGISTERS, "title"),
}
"""Which column of which sheet offers the values of a column."""


class TextTooLongError(Exception):
    """A text is longer than a cell of a workbook can be; its message is the cell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetWords:
    """What a workbook says besides the plan.

    Attributes:
        title: Name of the file's document.
        guide: Lines of the sheet of help; one that begins with "# " is a heading.
        hints: "sheet.field" to what to write in the column.
        value: Heading of the values of a sheet that stands upright.
        hint: Heading of the hints beside them.
    """

    title: str
    guide: Sequence[str]
    hints: Mapping[str, str]
    value: str
    hint: str
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


def workbook_bytes(sheets: Iterable[WrittenSheet], language: Language, words: SheetWords) -> bytes:
    """Write the file. The same sheets give the same bytes.

    Raises:
        TextTooLongError: A text does not fit into a cell.
    """
    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"title": words.title, "created": _MADE_AT})
        writer = _Writer(book, language, words)
        for sheet in sheets:
            writer.add(sheet)
    return stream.getvalue()


class _Writer:
    def __init__(self, book: Workbook, language: Language, words: SheetWords) -> None:
        self._book, self._language, self._words = book, language, words
        top = {"valign": "top", "text_wrap": True}
        self._text = book.add_format({**top, "num_format": "@"})
        self._key = book.add_format({"valign": "top", "num_format": "@", "font_color": "#595959"})
        self._shaped = {
            holds: book.add_format({"valign": "top", "num_format": each}) for holds, each in _SHAPES.items()
        }
        self._moment = book.add_format({"valign": "top", "num_format": _WITH_TIME})
        self._heading = book.add_format({**top, "bold": True, "bg_color": "#DCE6F1", "bottom": 1})
        self._needed = book.add_format({**top, "bold": True, "bg_color": "#B8CCE4", "bottom": 1})
        self._guide = book.add_format(top)
        self._guide_heading = book.add_format({"bold": True, "font_size": 13, "valign": "top"})
        self._hint = book.add_format({**top, "italic": True, "font_color": "#595959"})

    def add(self, sheet: WrittenSheet) -> None:
        page = self._book.add_worksheet(sheet.shape.title(self._language))
        self._set_page(page)
        if sheet.shape is shapes.HELP:
            self._add_guide(page)
        elif sheet.shape.upright:
            self._add_upright(page, sheet)
        else:
            self._add_table(page, sheet)

    def _set_page(self, page: Worksheet) -> None:
        page.set_paper(9)
        page.set_landscape()
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_header("&L&A")
        page.set_footer("&C&P / &N")

    def _spread(self, page: Worksheet, widths: Sequence[int], named: int) -> None:
        """Print a wide sheet on several pages side by side, each with the columns that say what a row is about."""
        every = sum(widths[:named])
        across = ceil((sum(widths) - every) / (_ACROSS - every))
        if sum(widths) > _ACROSS:
            page.fit_to_pages(across, 0)
            page.repeat_columns(0, named - 1)

    def _add_guide(self, page: Worksheet) -> None:
        page.set_portrait()
        page.set_column(0, 0, _GUIDE_WIDTH)
        page.hide_gridlines(2)
        for at, line in enumerate(self._words.guide):
            heading = line.startswith("# ")
            page.set_row(at, _height([(line, _GUIDE_WIDTH)]))
            page.write_string(at, 0, line.removeprefix("# "), self._guide_heading if heading else self._guide)

    def _add_upright(self, page: Worksheet, sheet: WrittenSheet) -> None:
        name = sheet.shape.title(self._language)
        for place, heading in enumerate((name, self._words.value, self._words.hint)):
            page.write_string(0, place, heading, self._heading)
        page.set_row(0, _HEADING)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 70, self._text)
        page.set_column(2, 2, 60)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        for at, (column, (label, value)) in enumerate(zip(sheet.columns, sheet.rows, strict=True), start=1):
            page.write_string(at, 0, str(label), self._needed if column.required else self._heading)
            self._write(page, at, 1, column, value)
            hint = self._hint_of(sheet.shape, column)
            page.set_row(at, _height([(value, 70), (hint, 60)]))
            page.write_string(at, 2, hint, self._hint)
            self._offer(page, column, (at, 1, at, 1))

    def _add_table(self, page: Worksheet, sheet: WrittenSheet) -> None:
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, _width(column), self._format(column))
            heading = column.heading(self._language)
            page.write_string(0, place, heading, self._needed if column.required else self._heading)
            if hint := self._hint_of(sheet.shape, column):
                page.data_validation(
                    0, place, 0, place, {"validate": "any", "input_title": heading[:32], "input_message": hint[:255]}
                )
            self._offer(page, column, (1, place, _LAST_ROW, place))
        fields = [each.field for each in sheet.columns]
        page.freeze_panes(1, 1 + fields.index("number") if "number" in fields else 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        widths = [_width(column) for column in sheet.columns]
        headings = [column.heading(self._language) for column in sheet.columns]
        page.set_row(0, _height(zip(headings, widths, strict=True)) or _HEADING)
        self._spread(page, widths, 1 + max((fields.index(each) for each in _NAMES if each in fields), default=0))
        for at, row in enumerate(sheet.rows, start=1):
            page.set_row(at, _height(zip(row, widths, strict=True)))
            for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                self._write(page, at, place, column, value)

    def _hint_of(self, shape: SheetShape, column: Column) -> str:
        return self._words.hints.get(f"{shape.key}.{column.field}") or self._words.hints.get(column.field, "")

    def _format(self, column: Column) -> Format:
        return self._key if column.field == "key" else self._shaped.get(column.holds, self._text)

    def _write(self, page: Worksheet, at: int, place: int, column: Column, value: Value) -> None:
        shape = self._format(column)
        match value:
            case None:
                page.write_blank(at, place, None, shape)
            case bool():
                page.write_boolean(at, place, value, shape)
            case int() | float():
                page.write_number(at, place, value, shape)
            case datetime():
                page.write_datetime(at, place, value, self._moment)
            case date() | time():
                page.write_datetime(at, place, value, shape)
            case str():
                if len(value.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_TEXT:
                    raise TextTooLongError(f"{page.name}!{xl_rowcol_to_cell(at, place)}")
                page.write_string(at, place, value, shape)

    def _offer(self, page: Worksheet, column: Column, area: tuple[int, int, int, int]) -> None:
        """Offer values in a drop-down; another one may be written all the same, after a warning."""
        source = self._source(column)
        if source is not None:
            page.data_validation(*area, {"validate": "list", "source": source, "error_type": "warning"})

    def _source(self, column: Column) -> str | list[str] | None:
        if column.holds in _SOURCES:
            shape, field_ = _SOURCES[column.holds]
            letter = xl_col_to_name(next(at for at, each in enumerate(shape.columns) if each.field == field_))
            return f"='{shape.title(self._language)}'!${letter}$2:${letter}${_LAST_ROW}"
        if column.holds in {Holds.CHOICE, Holds.TRUTH} and column.words:
            offered = list(all_words(column.words, self._language))
        else:
            offered = list(self._words.lists.get(column.field, ()))
        return offered if offered and len(",".join(offered)) <= _LONGEST_LIST else None


def _height(cells: Iterable[tuple[Value, int]]) -> int | None:
    """Give the height of a row whose texts are wrapped, None = one line: not every program fits rows by itself."""
    texts = ((value, width) for value, width in cells if isinstance(value, str))
    lines = max((sum(1 + len(line) // width for line in text.split("\n")) for text, width in texts), default=1)
    return min(lines * _LINE, _TALLEST) if lines > 1 else None


def _width(column: Column) -> int:
    return _TITLES.get(column.field) or _WIDTHS.get(column.holds, 24)
