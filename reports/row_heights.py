"""How high a row of a workbook is, so that each cell's text is seen whole."""

from collections.abc import Iterable
from math import ceil

_LINE, _MOST = 15, 409
"""Points of one line of text, and of the highest row that there can be."""


def row_height(texts: Iterable[tuple[str, int]]) -> int:
    """Give the height in points for texts and the widths of their columns, counted in digits as Excel does."""
    return min(_MOST, _LINE * max((_lines(text, width) for text, width in texts), default=1))


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))
