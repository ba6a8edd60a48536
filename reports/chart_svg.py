"""Charts as SVG: exact labels, a number in each bar, never colour alone."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from reports.model import Figure, StackedBars
from reports.parse import inline_text

_WIDTH = 420
_BAR = 22
_LINE = 17
_GAP = 12
_COLOURS = 6
_LETTERS_A_LINE = 62
_DIGIT = 9


def stacked_bars_svg(figure: Figure) -> Markup:
    """Draw a figure; its text alternative is the SVG's description."""
    legend, below = _legend(figure.chart, _LINE)
    bars, bottom = _bars(figure.chart, below + _GAP)
    names = Markup('<title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>').format(
        figure.id, inline_text(figure.caption), figure.alt
    )
    frame = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="{id}-t {id}-d" font-size="13" font-family="inherit" fill="currentColor">{names}{body}</svg>'
    )
    body = Markup("").join([*legend, *bars])
    return frame.format(width=_WIDTH, height=bottom, id=figure.id, names=names, body=body)


def _legend(chart: StackedBars, top: int) -> tuple[list[Markup], int]:
    """Place the series' names in lines as long as they fit."""
    pieces, left, baseline = [], 0, top
    for at, series in enumerate(chart.series):
        width = 22 + len(series.name) * 7 + 14
        if left and left + width > _WIDTH:
            left, baseline = 0, baseline + _LINE + 3
        pieces.append(_rectangle(at, left, baseline - 11, 13, 13))
        pieces.append(_text(left + 19, baseline, series.name))
        left += width
    return pieces, baseline


def _bars(chart: StackedBars, top: int) -> tuple[list[Markup], int]:
    pieces = []
    longest = max((_length(chart, at) for at in range(len(chart.categories))), default=Decimal(0)) or Decimal(1)
    for at, category in enumerate(chart.categories):
        for line in textwrap.wrap(category, _LETTERS_A_LINE) or [""]:
            top += _LINE
            pieces.append(_text(0, top, line))
        pieces += _segments(chart, at, top + 6, longest)
        top += 6 + _BAR + _GAP
    return pieces, top


def _segments(chart: StackedBars, at: int, top: int, longest: Decimal) -> Iterator[Markup]:
    left = 0
    for colour, series in enumerate(chart.series):
        number = series.numbers[at]
        width = int(Decimal(number.value) * _WIDTH / longest)
        if width <= 0:
            continue
        yield _rectangle(colour, left, top, max(width - 1, 1), _BAR)
        if width >= _DIGIT * len(number.text) + 4:
            middle = left + width // 2
            yield Markup('<text x="{}" y="{}" text-anchor="middle" fill="#fff" font-weight="600">{}</text>').format(
                middle, top + 16, number.text
            )
        left += width


def _length(chart: StackedBars, at: int) -> Decimal:
    return sum((Decimal(series.numbers[at].value) for series in chart.series), Decimal(0))


def _rectangle(colour: int, left: int, top: int, width: int, height: int) -> Markup:
    style = f"fill:var(--c{colour % _COLOURS})"
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="2" style="{}"/>').format(
        left, top, width, height, style
    )


def _text(left: int, baseline: int, letters: str) -> Markup:
    return Markup('<text x="{}" y="{}">{}</text>').format(left, baseline, letters)
