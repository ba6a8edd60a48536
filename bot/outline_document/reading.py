"""Reading a .docx as bullets: its paragraphs and lists with their levels, emphasis, links and footnotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from flows.office_file import Danger, looked_through
from flows.reading.bullets import Bullet, read_bullets
from flows.reading.emphasis import Span, SpanKind, marked

_BLOCKS = frozenset(map(qn, ("w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))
"""What may hold paragraphs."""
_RUNS = frozenset(map(qn, ("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml")))
"""What may hold runs; deleted ones are not among them."""
_SIGNS: Mapping[str, str] = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TITLE = re.compile(r"title|heading|nadpis|název", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:list(?: bullet| number)?|seznam(?: s odrážkami)?|číslovaný seznam) ?(\d)?", re.IGNORECASE)
_TYPED_MARK = re.compile(r"\s*[-–—•*o]\s")
_OFF = frozenset({"0", "false", "off", "none"})
_NUMBERING = ("w:pPr", "w:numPr", "w:numId")


def read_document(data: bytes) -> tuple[Bullet, ...] | None:
    """Read a document as bullets, headings left out; None: it is no document that can be read.

    Args:
        data: The file. What a paragraph or a list item is becomes what it would be pasted into the chat.
    """
    safe = looked_through(data)
    if isinstance(safe, Danger):
        return None
    try:
        return read_bullets("\n\n".join(_paragraphs(Document(BytesIO(safe)))))
    except Exception:  # noqa: BLE001 - python-docx and lxml raise anything at damaged files
        return None


def _paragraphs(document: Opened) -> Iterator[str]:
    """Write each paragraph as it would be typed: a list item with a mark, indented by its level."""
    notes = _notes(document)
    styles = {str(one.get(qn("w:styleId"))): one for one in document.styles.element.iter(qn("w:style"))}
    for paragraph in _blocks(document.element.body):
        based = _based(paragraph, styles)
        if based and _TITLE.match(_value(based[0], "w:name")):
            continue
        text = _text(document, paragraph, notes)
        level = None if _TYPED_MARK.match(text) else _level(paragraph, based)
        yield text if level is None else f"{'    ' * level}• {' '.join(text.split())}"


def _blocks(parent: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml elements have no types
    for child in parent:
        if child.tag == qn("w:p"):
            yield child
        elif child.tag in _BLOCKS:
            yield from _blocks(child)


def _based(paragraph: Any, styles: Mapping[str, Any]) -> list[Any]:  # noqa: ANN401 - lxml elements have no types
    """Give the style of a paragraph and those that it is based on, nearest first."""
    found: list[Any] = []
    key = _value(paragraph, "w:pPr", "w:pStyle")
    while key in styles and styles[key] not in found:
        found.append(styles[key])
        key = _value(styles[key], "w:basedOn")
    return found


def _level(paragraph: Any, based: Sequence[Any]) -> int | None:  # noqa: ANN401 - lxml elements have no types
    """Give the level of a list item, from 0; None of a plain paragraph."""
    named = next((match for one in based if (match := _LIST_STYLE.fullmatch(_value(one, "w:name")))), None)
    if named is not None and not _value(paragraph, *_NUMBERING):
        return int(named[1] or 1) - 1
    for one in (paragraph, *based):
        numbering = _value(one, *_NUMBERING)
        if numbering:
            return None if numbering == "0" else int(_value(one, "w:pPr", "w:numPr", "w:ilvl") or 0)
    return None


def _value(element: Any, *path: str) -> str:  # noqa: ANN401 - lxml elements have no types
    """Give what a setting below an element says, "" where it is absent."""
    found = element.find("/".join(map(qn, path)))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _text(document: Opened, paragraph: Any, notes: Mapping[str, str]) -> str:  # noqa: ANN401 - lxml elements have no types
    """Write the words of a paragraph with their marks."""
    text, spans = "", list[Span]()
    for run, address in _runs(document, paragraph, ""):
        start = len(text)
        text += "".join(_said(run, notes))
        for kind in _kinds(run, address):
            before = next((one for one in spans if one.end == start and (one.kind, one.address) == kind), None)
            if before is not None:
                spans.remove(before)
            begin = before.start if before is not None else start
            spans.append(Span(start=begin, end=len(text), kind=kind[0], address=kind[1]))
    return marked(text, spans)


def _runs(document: Opened, parent: Any, address: str) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 - lxml elements have no types
    """Give the runs of a paragraph, each with the address that it leads to."""
    for child in parent:
        if child.tag == qn("w:r"):
            yield child, address
        elif child.tag == qn("w:hyperlink"):
            target = document.part.rels.get(child.get(qn("r:id"), ""))
            leads = str(target.target_ref) if target is not None and target.is_external else ""
            yield from _runs(document, child, leads if leads.startswith(("http://", "https://")) else "")
        elif child.tag in _RUNS:
            yield from _runs(document, child, address)


def _kinds(run: Any, address: str) -> list[tuple[SpanKind, str]]:  # noqa: ANN401 - lxml elements have no types
    found: list[tuple[SpanKind, str]] = [("link", address)] if address else []
    kinds: tuple[tuple[str, SpanKind], ...] = (("w:b", "bold"), ("w:i", "italic"))
    for tag, kind in kinds:
        mark = run.find(f"{qn('w:rPr')}/{qn(tag)}")
        if mark is not None and str(mark.get(qn("w:val"), "1")).lower() not in _OFF:
            found.append((kind, ""))
    return found


def _said(run: Any, notes: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401 - lxml elements have no types
    for child in run:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
            note = notes.get(f"{child.tag}{child.get(qn('w:id'))}", "")
            yield f" ^[{note}]" if note else ""


def _notes(document: Opened) -> dict[str, str]:
    """Read the notes, each by the tag that refers to it and its id."""
    found = {}
    for kind, tag in ((RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote")):
        for related in document.part.rels.values():
            if related.reltype != kind or related.is_external:
                continue
            for note in parse_xml(related.target_part.blob).iter(qn(tag)):
                text = " ".join("".join(str(each.text or "") for each in note.iter(qn("w:t"))).split())
                found[f"{qn(tag + 'Reference')}{note.get(qn('w:id'))}"] = text.translate({ord("["): "(", ord("]"): ")"})
    return found
