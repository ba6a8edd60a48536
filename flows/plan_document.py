"""A document of Word whose styles a plan's reports take: a file beside the plan, kept in it once it is read."""

from base64 import b64decode, b64encode

from flows.faults import Fault
from flows.plan_part import Line, Part

LARGEST = 1_000_000
"""Bytes of a document: it is kept in every revision of the plan."""


class PlanDocument(Part):
    """A document of Word.

    Attributes:
        file: Its name, seen from the plan's folder.
        content: Its bytes in base64; put in when the plan's file is read.
    """

    file: Line
    content: str = ""

    def data(self) -> bytes:
        """Give the bytes, none before they are put in."""
        return b64decode(self.content)


def document_filled(document: PlanDocument, data: bytes, where: str) -> PlanDocument | Fault:
    """Put the bytes into a document, or say why they will not do.

    Args:
        document: As the author wrote it.
        data: The file's content.
        where: The place in the plan.
    """
    if len(data) > LARGEST:
        size, limit = str(len(data) // 1000), str(LARGEST // 1000)
        return Fault(
            code="plan.large_document", where=where, data={"file": document.file, "size": size, "limit": limit}
        )
    if not data.startswith(b"PK") or b"word/document.xml" not in data:
        return Fault(code="plan.no_document", where=where, data={"file": document.file})
    return document.model_copy(update={"content": b64encode(data).decode("ascii")})
