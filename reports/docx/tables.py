"""Tables of Word: heads repeated on each page, rows not cut, columns as wide as they need."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from reports.docx.column_widths import Columns
from reports.docx.composition import Composition
from reports.docx.fields import field
from reports.docx.inlines import runs
from reports.docx.paragraphs import Shape, paragraph
from reports.docx.xml import el
from reports.kept_together import is_kept_together
from reports.model import Blocks, Facts, Inlines, Table
from reports.parse import blocks_text, inline_text

Setter = Callable[[Blocks, Composition, Shape], Iterator[Markup]]
"""Sets the blocks of a cell."""

_SIZE, _FACT_SIZE, _NARROW_SIZE = 9.2, 10.4, 7.7
_NARROW_PADDING = 55
_TEXT, _NUMBERS = 2_200, 3_000
"""What a column is given, in twentieths of a point: names break into lines of some words each, numbers do not break."""
_LEADING = 2
"""Rows of any table that are not parted from its head, and at its end not from each other."""


def table(block: Table, into: Composition, setter: Setter) -> Iterator[Markup]:
    """Write a numbered table with its caption above."""
    into.place = block.id
    yield caption("caption", block.id, block.label, block.caption, into)
    rows = [*block.rows, *([block.foot] if block.foot else [])]
    kept = len(rows) if is_kept_together(block) else _LEADING
    floors = [_TEXT if side == "start" else _NUMBERS for side in block.align]
    columns = Columns(heads=_heads(block.head), texts=_texts(rows), size=_SIZE, floors=floors)
    kind, padding = "Report Cell", 0
    if sum(columns.least()) > into.width:
        columns = replace(columns, size=_NARROW_SIZE, padding=2 * _NARROW_PADDING + 10)
        kind, padding = "Report Narrow Cell", _NARROW_PADDING
    widths = columns.widths(into.width)
    written = [_head_row(f"{kind} Head", block.head, widths, block.align, into)]
    for at, cells in enumerate(rows, start=1):
        style = f"{kind} Foot" if at > len(block.rows) else kind
        shape = Shape(style=style, keep=at < len(rows) and (at < kept or at > len(rows) - _LEADING))
        written.append(_row(cells, widths, block.align, shape, into, setter))
    look = {"w_firstRow": 1, "w_lastRow": int(bool(block.foot)), "w_firstColumn": int(block.row_head)}
    yield _table("Report Table", f"{block.label}: {inline_text(block.caption)}", widths, written, look, into, padding)


def facts(block: Facts, into: Composition, setter: Setter, *, keep: bool) -> Iterator[Markup]:
    """Write facts: a row of heads and one of values; `keep` them on the page of what follows."""
    if into.below_table:
        yield paragraph(Shape(style="Report Cell"), into)
    align = ("start",) * len(block.head)
    columns = Columns(heads=_heads(block.head), texts=_texts([block.values]), size=_FACT_SIZE)
    widths = columns.widths(into.width)
    written = [
        _head_row("Report Fact Head", block.head, widths, align, into),
        _row(block.values, widths, align, Shape(style="Report Fact", keep=keep), into, setter),
    ]
    look = {"w_firstRow": 1, "w_lastRow": 0, "w_firstColumn": 0}
    yield _table("Report Facts", block.label, widths, written, look, into)


def caption(style: str, identifier: str, label: str, text: Inlines, into: Composition) -> Markup:
    """Write a caption; its number is a field, so that Word can count anew after an edit."""
    word, blank, number = label.rpartition(" ")
    numbered = [into.run(label)]
    if blank and word.isalpha() and number.isdecimal():
        numbered = [into.run(f"{word}\u00a0"), *field(f"SEQ {word} \\* ARABIC", number)]
    marked = into.bookmarks.around(identifier, *numbered)
    return paragraph(Shape(style=style), into, *marked, into.run(": "), *runs(text, into))


def _heads(head: Sequence[Inlines]) -> list[str]:
    return [inline_text(title) for title in head]


def _texts(rows: Sequence[Sequence[Blocks]]) -> list[list[str]]:
    return [[blocks_text(cell) for cell in column] for column in zip(*rows, strict=True)]


def _table(
    style: str,
    title: str,
    widths: Sequence[int],
    rows: Iterable[Markup],
    look: dict[str, int],
    into: Composition,
    padding: int = 0,
) -> Markup:
    """Write a table; a `padding` other than that of its style is left and right of the text in its cells."""
    into.below_table = True
    properties = el(
        "w:tblPr",
        el("w:tblStyle", w_val=into.styles.of(style)),
        el("w:tblW", w_w=sum(widths), w_type="dxa"),
        el("w:tblLayout", w_type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w_w=padding, w_type="dxa") for side in ("left", "right")))
        if padding
        else "",
        el("w:tblLook", **look, w_lastColumn=0, w_noHBand=1, w_noVBand=1),
        el("w:tblCaption", w_val=into.checked(title)),
    )
    grid = el("w:tblGrid", *(el("w:gridCol", w_w=width) for width in widths))
    return el("w:tbl", properties, grid, *rows)


def _head_row(
    style: str, head: Sequence[Inlines], widths: Sequence[int], align: Sequence[str], into: Composition
) -> Markup:
    into.below_table = False
    cells = [
        _cell(width, [paragraph(Shape(style=style, keep=True, end=side == "end"), into, *runs(title, into))])
        for title, width, side in zip(head, widths, align, strict=True)
    ]
    return el("w:tr", el("w:trPr", el("w:cantSplit"), el("w:tblHeader")), *cells)


def _row(
    cells: Sequence[Blocks],
    widths: Sequence[int],
    align: Sequence[str],
    shape: Shape,
    into: Composition,
    setter: Setter,
) -> Markup:
    written = []
    for blocks, width, side in zip(cells, widths, align, strict=True):
        own = Shape(style=shape.style, keep=shape.keep, end=side == "end")
        written.append(_cell(width, list(setter(blocks, into, own)) or [paragraph(own, into)]))
    return el("w:tr", el("w:trPr", el("w:cantSplit")), *written)


def _cell(width: int, inside: Sequence[Markup]) -> Markup:
    return el("w:tc", el("w:tcPr", el("w:tcW", w_w=width, w_type="dxa")), *inside)
