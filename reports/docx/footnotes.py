"""The part of a document that holds its footnotes."""

from collections.abc import Iterable

from markupsafe import Markup

from reports.docx.xml import DECLARATION, el, root

SEPARATORS = {"separator": -1, "continuationSeparator": 0}


def footnotes_xml(notes: Iterable[Markup]) -> bytes:
    """Write the notes, counted from one, and the lines above them."""
    tight = el("w:pPr", el("w:spacing", w_before=0, w_after=0, w_line=240, w_lineRule="auto"))
    lines = [
        el("w:footnote", el("w:p", tight, el("w:r", el(f"w:{kind}"))), w_type=kind, w_id=number)
        for kind, number in SEPARATORS.items()
    ]
    written = [el("w:footnote", note, w_id=at) for at, note in enumerate(notes, start=1)]
    return f"{DECLARATION}{root('w:footnotes', 'w r', *lines, *written)}".encode()
