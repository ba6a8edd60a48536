"""What the charts that Word and Excel draw themselves have in common: patterns of numbers, room for values."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from reports.font import packaged_font
from reports.model import Chart, GroupedBars, Series, StackedBars

_LONGEST_BAR = 260
"""About how long Word draws the longest bar, in points."""
_SIZE, _PADDING = 9, 5
_ROOM = 1.3
_DARKER = 0.72
_PATTERNS = (
    ("", ""),
    ("wdUpDiag", "wide_upward_diagonal"),
    ("narHorz", "narrow_horizontal"),
    ("wdDnDiag", "wide_downward_diagonal"),
    ("narVert", "narrow_vertical"),
    ("smGrid", "small_grid"),
    ("zigZag", "zig_zag"),
)
_FEW = 3
"""So many series may stand one under another instead of in one bar."""


def number_format(series: Series) -> str:
    """Give the pattern of a series' numbers."""
    units = {number.unit for number in series.numbers}
    decimals = any(Decimal(number.value) % 1 for number in series.numbers)
    if units == {"%"}:
        return '0.0"\u00a0%"' if decimals else '0"\u00a0%"'
    return "#,##0.00" if decimals and units != {"CZK"} else "#,##0"


def stacks(chart: Chart) -> bool:
    """Tell whether to draw one bar made of all series: where the parts hold their values, or are too many to part."""
    match chart:
        case GroupedBars():
            return False
        case StackedBars():
            many = range(len(chart.series))
            return len(many) > 1 and (len(many) > _FEW or not any(_without_room(chart, at) for at in many))
        case _:
            assert_never(chart)


def too_narrow(chart: Chart, at: int) -> list[int]:
    """Give the categories where a series' part of a bar holds no value: it is zero, or there is no room."""
    if not stacks(chart):
        return []
    zero = [bar for bar, number in enumerate(chart.series[at].numbers) if not Decimal(number.value)]
    return sorted([*zero, *_without_room(chart, at)])


def longest_value(chart: Chart) -> float:
    """Give the end of the axis of numbers that leaves room for values behind the bars; 0 = needs no room."""
    if stacks(chart):
        return 0
    numbers = [Decimal(number.value) for series in chart.series for number in series.numbers]
    return round(float(max([*numbers, Decimal(0)])) * _ROOM, 4)


def _without_room(chart: Chart, at: int) -> Sequence[int]:
    longest = max(_totals(chart), default=Decimal(0))
    font = packaged_font("LiberationSans-Bold.ttf")
    return [
        bar
        for bar, number in enumerate(chart.series[at].numbers)
        if (value := Decimal(number.value)) > 0
        and float(value / longest) * _LONGEST_BAR < font.width(number.text, _SIZE) + _PADDING
    ]


def _totals(chart: Chart) -> list[Decimal]:
    bars = range(len(chart.categories))
    return [
        sum((max(Decimal(each.numbers[bar].value), Decimal(0)) for each in chart.series), Decimal(0)) for bar in bars
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint:
    """What a series' bars are filled with; both colours are dark enough for white letters.

    Attributes:
        colour: Six hexadecimal digits.
        lines: The same of the lines on it.
        pattern: How the lines go, as DrawingML calls it; "" = there are none.
        pattern_name: The same as XlsxWriter calls it.
    """

    colour: str
    lines: str
    pattern: str
    pattern_name: str


def paint(colours: Sequence[str], at: int) -> Paint:
    """Give the paint of a series by its place: another pattern where there is another colour."""
    colour = colours[at % len(colours)].lstrip("#").upper()
    channels = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    darker = "".join(f"{round(channel * _DARKER):02X}" for channel in channels)
    pattern, name = _PATTERNS[at % len(_PATTERNS)]
    return Paint(colour=colour, lines=darker, pattern=pattern, pattern_name=name)
