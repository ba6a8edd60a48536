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
        least: Lower limit likewise.
        share: Upper limit of product ÷ plain bot, None = none is set.
    """

    what: str
    unit: str
    product: float
    plain: float | None = None
    limit: float | None = None
    least: float | None = None
    share: float | None = None

    @property
    def ratio(self) -> float | None:
        """The product's value divided by the plain bot's."""
        return None if not self.plain else self.product / self.plain

    @property
    def target(self) -> str:
        """What is wanted, rounded as the values are; "" = nothing."""
        if self.share is not None:
            return f"≤ {self.share:.2f} ×"
        if self.least is not None:
            return f"≥ {self.least:.3g} {self.unit}"
        return "" if self.limit is None else f"< {self.limit:.3g} {self.unit}"

    @property
    def verdict(self) -> str:
        """The word "met" or "missed"; "" without a target."""
        if self.share is None and self.least is None and self.limit is None:
            return ""
        return "met" if self._is_met() else "missed"

    def _is_met(self) -> bool:
        if self.share is not None:
            return self.ratio is not None and self.ratio <= self.share
        return self.product >= (self.least or 0) and (self.limit is None or self.product < self.limit)

    def as_json(self) -> dict[str, object]:
        """Give all of it, unrounded."""
        names = ("what", "unit", "product", "plain", "ratio", "target", "verdict")
        return {name: getattr(self, name) for name in names}


HEAD = ("", "plneni", "plain bot", "ratio", "target", "")


def table(lines: Sequence[Line]) -> str:
    """Write the lines as a Markdown table that is aligned as plain text too."""
    return columns([HEAD, *(_cells(line) for line in lines)], left=(0, 4, 5))


def columns(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> str:
    """Write a Markdown table; the first row is its head, columns but those named are numbers, to the right."""
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(rows[0]))]
    marks = ["-" * width if at in left else f"{'-' * (width - 1)}:" for at, width in enumerate(widths)]
    written = [_row(row, widths, left) for row in rows]
    return "\n".join([written[0], f"| {' | '.join(marks)} |", *written[1:]])


def _row(row: Sequence[str], widths: Sequence[int], left: Sequence[int]) -> str:
    pairs = enumerate(zip(row, widths, strict=True))
    return f"| {' | '.join(f'{cell:<{width}}' if at in left else f'{cell:>{width}}' for at, (cell, width) in pairs)} |"


def _cells(line: Line) -> tuple[str, ...]:
    plain = "" if line.plain is None else _number(line.plain, line.unit)
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    return line.what, _number(line.product, line.unit), plain, ratio, line.target, line.verdict


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"
