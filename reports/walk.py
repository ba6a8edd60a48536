"""Going through a report's blocks: every inline, every block, in reading order."""

from collections.abc import Iterator
from typing import assert_never

from reports import model


def all_blocks(blocks: model.Blocks) -> Iterator[model.Block]:
    """Give every block at any depth."""
    for block in blocks:
        yield block
        for cell in _cells(block):
            yield from all_blocks(cell)


def all_inlines(blocks: model.Blocks) -> Iterator[model.Inline]:
    """Give every inline at any depth, the ones around others first."""
    for block in all_blocks(blocks):
        for inlines in _own_inlines(block):
            yield from _deep(inlines)


def all_data(blocks: model.Blocks) -> Iterator[model.Data]:
    """Give every number."""
    return (inline for inline in all_inlines(blocks) if isinstance(inline, model.Data))


def all_strings(report: model.Report) -> Iterator[str]:
    """Give every string a reader must find in each written file."""
    yield from strings_around(report.meta)
    yield from strings_of(report.blocks)


def strings_around(meta: model.Meta) -> Iterator[str]:
    """Give every string of the title page."""
    yield from (meta.title, meta.owner, *(text for line in meta.title_page for text in line))
    yield from (text for text in (meta.draft_mark, meta.look.publicity_text) if text)


def strings_of(blocks: model.Blocks) -> Iterator[str]:
    """Give every string of blocks at any depth."""
    for inline in all_inlines(blocks):
        if isinstance(inline, model.Text | model.Data):
            yield inline.text
    for block in all_blocks(blocks):
        yield from _own_strings(block)


def _own_strings(block: model.Block) -> Iterator[str]:
    match block:
        case model.Facts():
            yield block.label
        case model.Table():
            yield block.label
        case model.Figure():
            yield from (block.label, block.alt)
        case model.Abbreviations():
            yield from (text for entry in block.entries for text in entry)
        case model.Heading() | model.Paragraph() | model.ListBlock():
            return
        case _:
            assert_never(block)


def _cells(block: model.Block) -> tuple[model.Blocks, ...]:
    match block:
        case model.ListBlock():
            return block.items
        case model.Facts():
            return block.values
        case model.Table():
            return (*(cell for row in block.rows for cell in row), *block.foot)
        case model.Heading() | model.Paragraph() | model.Figure() | model.Abbreviations():
            return ()
        case _:
            assert_never(block)


def _own_inlines(block: model.Block) -> tuple[model.Inlines, ...]:
    match block:
        case model.Heading() | model.Paragraph():
            return (block.inlines,)
        case model.Table():
            return (block.caption, *block.head)
        case model.Facts():
            return block.head
        case model.Figure():
            return (block.caption,)
        case model.ListBlock() | model.Abbreviations():
            return ()
        case _:
            assert_never(block)


def _deep(inlines: model.Inlines) -> Iterator[model.Inline]:
    for inline in inlines:
        yield inline
        if not isinstance(inline, model.Text | model.Data):
            yield from _deep(inline.inlines)
