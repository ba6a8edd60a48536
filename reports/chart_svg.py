"""Charts as SVG: every number at its bar, labels that fit, series told apart by pattern as well as colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from markupsafe import Markup

from reports.font import packaged_font
from reports.model import Data, Figure, GroupedBars, Series, StackedBars
from reports.parse import inline_text

_SIZE = 12
_LINE = 16
_BAR = 22
_THIN_BAR = 18
_SWATCH = 12
_PADDING = 5
_SLACK = 1.08
"""Readers' own fonts run wider than the one measured with."""

_PATTERNS = (
    "",
    '<path d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6"/>',
    '<path d="M0,2 H8 M0,6 H8"/>',
    '<path d="M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2"/>',
    '<path d="M2,0 V8 M6,0 V8"/>',
    '<path d="M4,0 V8 M0,4 H8"/>',
    '<path d="M0,2 L4,6 L8,2"/>',
)
"""What lies over a series' colour, by its place; dark on dark, so white letters keep their contrast."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartStyle:
    """How charts are drawn for one kind of document.

    Attributes:
        width: Of the drawing, in units of which a line of letters is 16 high.
        paints: The colour of each series, in order; from the start again where there are more series.
        font: The letters' family.
    """

    width: int
    paints: tuple[str, ...]
    font: str = "inherit"


def chart_svg(figure: Figure, style: ChartStyle) -> Markup:
    """Draw a figure; its text alternative is the SVG's description."""
    drawing = _Drawing(name=figure.id, style=style)
    match figure.chart:
        case StackedBars():
            _stacked(drawing, figure.chart)
        case GroupedBars():
            _grouped(drawing, figure.chart)
        case _:
            assert_never(figure.chart)
    return drawing.svg(inline_text(figure.caption), figure.alt)


@dataclass(kw_only=True, slots=True)
class _Drawing:
    """A drawing that grows downwards; `bottom` is where it ends so far."""

    name: str
    style: ChartStyle
    pieces: list[Markup] = field(default_factory=list)
    bottom: float = 0
    patterns: set[int] = field(default_factory=set)

    def svg(self, title: str, alt: str) -> Markup:
        frame = Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d" '
            'font-size="{}" font-family="{}" fill="currentColor"><title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
            "{}{}</svg>"
        )
        size = (self.style.width, _short(self.bottom + 2))
        names = (self.name, title, self.name, alt)
        return frame.format(
            *size, self.name, self.name, _SIZE, self.style.font, *names, self.defined(), Markup("").join(self.pieces)
        )

    def defined(self) -> Markup:
        """Give the patterns that the drawing uses."""
        pattern = Markup(
            '<pattern id="{}-p{}" width="8" height="8" patternUnits="userSpaceOnUse">'
            '<g stroke="#000" stroke-opacity=".2" stroke-width="1.2" fill="none">{}</g></pattern>'
        )
        drawn = [pattern.format(self.name, at, Markup(_PATTERNS[at])) for at in sorted(self.patterns)]  # noqa: S704 -- our own lines
        return Markup("<defs>{}</defs>").format(Markup("").join(drawn)) if drawn else Markup("")

    def block(self, series: int, left: float, top: float, width: float, height: float) -> None:
        """Draw a rectangle in a series' colour and pattern."""
        paint = self.style.paints[series % len(self.style.paints)]
        shape = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="1.5" {}/>')
        place = (_short(left), _short(top), _short(width), _short(height))
        self.pieces.append(shape.format(*place, Markup('style="fill:{}"').format(paint)))
        if pattern := series % len(_PATTERNS):
            self.patterns.add(pattern)
            self.pieces.append(shape.format(*place, Markup('fill="url(#{}-p{})"').format(self.name, pattern)))

    def text(self, left: float, baseline: float, letters: str) -> None:
        self.pieces.append(Markup('<text x="{}" y="{}">{}</text>').format(_short(left), _short(baseline), letters))

    def text_on_colour(self, middle: float, baseline: float, letters: str) -> None:
        line = Markup('<text x="{}" y="{}" text-anchor="middle" fill="#fff" font-weight="700">{}</text>')
        self.pieces.append(line.format(_short(middle), _short(baseline), letters))

    def legend(self, series: Sequence[Series]) -> None:
        """Place the series' names in lines as long as they fit."""
        left = 0.0
        self.bottom += _LINE
        for at, each in enumerate(series):
            width = _SWATCH + 6 + _width(each.name)
            if left and left + width > self.style.width:
                left = 0
                self.bottom += _LINE + 3
            self.block(at, left, self.bottom - 11, _SWATCH, _SWATCH)
            self.text(left + _SWATCH + 6, self.bottom, each.name)
            left += width + 16
        self.bottom += 8

    def category(self, name: str) -> None:
        """Write a category's name in as many lines as it needs."""
        for line in _lines(name, self.style.width):
            self.bottom += _LINE
            self.text(0, self.bottom, line)
        self.bottom += 5


