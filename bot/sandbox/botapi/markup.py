"""Writes a text with entities back as Telegram's HTML, the way a person's app shows it."""

import html
from collections.abc import Sequence

from bot.sandbox.botapi.wire import Json

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def as_html(text: str, entities: Sequence[Json]) -> str:
    """Return `text` escaped, its entities as tags; detected ones (commands, links as typed) stay plain text."""
    if not entities:
        return html.escape(text, quote=False)
    units = text.encode("utf-16-le")
    tags = [_with_tags(entity) for entity in entities]
    marks = [(tag, entity) for tag, entity in zip(tags, entities, strict=True) if tag is not None]
    edges = sorted({0, len(units) // 2, *(edge for _, entity in marks for edge in _edges(entity))})
    out: list[str] = []
    for begin, end in zip(edges, [*edges[1:], None], strict=True):
        out += [f"</{tag[1]}>" for tag, entity in reversed(marks) if _edges(entity)[1] == begin]
        out += [f"<{tag[0]}>" for tag, entity in marks if _edges(entity)[0] == begin]
        if end is not None:
            out.append(html.escape(units[2 * begin : 2 * end].decode("utf-16-le", "replace"), quote=False))
    return "".join(out)


def _edges(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _with_tags(entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "text_link":
        return f'a href="{html.escape(entity["url"])}"', "a"
    if kind == "text_mention":
        return f'a href="tg://user?id={entity["user"]["id"]}"', "a"
    if kind == "expandable_blockquote":
        return "blockquote expandable", "blockquote"
    tag = _TAGS.get(kind)
    return None if tag is None else (tag, tag)
