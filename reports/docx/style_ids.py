"""Names of styles to the ids that a reference document gives them: Word writes ids in its own language."""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from markupsafe import Markup

from reports.cannot_set import CannotSetError
from reports.docx.xml import el

REFERENCE = "reference.docx"


@dataclass(frozen=True, kw_only=True, slots=True)
class StyleIds:
    """The styles of a reference document.

    Attributes:
        ids: Name in small letters to id.
        lists: The same to the number of the list that its paragraphs belong to.
    """

    ids: Mapping[str, str]
    lists: Mapping[str, int]

    def of(self, name: str) -> str:
        """Give a style's id.

        Raises:
            CannotSetError: The reference document has no such style.
        """
        found = self.ids.get(name.lower())
        if found is None:
            raise CannotSetError(REFERENCE, name)
        return found

    def paragraph(self, name: str) -> Markup:
        """Write the property of a paragraph in this style."""
        return el("w:pStyle", w_val=self.of(name))

    def letters(self, name: str) -> Markup:
        """Write the property of a run in this style."""
        return el("w:rStyle", w_val=self.of(name))

    def list_number(self, name: str) -> int:
        """Give the number of the list that a style belongs to.

        Raises:
            CannotSetError: It belongs to none.
        """
        found = self.lists.get(name.lower())
        if found is None:
            raise CannotSetError(REFERENCE, name)
        return found


def style_ids(document: Document) -> StyleIds:
    """Read a reference document's styles."""
    ids, lists = {}, {}
    for style in document.styles.element.iterchildren(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val")).lower()
        ids[name] = style.get(qn("w:styleId"))
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            lists[name] = int(number.get(qn("w:val")))
    return StyleIds(ids=ids, lists=lists)
