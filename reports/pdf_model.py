"""The report as plain data for the PDF's template: what stands where, how wide the columns are."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, assert_never

from reports import model
from reports.chart_svg import ChartStyle, chart_svg
from reports.contents_depth import contents_depth
from reports.font import packaged_font
from reports.kept_together import is_kept_together
from reports.parse import blocks_text, inline_text
from reports.two_lines import two_lines
from reports.walk import strings_of

Json: TypeAlias = Mapping[str, Any]
"""A value that json can write; the template is its only reader."""

_REGIONS = {"cs": "CZ", "en": "GB"}
_CHART_WIDTH = 620
_CELL = 8.8
"""Size of the letters in tables, in points; likewise the padding beside them."""
_PADDING = 11.5
_HEAD, _SMALL = 8.0, 7.4
"""Size of the letters in heads of tables, and in tables that are too wide."""
_LINE = 470
"""Width of a line in points, and what a column of texts gets of it at least."""
_LEAST = 120
_LONG = 150
_SHORT = 95
_LONG_WORD = re.compile(r"\S{36,}")
_BREAK_AFTER = re.compile(r"\S{0,29}?[/?&=_.-]+(?=[^/?&=_.-]{3})|\S{30}")
_FOOT = 100
"""Letters that the foot of a page has room for."""


def pdf_document(report: model.Report, scale: float = 1) -> Json:
    """Give everything that the template sets; a brief document's letters are `scale` times as large as usual."""
    return {"meta": {**_meta(report), "scale": scale}, "blocks": _blocks(report.blocks, _style(report.meta.look))}


def _style(look: model.Look) -> ChartStyle:
    return ChartStyle(width=_CHART_WIDTH, paints=look.colours, font="Liberation Sans")


def _meta(report: model.Report) -> Json:
    meta, look = report.meta, report.meta.look
    return {
        "title": meta.title,
        "short": meta.title if len(meta.title) <= _FOOT else meta.short_title,
        "owner": meta.owner,
        "language": meta.language,
        "region": _REGIONS[meta.language],
        "year": meta.made_at.year,
        "month": meta.made_at.month,
        "day": meta.made_at.day,
        "draft": meta.draft_mark,
        "title_page": [list(line) for line in meta.title_page],
        "words": dict(meta.words),
        "accent": look.accent,
        "logo": _picture(look.logo),
        "publicity": _picture(look.publicity),
        "publicity_text": look.publicity_text,
        "brief": meta.brief,
        "depth": 0 if meta.brief else contents_depth(report.blocks),
    }


def _picture(picture: model.Picture | None) -> Json | None:
    if picture is None:
        return None
    image_format = {"image/png": "png", "image/jpeg": "jpg"}[picture.media_type]
    return {"bytes": list(picture.content), "format": image_format, "alt": picture.alt}


def _blocks(blocks: model.Blocks, style: ChartStyle) -> list[Json]:
    return [_block(block, style) for block in blocks]


def _block(block: model.Block, style: ChartStyle) -> Json:
    match block:
        case model.Heading():
            return {"kind": "heading", "level": block.level, "id": block.id, "c": _inlines(block.inlines)}
        case model.Paragraph():
            return {"kind": "paragraph", "c": _inlines(block.inlines)}
        case model.ListBlock():
            items = [_blocks(item, style) for item in block.items]
            tight = all(len(item) == 1 or isinstance(item[1], model.ListBlock) for item in block.items if item)
            return {"kind": "list", "ordered": block.ordered, "tight": tight, "items": items}
        case model.Facts():
            return _facts(block, style)
        case model.Table():
            return _table(block, style)
        case model.Figure():
            named: Json = {"id": block.id, "label": block.label, "caption": _inlines(block.caption), "alt": block.alt}
            return {"kind": "figure", "svg": str(chart_svg(block, style)), **named}
        case model.Abbreviations():
            return {"kind": "abbreviations", "entries": [list(entry) for entry in block.entries]}
        case _:
            assert_never(block)


def _facts(facts: model.Facts, style: ChartStyle) -> Json:
    columns = zip(facts.head, facts.values, strict=True)
    return {
        "kind": "facts",
        "label": facts.label,
        "head": [_inlines(cell) for cell in facts.head],
        "values": [_blocks(cell, style) for cell in facts.values],
        "widths": [_fact_width(head, value) for head, value in columns],
    }


