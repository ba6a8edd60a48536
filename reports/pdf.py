"""The report as an accessible PDF for archives: PDF/UA-1 and PDF/A-2a in one file."""

import json
from collections.abc import Iterable
from functools import cache
from io import BytesIO

import pikepdf
import typst

from reports.cannot_set import CannotSetError
from reports.font import packaged_font
from reports.model import Blocks, Facts, Heading, Report, Table
from reports.packaged import FONT_FOLDER, style_text
from reports.parse import inline_text
from reports.pdf_model import pdf_document
from reports.pdf_tags import with_row_headers
from reports.walk import all_blocks, strings_around, strings_of

_UNSEEN = (
    (0x0A, 0x0A),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xE0000, 0xE0FFF),
)
"""Line ends, joiners and marks that need no glyph."""
_SCALES = (1, 0.95, 0.9, 0.85, 0.8)
"""How large a brief document's letters are tried, until it fits one page; the last ones can still be read."""
_FONTS = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf", "NotoEmoji-Regular.ttf")


def pdf_bytes(report: Report) -> bytes:
    """Write the PDF. The same report gives the same bytes.

    Raises:
        CannotSetError: A character is in none of the fonts, or the typesetter refuses the document.
    """
    _check_characters(report)
    made = b""
    for scale in _SCALES if report.meta.brief else _SCALES[:1]:
        made = _typeset(report, scale)
        if not report.meta.brief or _is_one_page(made):
            break
    return with_row_headers(made, _row_heads(report.blocks))


def _typeset(report: Report, scale: float) -> bytes:
    document = json.dumps(pdf_document(report, scale), ensure_ascii=False)
    try:
        return typst.compile(
            style_text("report.typ").encode(),
            sys_inputs={"doc": document},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(report.meta.made_at.timestamp()),
            font_paths=_fonts(),
        )
    except typst.TypstError as error:
        raise CannotSetError("PDF", str(error)) from error


def _is_one_page(pdf: bytes) -> bool:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages) == 1


@cache
def _fonts() -> typst.Fonts:
    """Take our own fonts only, so that every machine sets the same pages."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


def _row_heads(blocks: Blocks) -> list[bool]:
    """Tell for each table of the PDF whether its first column names the rows; facts are tables too."""
    tables = [block for block in all_blocks(blocks) if isinstance(block, Table | Facts)]
    return [isinstance(table, Table) and table.row_head for table in tables]


def _check_characters(report: Report) -> None:
    """Refuse what the fonts cannot set, naming the items and the characters."""
    place = report.meta.title
    found = _lacking(strings_around(report.meta))
    places = [place] if found else []
    for block in report.blocks:
        if isinstance(block, Heading):
            place = inline_text(block.inlines)
        if lacking := _lacking(strings_of((block,))):
            places.append(place)
            found |= lacking
    if found:
        named = ", ".join(f"{each} (U+{ord(each):04X})" for each in sorted(found))
        raise CannotSetError("; ".join(dict.fromkeys(places)), named)


def _lacking(texts: Iterable[str]) -> set[str]:
    return {letter for text in texts for letter in text} - _known()


@cache
def _known() -> frozenset[str]:
    """Give the characters that can be set: those of the fonts, and those that are never seen."""
    unseen = {chr(code) for first, last in _UNSEEN for code in range(first, last + 1)}
    return frozenset({chr(code) for name in _FONTS for code in packaged_font(name).glyphs} | unseen)
