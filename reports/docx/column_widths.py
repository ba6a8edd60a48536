"""How wide a table's columns are: as wide as their text needs, the whole as wide as the page."""

from collections.abc import Iterable, Sequence

from reports.font import packaged_font

_PADDING = 230
"""Left and right of a cell's text, in twentieths of a point."""
_LONGEST_WORD = 2_800
_LONGEST_LINE = 9_000
_LETTERS = 120
"""So many letters of a text are measured: more than a line holds."""


def column_widths(heads: Sequence[str], columns: Sequence[Sequence[str]], total: int, size: float) -> list[int]:
    """Share a width among columns.

    Args:
        heads: Each column's head; it may take two lines.
        columns: The text of each column's cells; empty = no rows.
        total: Width of the table, in twentieths of a point.
        size: Of the letters, in points.
    """
    cells = columns or [()] * len(heads)
    least = [_least([head, *texts], size) for head, texts in zip(heads, cells, strict=True)]
    wanted = [
        max(low, _PADDING + min(max(_widest(texts, size), _widest([head], size) / 2), _LONGEST_LINE))
        for low, head, texts in zip(least, heads, cells, strict=True)
    ]
    return _whole(_shared(least, wanted, total), total)


def _least(texts: Iterable[str], size: float) -> float:
    return _PADDING + min(_widest((word for text in texts for word in text.split(" ")), size), _LONGEST_WORD)


def _shared(least: Sequence[float], wanted: Sequence[float], total: int) -> list[float]:
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    if sum(wanted) >= total:
        spare, missing = total - sum(least), sum(wanted) - sum(least)
        return [low + (wish - low) * spare / missing for low, wish in zip(least, wanted, strict=True)]
    return [width * total / sum(wanted) for width in wanted]


def _widest(texts: Iterable[str], size: float) -> float:
    """Measure the widest text, in twentieths of a point."""
    font = packaged_font("LiberationSans-Bold.ttf")
    return max((font.width(text[:_LETTERS], size) * 20 for text in texts), default=0)


def _whole(widths: Sequence[float], total: int) -> list[int]:
    """Round, so that the sum stays."""
    edges = [round(sum(widths[:at])) for at in range(len(widths))]
    return [after - before for before, after in zip(edges, [*edges[1:], total], strict=True)]
