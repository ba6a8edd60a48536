"""The summary for the council: the report's first chapter, and a report of its own."""

from dataclasses import replace
from itertools import takewhile
from typing import assert_never

from reports import model
from reports.walk import all_blocks


def first_chapter(blocks: model.Blocks, identifier: str) -> model.Blocks:
    """Give the first chapter if it has this id, else nothing."""
    if not blocks or not isinstance(blocks[0], model.Heading) or blocks[0].id != identifier:
        return ()
    return (blocks[0], *takewhile(lambda block: not isinstance(block, model.Heading) or block.level > 1, blocks[1:]))


def summary_report(report: model.Report) -> model.Report | None:
    """Make the summary a report of its own; None where the report has none.

    Cross references to what it does not hold become plain text.
    """
    if not report.summary:
        return None
    heading = report.summary[0]
    known = {block.id for block in all_blocks(report.summary) if isinstance(block, model.Heading | model.Table)}
    blocks = _Kept(frozenset(known)).blocks(report.summary)
    name = f"{report.meta.file_name}-{heading.id}" if isinstance(heading, model.Heading) else report.meta.file_name
    return replace(report, meta=replace(report.meta, file_name=name, brief=True), blocks=blocks, summary=())


class _Kept:
    """Goes through blocks and leaves references only where they lead somewhere."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def blocks(self, blocks: model.Blocks) -> model.Blocks:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: model.Block) -> model.Block:
        match block:
            case model.Heading() | model.Paragraph():
                return replace(block, inlines=self._inlines(block.inlines))
            case model.ListBlock():
                return replace(block, items=self._cells(block.items))
            case model.Facts():
                return replace(block, values=self._cells(block.values))
            case model.Table():
                rows = tuple(self._cells(row) for row in block.rows)
                return replace(block, rows=rows, foot=self._cells(block.foot))
            case model.Figure() | model.Abbreviations():
                return block
            case _:
                assert_never(block)

    def _cells(self, cells: tuple[model.Blocks, ...]) -> tuple[model.Blocks, ...]:
        return tuple(self.blocks(cell) for cell in cells)

    def _inlines(self, inlines: model.Inlines) -> model.Inlines:
        return tuple(kept for inline in inlines for kept in self._inline(inline))

    def _inline(self, inline: model.Inline) -> model.Inlines:
        match inline:
            case model.Text() | model.Data():
                return (inline,)
            case model.Reference() if inline.target not in self._known:
                return self._inlines(inline.inlines)
            case _:
                return (replace(inline, inlines=self._inlines(inline.inlines)),)
