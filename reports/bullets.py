"""An outline of bullets as nested lists: emphasis, links, footnotes, and references to the report's own items."""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from markupsafe import Markup

from flows.item_marks import ITEM_MARK
from flows.reading.bullets import Bullet, even_levels
from reports.prose import clean, marked_line

NOTE = re.compile(r"\s*\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
"""A footnote within a text: ^[words]."""
_KEPT = re.compile("\ue000(\\d+)\ue001")
Refer: TypeAlias = Callable[[str, str], Markup | None]
"""Tree and key of an item to a reference; None where the report has no such item."""


def nested(bullets: Sequence[Bullet], refer: Refer) -> Markup:
    """Set bullets as nested lists; nothing where there are none."""
    return _list(even_levels(bullets), 1, refer) if bullets else Markup("")


def rich_line(text: str, refer: Refer) -> Markup:
    """Set one line: its marks become bold, italics, links, footnotes and references."""
    kept: list[Markup] = []

    def keep(made: Markup) -> str:
        kept.append(made)
        return f"\ue000{len(kept) - 1}\ue001"

    def reference(found: re.Match[str]) -> str:
        made = refer(found[1], found[2])
        return found[2] if made is None else keep(made)

    def note(found: re.Match[str]) -> str:
        return keep(Markup("<note>{}</note>").format(_restored(marked_line(found[1]), kept)))

    line = NOTE.sub(note, ITEM_MARK.sub(reference, clean(text)))
    return _restored(marked_line(line), kept)


def _restored(line: Markup, kept: Sequence[Markup]) -> Markup:
    return Markup(_KEPT.sub(lambda found: kept[int(found[1])], line))  # noqa: S704 - escaped pieces put together


def _list(bullets: Sequence[Bullet], level: int, refer: Refer) -> Markup:
    items, at = [], 0
    while at < len(bullets):
        end = at + 1
        while end < len(bullets) and bullets[end].level > level:
            end += 1
        inner = _list(bullets[at + 1 : end], level + 1, refer) if end > at + 1 else Markup("")
        items.append(Markup("<li>{}{}</li>").format(rich_line(bullets[at].text, refer), inner))
        at = end
    return Markup("<ul>{}</ul>").format(Markup("").join(items))
