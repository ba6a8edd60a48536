"""A picture that a plan puts on its reports: a file beside the plan, kept in the plan once it is read."""

from base64 import b64decode, b64encode

from flows.faults import Fault
from flows.plan_part import Line, Part

LARGEST = 500_000
"""Bytes of a picture: it is kept in every revision of the plan."""
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class PlanPicture(Part):
    """A picture.

    Attributes:
        file: Its name, seen from the plan's folder.
        alt: What it shows, for those who cannot see it.
        content: Its bytes in base64; put in when the plan's file is read.
    """

    file: Line
    alt: Line
    content: str = ""

    def data(self) -> bytes:
        """Give the bytes, none before they are put in."""
        return b64decode(self.content)


def media_type(data: bytes) -> str:
    """Tell "image/png" or "image/jpeg"; "" = neither."""
    return next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), "")


def filled(picture: PlanPicture, data: bytes, where: str) -> PlanPicture | Fault:
    """Put the bytes into a picture, or say why they will not do.

    Args:
        picture: As the author wrote it.
        data: The file's content.
        where: The place in the plan.
    """
    if len(data) > LARGEST:
        size, limit = str(len(data) // 1000), str(LARGEST // 1000)
        return Fault(code="plan.large_picture", where=where, data={"file": picture.file, "size": size, "limit": limit})
    if not media_type(data):
        return Fault(code="plan.no_picture", where=where, data={"file": picture.file})
    return picture.model_copy(update={"content": b64encode(data).decode("ascii")})
