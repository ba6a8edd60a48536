"""The report's blocks as paragraphs and tables of Word."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from markupsafe import Markup

from reports.docx.composition import Composition
from reports.docx.drawing import chart_drawing
from reports.docx.inlines import runs
from reports.docx.paragraphs import Shape, paragraph
from reports.docx.tables import caption, facts, table
from reports.docx.xml import el
from reports.model import (
    Abbreviations,
    Blocks,
    Facts,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Table,
)

_DEEPEST = 8
_STEP = 357
_PLAIN = Shape()


def set_blocks(blocks: Blocks, into: Composition, shape: Shape = _PLAIN) -> Iterator[Markup]:
    """Write blocks in order.

    Raises:
        CannotSetError: A character that no document can hold.
    """
    for block, following in zip_longest(blocks, blocks[1:]):
        match block:
            case Heading():
                yield _heading(block, into)
            case Paragraph():
                leads = shape.keep or isinstance(following, ListBlock)
                yield paragraph(replace(shape, keep=leads), into, *runs(block.inlines, into))
            case ListBlock():
                yield from _list(block, into, shape, 0)
            case Facts():
                yield from facts(block, into, set_blocks, keep=isinstance(following, Paragraph | ListBlock))
            case Table():
                yield from table(block, into, set_blocks)
            case Figure():
                yield from _figure(block, into)
            case Abbreviations():
                yield from _abbreviations(block, into)
            case _:
                assert_never(block)


def _heading(block: Heading, into: Composition) -> Markup:
    into.place = block.id
    marked = into.bookmarks.around(block.id, *runs(block.inlines, into))
    first = into.first_heading_breaks
    into.first_heading_breaks = False
    return paragraph(Shape(style=f"heading {block.level}", new_page=first), into, *marked)


def _list(block: ListBlock, into: Composition, shape: Shape, level: int) -> Iterator[Markup]:
    style = "List Number" if block.ordered else "List Bullet"
    number = into.styles.list_number(style)
    if block.ordered:
        number = into.new_list(number)
    own = shape if shape.style != "Normal" else shape.styled(style)
    for item in block.items:
        yield from _point(item, into, replace(own, numbered=(number, min(level, _DEEPEST))), level)


def _point(item: Blocks, into: Composition, shape: Shape, level: int) -> Iterator[Markup]:
    """Write a point: its first paragraph carries the mark, what else is in it goes on below."""
    first, *rest = item or (Paragraph(inlines=()),)
    if isinstance(first, Paragraph):
        yield paragraph(shape, into, *runs(first.inlines, into))
    else:
        yield paragraph(shape, into)
        rest = [first, *rest]
    continued = replace(shape, numbered=None, left=_STEP * (min(level, _DEEPEST) + 1))
    if shape.style.startswith("List"):
        continued = continued.styled("List Continue")
    for block in rest:
        if isinstance(block, ListBlock):
            yield from _list(block, into, replace(shape, numbered=None, style=_outside(shape)), level + 1)
        else:
            yield from set_blocks((block,), into, continued)


def _outside(shape: Shape) -> str:
    return "Normal" if shape.style.startswith("List") else shape.style


def _figure(block: Figure, into: Composition) -> Iterator[Markup]:
    into.place = block.id
    yield paragraph(Shape(style="Report Figure"), into, chart_drawing(block, into))
    yield caption("Report Figure Caption", block.id, block.label, block.caption, into)


def _abbreviations(block: Abbreviations, into: Composition) -> Iterator[Markup]:
    for short, meaning in block.entries:
        tab = el("w:r", el("w:tab"))
        shape = Shape(style="Report Abbreviation")
        yield paragraph(shape, into, into.run(short, el("w:b")), tab, into.run(meaning))
