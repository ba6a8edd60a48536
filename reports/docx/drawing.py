"""What stands in a line of text as a drawing: a chart, a picture."""

from math import ceil

from markupsafe import Markup

from reports.docx.composition import Composition
from reports.docx.xml import el
from reports.font import packaged_font
from reports.model import Figure
from reports.native_chart import stacks

_TWIP = 635
_BAR = 350_000
_THIN_BAR = 165_000
_GAP = 110_000
_LEGEND = 300_000
_LEGEND_WIDTH = 400
_LONGEST_ALT = 8_000
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart_drawing(figure: Figure, into: Composition) -> Markup:
    """Place a chart; the document's relation `rIdChartN` must lead to its part."""
    into.figures.append(figure)
    number = len(into.figures)
    chart = el("c:chart", r_id=chart_relation(number))
    return inline_drawing(
        el("a:graphicData", chart, uri=_CHART),
        (into.width * _TWIP, _height(figure)),
        figure.label,
        figure.alt,
        into,
    )


def chart_relation(number: int) -> str:
    """Give the id of the relation from the document to its chart."""
    return f"rIdChart{number}"


def inline_drawing(graphic: Markup, size: tuple[int, int], name: str, alt: str, into: Composition) -> Markup:
    """Write a run with a drawing of a size in EMU; `alt` says what it shows."""
    into.drawings += 1
    width, height = size
    described = into.checked(alt)
    if len(described) > _LONGEST_ALT:
        described = f"{described[: _LONGEST_ALT - 1]}…"
    inline = el(
        "wp:inline",
        el("wp:extent", cx=width, cy=height),
        el("wp:effectExtent", l=0, t=0, r=0, b=0),
        el("wp:docPr", id=into.drawings, name=into.checked(name), descr=described),
        el("wp:cNvGraphicFramePr"),
        el("a:graphic", graphic),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return el("w:r", el("w:drawing", inline))


def _height(figure: Figure) -> int:
    bars = len(figure.chart.categories)
    each = _BAR
    if not stacks(figure.chart) and len(figure.chart.series) > 1:
        each = _THIN_BAR * len(figure.chart.series) + _GAP
    return bars * each + _LEGEND * _legend_lines(figure) + _GAP


def _legend_lines(figure: Figure) -> int:
    """Count the lines that the names of the series take, their colours before them."""
    font = packaged_font("LiberationSans-Regular.ttf")
    return ceil(sum(font.width(series.name, 9) + 25 for series in figure.chart.series) / _LEGEND_WIDTH)
