"""How wide a table's columns are: as wide as their text needs, the whole as wide as the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.font import packaged_font
from reports.two_lines import two_lines

_LONGEST_WORD = 2_800
_LONGEST_LINE = 9_000
_LETTERS = 120
"""So many letters of a text are measured: more than a line holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """What stands in a table's columns.

    Attributes:
        heads: Each column's head; it may take two lines.
        texts: The text of each column's cells; empty = no rows.
        size: Of the letters, in points.
        floors: What each column is given for its text if the text is as long; () = nothing.
        padding: Left and right of a cell's text together, in twentieths of a point.
    """

    heads: Sequence[str]
    texts: Sequence[Sequence[str]]
    size: float
    floors: Sequence[int] = ()
    padding: int = 230

    def least(self) -> list[float]:
        """Give the width that each column needs: for its longest word, one of texts for a few words of each line."""
        return [
            self.padding + max(self._longest_word((head, *texts)), min(self._widest(texts), floor))
            for (head, texts), floor in zip(self._each(), self.floors or [0] * len(self.heads), strict=True)
        ]

    def widths(self, total: int) -> list[int]:
        """Share a width among the columns, in twentieths of a point."""
        least = self.least()
        wanted = [
            max(low, self.padding + min(max(self._widest(texts), two_lines(head, self._width)), _LONGEST_LINE))
            for low, (head, texts) in zip(least, self._each(), strict=True)
        ]
        return _whole(_shared(least, wanted, total), total)

    def _longest_word(self, texts: Iterable[str]) -> float:
        return min(self._widest(word for text in texts for word in text.split(" ")), _LONGEST_WORD)

    def _each(self) -> Iterable[tuple[str, Sequence[str]]]:
        return zip(self.heads, self.texts or [()] * len(self.heads), strict=True)

    def _widest(self, texts: Iterable[str]) -> float:
        return max(map(self._width, texts), default=0)

    def _width(self, text: str) -> float:
        return packaged_font("LiberationSans-Bold.ttf").width(text[:_LETTERS], self.size) * 20


def _shared(least: Sequence[float], wanted: Sequence[float], total: int) -> list[float]:
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    if sum(wanted) >= total:
        spare, missing = total - sum(least), sum(wanted) - sum(least)
        return [low + (wish - low) * spare / missing for low, wish in zip(least, wanted, strict=True)]
    return [width * total / sum(wanted) for width in wanted]


def _whole(widths: Sequence[float], total: int) -> list[int]:
    """Round, so that the sum stays."""
    edges = [round(sum(widths[:at])) for at in range(len(widths))]
    return [after - before for before, after in zip(edges, [*edges[1:], total], strict=True)]
