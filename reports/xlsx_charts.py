"""The report's charts in the workbook: each drawn from cells beside it, with what it shows in words."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.cannot_set import CannotSetError
from reports.model import Chart, Figure, Report
from reports.native_chart import Paint, longest_value, number_format, paint, stacks, too_narrow
from reports.parse import inline_text
from reports.row_heights import row_height
from reports.walk import all_blocks

HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#edf2f8"}
"""Format of the head of a column."""

_LONGEST, _LONGEST_ALT = 32_767, 8_000
_WIDTH, _BAR, _THIN_BAR, _AROUND = 860, 36, 26, 90
_ROW = 20
"""Height of a row, in pixels."""
_NAMES, _NUMBERS = 50, 18
_NO_LINES: dict[str, Any] = {"major_gridlines": {"visible": False}}
_INK, _WHITE = "#1d232b", "#ffffff"


def add_charts(workbook: Workbook, report: Report) -> Worksheet | None:
    """Add a sheet with the report's charts; None where it has none."""
    figures = [block for block in all_blocks(report.blocks) if isinstance(block, Figure)]
    if not figures:
        return None
    page = workbook.add_worksheet(report.meta.words["charts"])
    page.set_column(0, 0, _NAMES)
    page.set_column(1, max(len(figure.chart.series) for figure in figures), _NUMBERS)
    writer = _ChartWriter(workbook, page, report)
    row = 0
    for figure in figures:
        row = writer.add(figure, row)
    return page


class _ChartWriter:
    def __init__(self, workbook: Workbook, page: Worksheet, report: Report) -> None:
        self._workbook = workbook
        self._page = page
        self._colours = report.meta.look.colours
        self._caption = workbook.add_format({"bold": True, "font_size": 12})
        self._heading = workbook.add_format(HEADING)
        self._name = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._formats: dict[str, Format] = {}

    def add(self, figure: Figure, row: int) -> int:
        """Write a chart's numbers and the chart below them; give the row after both.

        Raises:
            CannotSetError: A text is longer than a cell of a workbook can be.
        """
        chart = figure.chart
        heads = [(series.name, _NUMBERS) for series in chart.series]
        self._page.set_row(row + 1, row_height(heads))
        self._put(figure, row, 0, f"{figure.label}: {inline_text(figure.caption)}", self._caption)
        self._put(figure, row + 1, 0, figure.label, self._heading)
        for at, name in enumerate(chart.categories, start=row + 2):
            self._page.set_row(at, row_height([(name, _NAMES)]))
            self._put(figure, at, 0, name, self._name)
        for column, series in enumerate(chart.series, start=1):
            self._put(figure, row + 1, column, series.name, self._heading)
            for at, number in enumerate(series.numbers, start=row + 2):
                self._page.write_number(at, column, float(number.value), self._format(number_format(series)))
        return self._draw(figure, row + 2)

    def _put(self, figure: Figure, row: int, column: int, text: str, shape: Format) -> None:
        if len(text.encode("utf-16-le")) // 2 > _LONGEST:
            raise CannotSetError(figure.id, f"{text[:40]}…")
        self._page.write_string(row, column, text, shape)

    def _format(self, pattern: str) -> Format:
        if pattern not in self._formats:
            self._formats[pattern] = self._workbook.add_format({"num_format": pattern, "valign": "top"})
        return self._formats[pattern]

    def _draw(self, figure: Figure, first: int) -> int:
        """Draw the chart of the cells from a row on."""
        chart = figure.chart
        last = first + len(chart.categories) - 1
        drawn = self._workbook.add_chart({"type": "bar", **({"subtype": "stacked"} if stacks(chart) else {})})
        for at in range(len(chart.series)):
            drawn.add_series(self._series(chart, at, first, last))
        drawn.set_title({"none": True})
        drawn.set_y_axis({"reverse": True, "num_font": _font(_INK), "major_tick_mark": "none", **_NO_LINES})
        drawn.set_x_axis({"visible": False, **_NO_LINES, **_range(chart)})
        drawn.set_legend({"position": "top", "font": _font(_INK)} if len(chart.series) > 1 else {"none": True})
        height = _height(chart)
        drawn.set_size({"width": _WIDTH, "height": height})
        alt = figure.alt if len(figure.alt) <= _LONGEST_ALT else f"{figure.alt[: _LONGEST_ALT - 1]}…"
        self._page.insert_chart(last + 2, 0, drawn, {"description": alt, "object_position": 2})
        return last + 2 + height // _ROW + 3

    def _series(self, chart: Chart, at: int, first: int, last: int) -> dict[str, Any]:
        page = self._page.name
        inside = stacks(chart)
        hidden = too_narrow(chart, at)
        return {
            "name": [page, first - 1, at + 1],
            "categories": [page, first, 0, last, 0],
            "values": [page, first, at + 1, last, at + 1],
            **_fill(paint(self._colours, at)),
            "border": {"color": _WHITE},
            "gap": 60,
            "data_labels": {
                "value": True,
                "num_format": number_format(chart.series[at]),
                "position": "center" if inside else "outside_end",
                "font": {**_font(_WHITE if inside else _INK), "bold": True},
                "custom": [{"delete": True} if bar in hidden else None for bar in range(len(chart.categories))],
            },
        }


def _fill(painted: Paint) -> dict[str, Any]:
    if not painted.pattern:
        return {"fill": {"color": f"#{painted.colour}"}}
    colours = {"fg_color": f"#{painted.lines}", "bg_color": f"#{painted.colour}"}
    return {"pattern": {"pattern": painted.pattern_name, **colours}}


def _height(chart: Chart) -> int:
    many = 1 if stacks(chart) else len(chart.series)
    return _AROUND + len(chart.categories) * (_BAR if many == 1 else many * _THIN_BAR + _BAR // 3)


def _range(chart: Chart) -> dict[str, float]:
    most = longest_value(chart)
    return {"min": 0, **({"max": most} if most else {})}


def _font(colour: str) -> dict[str, Any]:
    return {"name": "Arial", "size": 9, "color": colour}