def _stacked(drawing: _Drawing, chart: StackedBars) -> None:
    if len(chart.series) > 1:
        drawing.legend(chart.series)
    widest = max((_total(chart, at) for at in range(len(chart.categories))), default=Decimal(0)) or Decimal(1)
    for at, category in enumerate(chart.categories):
        drawing.category(category)
        values = [(place, series.numbers[at]) for place, series in enumerate(chart.series)]
        shown = [each for each in values if _size(each[1])]
        beside = _stack(drawing, shown, widest) if shown else values[:1]
        _beside(drawing, beside, float(_total(chart, at) / widest) * drawing.style.width + 8)
        drawing.bottom += 10


def _stack(drawing: _Drawing, values: Sequence[tuple[int, Data]], widest: Decimal) -> list[tuple[int, Data]]:
    """Draw one bar; give the values that its parts were too narrow for."""
    left, beside = 0.0, []
    for place, number in values:
        width = float(_size(number) / widest) * drawing.style.width
        drawing.block(place, left, drawing.bottom, max(width - 1, 1.5), _BAR)
        if width >= _width(number.text) + 2 * _PADDING:
            drawing.text_on_colour(left + width / 2, drawing.bottom + _BAR - 6.5, number.text)
        else:
            beside.append((place, number))
        left += width
    return beside


def _beside(drawing: _Drawing, values: Sequence[tuple[int, Data]], left: float) -> None:
    """Write values after the bar, each with its colour; in lines below where there is no room."""
    baseline = drawing.bottom + _BAR - 6.5
    drawing.bottom += _BAR
    for place, number in values:
        needed = _SWATCH + 4 + _width(number.text)
        if left + needed > drawing.style.width:
            left = 0
            drawing.bottom += _LINE + 3
            baseline = drawing.bottom - 3
        drawing.block(place, left, baseline - 10, _SWATCH - 2, _SWATCH - 2)
        drawing.text(left + _SWATCH + 2, baseline, number.text)
        left += needed + 12


def _grouped(drawing: _Drawing, chart: GroupedBars) -> None:
    drawing.legend(chart.series)
    sizes = [_size(number) for series in chart.series for number in series.numbers]
    longest = max((_width(number.text) for series in chart.series for number in series.numbers), default=0)
    widest = max(sizes, default=Decimal(0)) or Decimal(1)
    room = drawing.style.width - longest - 8
    for at, category in enumerate(chart.categories):
        drawing.category(category)
        for place, series in enumerate(chart.series):
            width = max(float(_size(series.numbers[at]) / widest) * room, 1.5)
            drawing.block(place, 0, drawing.bottom, width, _THIN_BAR - 2)
            drawing.text(width + 6, drawing.bottom + _THIN_BAR - 5.5, series.numbers[at].text)
            drawing.bottom += _THIN_BAR
        drawing.bottom += 8


def _lines(text: str, width: float) -> Iterator[str]:
    """Break a text into lines that fit; a word that does not fit is broken too."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > width:
            yield line
            longer = word
        line = longer
        while _width(line) > width:
            fitting = next(end for end in range(len(line) - 1, 0, -1) if _width(line[:end]) <= width or end == 1)
            yield line[:fitting]
            line = line[fitting:]
    yield line


def _width(text: str) -> float:
    return packaged_font("LiberationSans-Bold.ttf").width(text, _SIZE) * _SLACK


def _size(number: Data) -> Decimal:
    """Give how much of a bar a number is; less than nothing has none."""
    return max(Decimal(number.value), Decimal(0))


def _total(chart: StackedBars, at: int) -> Decimal:
    return sum((_size(series.numbers[at]) for series in chart.series), Decimal(0))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
