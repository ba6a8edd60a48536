"""The document to fill: an office's own, with the styles it lacks, or the one that comes with the product."""

from copy import deepcopy
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart

from reports.cannot_set import CannotSetError
from reports.docx.archive import archive, unpacked
from reports.docx.style_ids import REFERENCE
from reports.docx.xml import root
from reports.model import Look
from reports.packaged import style_bytes

_ACCENT = Look().accent
_STALE = frozenset(
    {"footnotes", "endnotes", "comments", "stylesWithEffects", "image", "hyperlink", "chart", "oleObject", "package"}
)
"""What only the document's own text refers to, by the end of the relation's type."""

_NOT_DOCUMENTS = (BadZipFile, PackageNotFoundError, KeyError, ValueError)


def reference_document(look: Look) -> Document:
    """Open the document whose styles, page and running lines a report takes.

    Raises:
        CannotSetError: The office's own is no document of Word.
    """
    usual = docx.Document(BytesIO(_coloured(style_bytes(REFERENCE), look.accent)))
    if not look.word_reference:
        return usual
    try:
        own = docx.Document(BytesIO(look.word_reference))
    except _NOT_DOCUMENTS as error:
        raise CannotSetError(REFERENCE, str(error)) from error
    _forget_stale_parts(own)
    _ensure_lists(own)
    _add_missing_styles(own, usual)
    return own


def _coloured(content: bytes, accent: str) -> bytes:
    """Give the product's document in the owner's colour."""
    if accent == _ACCENT:
        return content
    colours = (_ACCENT.lstrip("#").upper().encode(), accent.lstrip("#").upper().encode())
    return archive({name: part.replace(*colours) for name, part in unpacked(content).items()})


def _forget_stale_parts(document: Document) -> None:
    """Drop what belongs to the document's own text."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.rpartition("/")[2] in _STALE:
            del document.part.rels[key]


def _ensure_lists(document: Document) -> None:
    """Give a document without any list the part where lists are kept."""
    if any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in document.part.rels.values()):
        return
    empty = parse_xml(root("w:numbering", "w"))
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def _add_missing_styles(own: Document, usual: Document) -> None:
    """Take over the styles that a document lacks, with the lists that they number."""
    ids = {_name(style): style.get(qn("w:styleId")) for style in _styles(own)}
    added = [deepcopy(style) for style in _styles(usual) if _name(style) not in ids]
    ids |= {_name(style): _new_id(style, set(ids.values())) for style in added}
    new_ids = {style.get(qn("w:styleId")): ids[_name(style)] for style in _styles(usual)}
    lists = _taken_lists(own, usual) if any(style.find(f".//{qn('w:numId')}") is not None for style in added) else {}
    for style in added:
        style.set(qn("w:styleId"), ids[_name(style)])
        for tag in ("w:basedOn", "w:next", "w:link"):
            for reference in style.findall(qn(tag)):
                reference.set(qn("w:val"), new_ids[reference.get(qn("w:val"))])
        for number in style.iter(qn("w:numId")):
            number.set(qn("w:val"), lists[number.get(qn("w:val"))])
        style.attrib.pop(qn("w:default"), None)
        own.styles.element.append(style)


def _new_id(style: BaseOxmlElement, taken: set[str]) -> str:
    wanted = str(style.get(qn("w:styleId")))
    return f"{wanted}Report" if wanted in taken else wanted


def _taken_lists(own: Document, usual: Document) -> dict[str, str]:
    """Copy the kinds of lists; give old numbers to new ones."""
    numbering = own.part.numbering_part.element
    kind = _next(numbering, "w:abstractNum", "w:abstractNumId")
    number = _next(numbering, "w:num", "w:numId")
    kinds, numbers = {}, {}
    for abstract in usual.part.numbering_part.element.findall(qn("w:abstractNum")):
        kinds[abstract.get(qn("w:abstractNumId"))] = str(kind)
        copied = deepcopy(abstract)
        copied.set(qn("w:abstractNumId"), str(kind))
        first = numbering.find(qn("w:num"))
        numbering.append(copied) if first is None else first.addprevious(copied)
        kind += 1
    for used in usual.part.numbering_part.element.findall(qn("w:num")):
        numbers[used.get(qn("w:numId"))] = str(number)
        copied = deepcopy(used)
        copied.set(qn("w:numId"), str(number))
        reference = copied.find(qn("w:abstractNumId"))
        reference.set(qn("w:val"), kinds[reference.get(qn("w:val"))])
        numbering.append(copied)
        number += 1
    return numbers


def _next(numbering: BaseOxmlElement, tag: str, attribute: str) -> int:
    return 1 + max((int(each.get(qn(attribute))) for each in numbering.findall(qn(tag))), default=0)


def _styles(document: Document) -> list[BaseOxmlElement]:
    return list(document.styles.element.findall(qn("w:style")))


def _name(style: BaseOxmlElement) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val"))).lower()
