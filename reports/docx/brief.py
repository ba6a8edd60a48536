"""A brief document of Word: the reference document's styles closer and smaller, so that it takes one page."""

from math import ceil
from typing import assert_never

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from reports.font import packaged_font
from reports.model import Abbreviations, Blocks, Facts, Figure, Heading, ListBlock, Paragraph, Report, Table
from reports.parse import inline_text

_SCALES = (0.86, 0.8, 0.75)
"""How large letters are made, by how much stands on the page; the last ones can still be read."""
_USUAL, _LINE = 10.5, 1.45
"""The size of letters in points, and how many of it a line takes."""
_WIDTH, _HEIGHT, _HEAD = 470, 700, 6
"""Of the text of a page, in points; lines of the logo, the title and who paid."""
_SPACES, _CLOSER = 0.4, 0.92
_SINGLE = 240
"""Lines without a distance, in the 240ths that Word counts in."""
_MARGIN, _SIDE = Cm(1.6), Cm(2)
_SIZES = (qn("w:sz"), qn("w:szCs"))
_SMALLEST = 15
"""In half points; what is as small already stays."""
_ABOVE_AND_BELOW = (qn("w:top"), qn("w:bottom"))
_BEFORE_AND_AFTER = (qn("w:before"), qn("w:after"))


def tighten(document: Document, report: Report) -> None:
    """Make letters and distances of all styles smaller, and the margins no wider than needed."""
    scale = next((each for each in _SCALES if _height(report, each) <= _HEIGHT), _SCALES[-1])
    styles = document.styles.element
    for size in styles.iter(*_SIZES):
        _scale(size, qn("w:val"), scale, least=_SMALLEST)
    for spacing in styles.iter(qn("w:spacing")):
        for side in _BEFORE_AND_AFTER:
            _scale(spacing, side, _SPACES)
        _scale(spacing, qn("w:line"), _CLOSER, least=_SINGLE)
    for margins in styles.iter(qn("w:tblCellMar")):
        for margin in margins.iter(*_ABOVE_AND_BELOW):
            _scale(margin, qn("w:w"), _SPACES)
    for section in document.sections:
        section.top_margin = min(section.top_margin or _MARGIN, _MARGIN)
        section.bottom_margin = min(section.bottom_margin or _MARGIN, _MARGIN)
        section.left_margin = min(section.left_margin or _SIDE, _SIDE)
        section.right_margin = min(section.right_margin or _SIDE, _SIDE)


def _height(report: Report, scale: float) -> float:
    """Guess how high the document is, in points."""
    size = _USUAL * scale
    lines = _HEAD + len(report.meta.title_page) + _lines(report.blocks, size)
    return lines * size * _LINE


def _lines(blocks: Blocks, size: float) -> int:
    """Guess how many lines blocks take: a row of a table takes one, a heading two."""
    found = 0
    for block in blocks:
        match block:
            case Heading():
                found += 2
            case Paragraph():
                width = packaged_font("LiberationSans-Regular.ttf").width(inline_text(block.inlines), size)
                found += ceil(width / _WIDTH)
            case ListBlock():
                found += sum(_lines(item, size) for item in block.items)
            case Table():
                found += len(block.rows) + 3
            case Facts() | Figure() | Abbreviations():
                found += 3
            case _:
                assert_never(block)
    return found


def _scale(element: BaseOxmlElement, name: str, factor: float, least: int = 0) -> None:
    told = element.get(name)
    if told is not None and told.isdecimal() and int(told) > least:
        element.set(name, str(max(round(int(told) * factor), least)))
