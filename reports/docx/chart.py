"""A chart as Word draws it itself: bars with their values, to be changed in Word together with its workbook."""

from collections.abc import Sequence

from markupsafe import Markup
from xlsxwriter.utility import xl_range_abs

from reports.docx.xml import DECLARATION, el, root
from reports.model import Chart, Figure
from reports.native_chart import Paint, longest_value, number_format, paint, stacks, too_narrow

SHEET = "Data"
_INK = "1D232B"
_QUIET = "56606D"
_WHITE = "FFFFFF"
_CATEGORIES, _VALUES = 111, 112


def chart_xml(figure: Figure, colours: Sequence[str], language: str) -> bytes:
    """Write the chart's part; its numbers are those of the embedded workbook (`chart_workbook`)."""
    chart = figure.chart
    space = root(
        "c:chartSpace",
        "c a r",
        el("c:date1904", val=0),
        el("c:lang", val=language),
        el("c:roundedCorners", val=0),
        el(
            "c:chart",
            el("c:autoTitleDeleted", val=1),
            el("c:plotArea", el("c:layout"), _bars(chart, colours), _category_axis(), _value_axis(chart)),
            _legend() if len(chart.series) > 1 else "",
            el("c:plotVisOnly", val=1),
            el("c:dispBlanksAs", val="gap"),
        ),
        el("c:spPr", el("a:noFill"), el("a:ln", el("a:noFill"))),
        _letters(900, _INK),
        el("c:externalData", el("c:autoUpdate", val=0), r_id="rId1"),
    )
    return f"{DECLARATION}{space}".encode()


def _bars(chart: Chart, colours: Sequence[str]) -> Markup:
    stacked = stacks(chart)
    series = [_series(chart, at, paint(colours, at)) for at in range(len(chart.series))]
    return el(
        "c:barChart",
        el("c:barDir", val="bar"),
        el("c:grouping", val="stacked" if stacked else "clustered"),
        el("c:varyColors", val=0),
        *series,
        el("c:gapWidth", val=60),
        el("c:overlap", val=100) if stacked else "",
        el("c:axId", val=_CATEGORIES),
        el("c:axId", val=_VALUES),
    )


def _series(chart: Chart, at: int, painted: Paint) -> Markup:
    series = chart.series[at]
    last = len(chart.categories)
    pattern = number_format(series)
    names = [el("c:pt", el("c:v", name), idx=place) for place, name in enumerate(chart.categories)]
    values = [el("c:pt", el("c:v", number.value), idx=place) for place, number in enumerate(series.numbers)]
    title = el("c:strCache", el("c:ptCount", val=1), el("c:pt", el("c:v", series.name), idx=0))
    return el(
        "c:ser",
        el("c:idx", val=at),
        el("c:order", val=at),
        el("c:tx", el("c:strRef", el("c:f", _place(0, at + 1, 0)), title)),
        el("c:spPr", _filled(painted), el("a:ln", _solid(_WHITE), w=9525)),
        el("c:invertIfNegative", val=0),
        _labels(chart, at, pattern),
        el("c:cat", el("c:strRef", el("c:f", _place(1, 0, last)), _cache("str", names))),
        el("c:val", el("c:numRef", el("c:f", _place(1, at + 1, last)), _cache("num", values, pattern))),
    )


def _cache(kind: str, points: Sequence[Markup], pattern: str = "") -> Markup:
    code = el("c:formatCode", pattern) if pattern else ""
    return el(f"c:{kind}Cache", code, el("c:ptCount", val=len(points)), *points)


def _labels(chart: Chart, at: int, pattern: str) -> Markup:
    """Put the values at the bars: inside where they are stacked, behind where not."""
    inside = stacks(chart)
    hidden = [el("c:dLbl", el("c:idx", val=place), el("c:delete", val=1)) for place in too_narrow(chart, at)]
    return el(
        "c:dLbls",
        *hidden,
        el("c:numFmt", formatCode=pattern, sourceLinked=0),
        el("c:spPr", el("a:noFill"), el("a:ln", el("a:noFill"))),
        _letters(900, _WHITE if inside else _INK, bold=True),
        el("c:dLblPos", val="ctr" if inside else "outEnd"),
        *(
            el(f"c:show{what}", val=int(what == "Val"))
            for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
        ),
    )


def _category_axis() -> Markup:
    return el(
        "c:catAx",
        el("c:axId", val=_CATEGORIES),
        el("c:scaling", el("c:orientation", val="maxMin")),
        el("c:delete", val=0),
        el("c:axPos", val="l"),
        el("c:numFmt", formatCode="General", sourceLinked=0),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="low"),
        el("c:spPr", el("a:ln", _solid(_QUIET), w=9525)),
        _letters(900, _INK),
        el("c:crossAx", val=_VALUES),
        el("c:crosses", val="autoZero"),
        el("c:auto", val=1),
        el("c:lblAlgn", val="ctr"),
        el("c:lblOffset", val=100),
        el("c:noMultiLvlLbl", val=0),
    )


def _value_axis(chart: Chart) -> Markup:
    """Write the axis of numbers; beside bars that are not stacked it leaves room for the values."""
    most = longest_value(chart)
    room = el("c:max", val=most) if most else ""
    return el(
        "c:valAx",
        el("c:axId", val=_VALUES),
        el("c:scaling", el("c:orientation", val="minMax"), room, el("c:min", val=0)),
        el("c:delete", val=1),
        el("c:axPos", val="t"),
        el("c:numFmt", formatCode="General", sourceLinked=0),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="nextTo"),
        el("c:crossAx", val=_CATEGORIES),
        el("c:crosses", val="autoZero"),
        el("c:crossBetween", val="between"),
    )


def _legend() -> Markup:
    return el("c:legend", el("c:legendPos", val="t"), el("c:overlay", val=0), _letters(900, _INK))


def _letters(size: int, colour: str, *, bold: bool = False) -> Markup:
    """Write the shape of letters; bold ones, the values, stay in one line."""
    face = el("a:latin", typeface="Arial")
    shape = el("a:defRPr", _solid(colour), face, sz=size, b=int(bold))
    return el(
        "c:txPr",
        el("a:bodyPr", wrap="none" if bold else None),
        el("a:lstStyle"),
        el("a:p", el("a:pPr", shape), el("a:endParaRPr", lang="cs-CZ")),
    )


def _solid(colour: str) -> Markup:
    return el("a:solidFill", el("a:srgbClr", val=colour))


def _filled(painted: Paint) -> Markup:
    if not painted.pattern:
        return _solid(painted.colour)
    lines, ground = el("a:srgbClr", val=painted.lines), el("a:srgbClr", val=painted.colour)
    return el("a:pattFill", el("a:fgClr", lines), el("a:bgClr", ground), prst=painted.pattern)


def _place(first: int, column: int, last: int) -> str:
    return f"{SHEET}!{xl_range_abs(first, column, last, column)}"
