"""The table of results: a plain one for people, the same as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One measured value.

    Attributes:
        what: What was measured.
        unit: "ms", "s", "/s", "MB", "messages" or "times".
        product: The product's value.
        plain: The plain bot's in the same run, None where there is nothing to compare with.
        limit: Upper limit of the product's value in its unit, None = none is set.
        share: Upper limit of product ÷ plain bot, None = none is set.
    """

    what: str
    unit: str
    product: float
    plain: float | None = None
    limit: float | None = None
    share: float | None = None

    @property
    def ratio(self) -> float | None:
        """The product's value divided by the plain bot's."""
        return None if not self.plain else self.product / self.plain

    @property
    def target(self) -> str:
        """What is wanted, "" = nothing."""
        if self.share is not None:
            return f"≤ {self.share:.2f} ×"
        return "" if self.limit is None else f"< {self.limit:g} {self.unit}"

    @property
    def verdict(self) -> str:
        """The word "met" or "missed"; "" without a target."""
        if self.share is not None:
            return "met" if self.ratio is not None and self.ratio <= self.share else "missed"
        return "" if self.limit is None else "met" if self.product < self.limit else "missed"

    def as_json(self) -> dict[str, object]:
        """Give all of it, unrounded."""
        names = ("what", "unit", "product", "plain", "ratio", "target", "verdict")
        return {name: getattr(self, name) for name in names}


HEAD = ("", "plneni", "plain bot", "ratio", "target", "")


def table(lines: Sequence[Line]) -> str:
    """Write the lines as a Markdown table that is aligned as plain text too."""
    rows = [HEAD, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    marks = [f"{'-' * max(widths[0], 3)}", *(f"{'-' * (max(width, 3) - 1)}:" for width in widths[1:4])]
    marks += ["-" * max(width, 3) for width in widths[4:]]
    written = [_row(row, widths) for row in rows]
    return "\n".join([written[0], f"| {' | '.join(marks)} |", *written[1:]])


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [f"{cell:>{max(w, 3)}}" if 0 < at < 4 else f"{cell:<{max(w, 3)}}" for at, (cell, w) in _pairs(row, widths)]
    return f"| {' | '.join(cells)} |"


def _pairs(row: Sequence[str], widths: Sequence[int]) -> Sequence[tuple[int, tuple[str, int]]]:
    return list(enumerate(zip(row, widths, strict=True)))


def _cells(line: Line) -> tuple[str, ...]:
    plain = "" if line.plain is None else _number(line.plain, line.unit)
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    return line.what, _number(line.product, line.unit), plain, ratio, line.target, line.verdict


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"