def _fact_width(head: model.Inlines, value: model.Blocks) -> float:
    """Give a column its share: by its text, long ones less, but so that its longest word fits."""
    text = blocks_text(value)
    return max(min(_width(text), _LONG), _width(inline_text(head)), _width(_longest(text))) + _PADDING


def _table(table: model.Table, style: ChartStyle) -> Json:
    return {
        "kind": "table",
        "id": table.id,
        "label": table.label,
        "caption": _inlines(table.caption),
        "head": [_inlines(cell) for cell in table.head],
        "rows": [[_blocks(cell, style) for cell in row] for row in table.rows],
        "foot": [_blocks(cell, style) for cell in table.foot] if table.foot else None,
        "align": list(table.align),
        "whole": is_kept_together(table),
        **_sizes(table),
    }


def _sizes(table: model.Table) -> Json:
    """Give the size of the letters and each column of numbers the width it needs, in points; 0 = a share of the rest.

    Short words keep to their width too, so that columns of texts have the rest. Cells keep to one line where all of
    them leave room for the other columns; else only their words do, and where even that is too much the letters are
    smaller.
    """
    numbers = [*_short(table), *(at for at, align in enumerate(table.align) if align == "end")]
    room = _LINE - _LEAST * (len(table.align) - len(numbers))
    lines = {at: max(_needed(table, at, blocks_text), _half_head(table, at)) for at in numbers}
    words = {at: _needed(table, at, _longest_word) for at in numbers}
    chosen, size = (lines, _CELL) if sum(lines.values()) <= room else (words, _CELL)
    if sum(chosen.values()) > room:
        chosen, size = {at: width * _SMALL / _CELL for at, width in words.items()}, _SMALL
    return {"size": size, "widths": [round(chosen.get(at, 0), 1) for at in range(len(table.align))]}


def _short(table: model.Table) -> list[int]:
    """Find the columns of short texts; the widest column of texts is none of them."""
    texts = [at for at, align in enumerate(table.align) if align == "start"]
    widths = {at: max(_needed(table, at, _all_text), _half_head(table, at)) for at in texts}
    widest = max(texts, key=lambda at: widths[at], default=0)
    return [at for at in texts if at != widest and widths[at] <= _SHORT]


def _all_text(cell: model.Blocks) -> str:
    return max((" ".join(strings_of((block,))) for block in cell), key=_width, default="")


def _needed(table: model.Table, at: int, measured: Callable[[model.Blocks], str]) -> float:
    """Give a column's width; a heading breaks between words in any case."""
    rows = (*table.rows, *([table.foot] if table.foot else []))
    head = _width(_longest(inline_text(table.head[at]))) * _HEAD / _CELL
    return max([head, *(_width(measured(row[at])) for row in rows)]) + _PADDING


def _half_head(table: model.Table, at: int) -> float:
    """Give the width in which a heading takes two lines."""
    return two_lines(inline_text(table.head[at]), _width) * _HEAD / _CELL + _PADDING


def _longest_word(cell: model.Blocks) -> str:
    return _longest(blocks_text(cell))


def _longest(text: str) -> str:
    return max(text.split(" "), key=_width)


def _width(word: str) -> float:
    return packaged_font("LiberationSans-Bold.ttf").width(word, _CELL)


def _inlines(inlines: Sequence[model.Inline]) -> list[Json]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: model.Inline) -> Json:
    match inline:
        case model.Text() | model.Data():
            return {"k": "text", "s": _breakable(inline.text)}
        case model.Strong():
            return {"k": "strong", "c": _inlines(inline.inlines)}
        case model.Emphasis():
            return {"k": "em", "c": _inlines(inline.inlines)}
        case model.Link():
            return {"k": "link", "to": inline.href, "c": _inlines(inline.inlines)}
        case model.Reference():
            return {"k": "ref", "to": inline.target, "c": _inlines(inline.inlines)}
        case model.Footnote():
            return {"k": "note", "c": _inlines(inline.inlines)}
        case _:
            assert_never(inline)


def _breakable(text: str) -> str:
    """Let a word longer than a column end its line inside, best after a mark in an address."""
    return _LONG_WORD.sub(lambda word: _BREAK_AFTER.sub("\\g<0>\u200b", word[0]), text)
