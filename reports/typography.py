"""One pass of typography over all blocks; numbers of the model are left as code worded them."""

from dataclasses import replace
from typing import assert_never

from flows.wording.typography import typeset
from reports import model


def typeset_blocks(blocks: model.Blocks, language: str) -> model.Blocks:
    """Give every text of the blocks its hard spaces, dashes and quotation marks."""
    return tuple(_block(block, language) for block in blocks)


def _block(block: model.Block, language: str) -> model.Block:
    match block:
        case model.Heading() | model.Paragraph():
            return replace(block, inlines=_inlines(block.inlines, language))
        case model.ListBlock():
            return replace(block, items=_cells(block.items, language))
        case model.Facts():
            values = _cells(block.values, language)
            return replace(block, label=typeset(block.label, language), head=_head(block.head, language), values=values)
        case model.Table():
            return _table(block, language)
        case model.Figure():
            return replace(block, caption=_inlines(block.caption, language), alt=typeset(block.alt, language))
        case model.Abbreviations():
            entries = tuple((short, typeset(meaning, language)) for short, meaning in block.entries)
            return replace(block, entries=entries)
        case _:
            assert_never(block)


def _table(table: model.Table, language: str) -> model.Table:
    return replace(
        table,
        caption=_inlines(table.caption, language),
        head=_head(table.head, language),
        rows=tuple(_cells(row, language) for row in table.rows),
        foot=_cells(table.foot, language),
    )


def _cells(cells: tuple[model.Blocks, ...], language: str) -> tuple[model.Blocks, ...]:
    return tuple(typeset_blocks(cell, language) for cell in cells)


def _head(head: tuple[model.Inlines, ...], language: str) -> tuple[model.Inlines, ...]:
    return tuple(_inlines(cell, language) for cell in head)


def _inlines(inlines: model.Inlines, language: str) -> model.Inlines:
    return tuple(_inline(inline, language) for inline in inlines)


def _inline(inline: model.Inline, language: str) -> model.Inline:
    match inline:
        case model.Text():
            return replace(inline, text=typeset(inline.text, language))
        case model.Data():
            return inline
        case model.Link():
            bare = model.Text(text=inline.href)
            return inline if inline.inlines == (bare,) else replace(inline, inlines=_inlines(inline.inlines, language))
        case _:
            return replace(inline, inlines=_inlines(inline.inlines, language))
