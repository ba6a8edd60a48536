"""The whole Word document: a reference document emptied and filled with a report."""

from collections.abc import Callable, Iterable
from datetime import UTC
from io import BytesIO

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from markupsafe import Markup

from reports.docx.archive import archive, unpacked
from reports.docx.blocks import set_blocks
from reports.docx.brief import tighten
from reports.docx.chart import chart_xml
from reports.docx.chart_workbook import chart_workbook
from reports.docx.composition import Composition
from reports.docx.drawing import chart_relation
from reports.docx.footnotes import SEPARATORS, footnotes_xml
from reports.docx.front import contents, title_page
from reports.docx.pictures import add_publicity, logo
from reports.docx.reference import reference_document
from reports.docx.running_lines import fill_running_lines
from reports.docx.style_ids import style_ids
from reports.docx.xml import el, parsed, root
from reports.model import Meta, Report

_LANGUAGES = {"cs": "cs-CZ", "en": "en-GB"}
_LONGEST_PROPERTY = 255
_RUNNING = 105
"""Letters that the head of a page has room for."""
_AFTER_NOTES = frozenset(
    qn(f"w:{name}")
    for name in (
        *("endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
        *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
        *("smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
) | {qn("m:mathPr")}
"""What stands after the notes in the settings, as the schema orders them."""


def document_bytes(report: Report) -> bytes:
    """Write the document. The same report gives the same bytes.

    Raises:
        CannotSetError: A character that no document can hold, or the office's own reference document is none.
    """
    document = reference_document(report.meta.look)
    if report.meta.brief:
        tighten(document, report)
    notes = _notes_part(document)
    into = Composition(
        styles=style_ids(document),
        width=_text_width(document),
        look=report.meta.look,
        first_heading_breaks=not report.meta.brief,
        links={"body": _linker(document.part), "notes": _linker(notes)},
        next_list=_first_free_list(document),
    )
    written = [*logo(document, into, brief=report.meta.brief), *title_page(report.meta, into)]
    if not report.meta.brief:
        written += contents(report.blocks, report.meta.words["contents"], into)
    written += set_blocks(report.blocks, into)
    _fill_body(document, written)
    notes._blob = footnotes_xml(into.notes)  # noqa: SLF001 -- a plain part has no setter
    _add_charts(document, into, report)
    _add_lists(document, into.restarts)
    add_publicity(document, into, brief=report.meta.brief)
    _describe(document, report, into)
    stream = BytesIO()
    document.save(stream)
    return archive(unpacked(stream.getvalue()))


def _notes_part(document: Document) -> Part:
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    for name in ("w:footnotePr", "w:endnotePr"):
        for stale in settings.findall(qn(name)):
            settings.remove(stale)
    told = parsed(el("w:footnotePr", *(el("w:footnote", w_id=number) for number in SEPARATORS.values())))
    later = [each for each in settings if each.tag in _AFTER_NOTES]
    later[0].addprevious(told) if later else settings.append(told)
    return part


def _linker(part: Part) -> Callable[[str], str]:
    return lambda href: part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def _text_width(document: Document) -> int:
    """Measure the text's width in twentieths of a point."""
    section = document.sections[0]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return int(((width or 0) - (left or 0) - (right or 0)) / 635)


def _first_free_list(document: Document) -> int:
    numbers = document.part.numbering_part.element.findall(qn("w:num"))
    return 1 + max((int(number.get(qn("w:numId"))) for number in numbers), default=0)


def _fill_body(document: Document, written: Iterable[Markup]) -> None:
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    page = body.find(qn("w:sectPr"))
    for element in list(parse_xml(root("w:body", "w r a c wp pic", *written))):
        page.addprevious(element)


def _add_charts(document: Document, into: Composition, report: Report) -> None:
    package = document.part.package
    for at, figure in enumerate(into.figures, start=1):
        workbook = Part(
            PackURI(f"/word/embeddings/chart{at}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            chart_workbook(figure.chart, report.meta.made_at),
            package,
        )
        drawn = chart_xml(figure, into.look.colours, _LANGUAGES[report.meta.language])
        chart = Part(PackURI(f"/word/charts/chart{at}.xml"), CONTENT_TYPE.DML_CHART, drawn, package)
        chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, workbook, "rId1")
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.CHART, chart, chart_relation(at))


def _add_lists(document: Document, restarts: list[tuple[int, int]]) -> None:
    """Make the lists that count from one again."""
    numbering = document.part.numbering_part.element
    kinds = {
        int(number.get(qn("w:numId"))): number.find(qn("w:abstractNumId")).get(qn("w:val"))
        for number in numbering.findall(qn("w:num"))
    }
    for number, like in restarts:
        again = [el("w:lvlOverride", el("w:startOverride", w_val=1), w_ilvl=level) for level in range(9)]
        numbering.append(parsed(el("w:num", el("w:abstractNumId", w_val=kinds[like]), *again, w_numId=number)))


def _running_title(meta: Meta) -> str:
    """Give the whole title where the head of a page has room for it beside the owner."""
    return meta.title if len(meta.title) + len(meta.owner) <= _RUNNING else meta.short_title


def _describe(document: Document, report: Report, into: Composition) -> None:
    meta = report.meta
    language = _LANGUAGES[meta.language]
    known = document.core_properties
    known.title, known.author = meta.title[:_LONGEST_PROPERTY], meta.owner[:_LONGEST_PROPERTY]
    known.subject, known.comments, known.keywords, known.category = "", "", "", ""
    known.last_modified_by, known.revision, known.language = meta.owner[:_LONGEST_PROPERTY], 1, language
    known.created = known.modified = meta.made_at.astimezone(UTC)
    for told in document.styles.element.xpath("w:docDefaults//w:lang"):
        told.set(qn("w:val"), language)
    values = {"title": _running_title(meta), "owner": meta.owner, "draft": meta.draft_mark}
    fill_running_lines(document, values, into.styles)
