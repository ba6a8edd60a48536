"""What stands before the text: the title page and the contents."""

from collections.abc import Iterator

from markupsafe import Markup

from reports.contents_depth import contents_depth
from reports.docx.bookmarks import bookmark_name
from reports.docx.composition import Composition
from reports.docx.fields import begun, ended
from reports.docx.paragraphs import Shape, paragraph
from reports.docx.xml import el
from reports.model import Blocks, Heading, Meta
from reports.parse import inline_text


def title_page(meta: Meta, into: Composition) -> Iterator[Markup]:
    """Write the owner, the title and the lines about the document; of a brief one they stand above its text."""
    owner, title = ("Report Brief Owner", "Report Brief Title") if meta.brief else ("Report Owner", "Title")
    yield paragraph(Shape(style=owner), into, into.run(meta.owner))
    yield paragraph(Shape(style=title), into, into.run(meta.title))
    for label, text in meta.title_page:
        tab = el("w:r", el("w:tab"))
        named = into.run(label, into.styles.letters("Report Label"))
        yield paragraph(Shape(style="Report Line"), into, named, tab, into.run(text))


def contents(blocks: Blocks, title: str, into: Composition) -> Iterator[Markup]:
    """Write the contents: a field that Word can make anew, shown as it is now."""
    depth = contents_depth(blocks)
    entries = [block for block in blocks if isinstance(block, Heading) and block.level <= depth]
    if not entries:
        return
    lines = [_entry(each, into) for each in entries]
    lines[0] = [*begun(f'TOC \\o "1-{depth}" \\h \\z \\u'), *lines[0]]
    lines[-1] = [*lines[-1], ended()]
    gallery = el("w:docPartObj", el("w:docPartGallery", w_val="Table of Contents"), el("w:docPartUnique"))
    written = [
        paragraph(Shape(style=f"toc {entry.level}"), into, *line) for entry, line in zip(entries, lines, strict=True)
    ]
    heading = paragraph(Shape(style="TOC Heading"), into, into.run(title))
    yield el("w:sdt", el("w:sdtPr", gallery), el("w:sdtContent", heading, *written))


def _entry(heading: Heading, into: Composition) -> list[Markup]:
    letters = into.run(inline_text(heading.inlines))
    return [el("w:hyperlink", letters, w_anchor=bookmark_name(heading.id), w_history=1)]
