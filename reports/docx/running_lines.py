"""Header and footer: what a reference document leaves open there is filled in, the mark of a draft is on every page."""

from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer, _Header

from reports.docx.style_ids import StyleIds
from reports.docx.xml import el, parsed, run

_DRAFT = "draft"


def fill_running_lines(document: Document, values: Mapping[str, str], styles: StyleIds) -> None:
    """Put texts in for the content controls with these tags; what a control is alone in goes where its text is empty.

    Args:
        document: Made of a reference document.
        values: Tag to text; the one of "draft" is on each page whether or not there is a control for it.
        styles: The reference document's.
    """
    for header in _own(document, "header"):
        found = _fill(header, values)
        if values[_DRAFT] and _DRAFT not in found:
            header.insert(0, _mark(values[_DRAFT], styles))
    for footer in _own(document, "footer"):
        _fill(footer, values)


def _own(document: Document, kind: str) -> Iterator[BaseOxmlElement]:
    """Give the headers or footers that pages have; a header that is missing is made for the mark's sake."""
    for section in document.sections:
        kinds = [kind]
        if section.different_first_page_header_footer:
            kinds.append(f"first_page_{kind}")
        if document.settings.odd_and_even_pages_header_footer:
            kinds.append(f"even_page_{kind}")
        for name in kinds:
            part: _Header | _Footer = getattr(section, name)
            if section is document.sections[0] or not part.is_linked_to_previous:
                yield part._element  # noqa: SLF001 -- the part's element has no public name


def _fill(part: BaseOxmlElement, values: Mapping[str, str]) -> set[str]:
    found = set()
    for control in part.xpath(".//w:sdt"):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        name = "" if tag is None else tag.get(qn("w:val"))
        if name in values:
            found.add(name)
            _put(control, values[name])
    return found


def _put(control: BaseOxmlElement, text: str) -> None:
    """Replace a control by a run with the text, in the letters of the control's first run."""
    shape = control.find(f"{qn('w:sdtContent')}//{qn('w:rPr')}")
    parent = control.getparent()
    if text:
        letters = parsed(run(text))
        if shape is not None:
            letters.insert(0, shape)
        parent.replace(control, letters)
        return
    parent.remove(control)
    if parent.tag == qn("w:p") and not parent.xpath(".//w:t"):
        _drop(parent)


def _drop(paragraph: BaseOxmlElement) -> None:
    """Take an empty paragraph out, or leave it where it is the last one."""
    around = paragraph.getparent()
    if len(around) > 1:
        around.remove(paragraph)


def _mark(text: str, styles: StyleIds) -> BaseOxmlElement:
    return parsed(el("w:p", el("w:pPr", styles.paragraph("Report Draft")), run(text)))
