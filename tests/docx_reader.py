"""Reading a written Word document back: its parts, its text, what stands under each heading."""

import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle

from reports.docx.archive import unpacked

_SEEN = {qn("w:t"): "", qn("wp:docPr"): "descr", qn("w:tblCaption"): qn("w:val")}
_APART = frozenset({qn("w:p"), qn("w:tc"), qn("w:tab"), qn("w:br")})


@dataclass(frozen=True)
class Under:
    """A heading with all that stands under it until the next one."""

    style: str
    heading: str
    text: str


class ReadDocument:
    """A document as its readers see it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = docx.Document(BytesIO(content))
        self.body: BaseOxmlElement = self.document.element.body

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return unpacked(self.content)

    @cached_property
    def styles(self) -> dict[str, str]:
        """Id of a style to its name in small letters."""
        return {style.style_id: style.element.find(qn("w:name")).get(qn("w:val")).lower() for style in self._styles()}

    def text(self) -> str:
        """Everything that can be read, footnotes and running lines too."""
        section = self.document.sections[0]
        lines = [section.header, section.first_page_header, section.footer, section.first_page_footer]
        others = [parse_xml(self.parts["word/footnotes.xml"]), *(each._element for each in lines)]
        return "\n".join(letters(each) for each in [self.body, *others])

    def style_of(self, paragraph: BaseOxmlElement) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "normal" if found is None else self.styles[found.get(qn("w:val"))]

    def under(self) -> list[Under]:
        """The text under each heading, the contents left out."""
        found = [("", "", [""])]
        for block in self.body:
            style = self.style_of(block) if block.tag == qn("w:p") else ""
            if style.startswith("heading"):
                found.append((style, letters(block), []))
            elif block.tag != qn("w:sdt"):
                found[-1][2].append(letters(block))
        return [Under(style, heading, "\n".join(text)) for style, heading, text in found]

    def paragraphs(self, style: str) -> list[BaseOxmlElement]:
        return [each for each in self.body.iter(qn("w:p")) if self.style_of(each) == style]

    def tables(self) -> list[BaseOxmlElement]:
        return list(self.body.iter(qn("w:tbl")))

    def _styles(self) -> list[BaseStyle]:
        return list(self.document.styles)


def letters(element: BaseOxmlElement) -> str:
    """Give an element's letters, with the texts that stand for tables and drawings."""
    found = []
    for each in element.iter():
        if each.tag in _SEEN:
            found.append((each.get(_SEEN[each.tag]) if _SEEN[each.tag] else each.text) or "")
        elif each.tag in _APART:
            found.append("\n" if each.tag == qn("w:p") else " ")
    return "".join(found)


def folded(text: str) -> str:
    """Make all blanks alike."""
    return re.sub(r"\s+", " ", text).strip()
