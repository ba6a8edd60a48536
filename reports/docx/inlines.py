"""Inlines as runs of Word: links, references, footnotes; bold and italics by style."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from markupsafe import Markup

from reports.docx.bookmarks import bookmark_name
from reports.docx.composition import Composition
from reports.docx.xml import el
from reports.model import Data, Emphasis, Footnote, Inline, Link, Reference, Strong, Text

_LONGEST_ADDRESS = 2_000


def runs(parts: Iterable[Inline], into: Composition, *properties: Markup) -> Iterator[Markup]:
    """Write inlines; `properties` hold for all of them."""
    for part in parts:
        match part:
            case Text() | Data():
                yield into.run(part.text, *properties)
            case Strong():
                yield from runs(part.inlines, into, *properties, el("w:b"))
            case Emphasis():
                yield from runs(part.inlines, into, *properties, el("w:i"))
            case Link():
                yield _linked(part, into, *properties)
            case Reference():
                yield el("w:hyperlink", *runs(part.inlines, into, *properties), w_anchor=bookmark_name(part.target))
            case Footnote():
                yield _noted(part, into)
            case _:
                assert_never(part)


def _linked(link: Link, into: Composition, *properties: Markup) -> Markup:
    if len(link.href) > _LONGEST_ADDRESS:
        return Markup().join(runs(link.inlines, into, *properties))
    shape = (into.styles.letters("Hyperlink"), *(each for each in properties if "w:rStyle" not in each))
    return el("w:hyperlink", *runs(link.inlines, into, *shape), r_id=into.link(link.href))


def _noted(note: Footnote, into: Composition) -> Markup:
    mark = into.styles.letters("footnote reference")
    number = el("w:r", el("w:rPr", mark), el("w:footnoteRef"))
    shape = el("w:pPr", into.styles.paragraph("footnote text"))
    with into.in_story("notes"):
        text = [into.run(" "), *runs(note.inlines, into)]
    into.notes.append(el("w:p", shape, number, *text))
    return el("w:r", el("w:rPr", mark), el("w:footnoteReference", w_id=len(into.notes)))
