"""A paragraph with its style and what departs from it."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from reports.docx.composition import Composition
from reports.docx.xml import el

_BELOW_TABLE = 200
_OWN_SPACE = frozenset({"heading 1", "heading 2", "heading 3", "heading 4", "caption"})
"""Styles with room above them anyway."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How a paragraph is set.

    Attributes:
        style: Name of its style.
        keep: It stays on the page of what follows.
        new_page: It begins a page.
        numbered: List and level that it is a point of.
        left: Distance from the left edge, in twentieths of a point.
        end: Set to the right, for numbers.
    """

    style: str = "Normal"
    keep: bool = False
    new_page: bool = False
    numbered: tuple[int, int] | None = None
    left: int = 0
    end: bool = False

    def styled(self, style: str) -> "Shape":
        """Give the same in another style."""
        return replace(self, style=style)


def paragraph(shape: Shape, into: Composition, *inside: Markup) -> Markup:
    """Write a paragraph."""
    above = _BELOW_TABLE if into.below_table and shape.style not in _OWN_SPACE else None
    into.below_table = False
    properties = el(
        "w:pPr",
        into.styles.paragraph(shape.style) if shape.style != "Normal" else "",
        el("w:keepNext") if shape.keep else "",
        el("w:pageBreakBefore") if shape.new_page else "",
        _numbered(*shape.numbered) if shape.numbered else "",
        el("w:spacing", w_before=above) if above else "",
        el("w:ind", w_left=shape.left) if shape.left else "",
        el("w:jc", w_val="right") if shape.end else "",
    )
    return el("w:p", properties, *inside)


def _numbered(number: int, level: int) -> Markup:
    return el("w:numPr", el("w:ilvl", w_val=level), el("w:numId", w_val=number))
