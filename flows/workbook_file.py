"""A workbook that somebody sent: made safe to open, or why it is refused, whoever wants to read it."""

import zipfile
from io import BytesIO

from flows.faults import Fault
from flows.office_file import MOST_BYTES, MOST_UNPACKED, Danger, looked_through

_MEBIBYTE = 1024 * 1024


def safe_workbook(data: bytes, *, name: str) -> bytes | Fault:
    """Give an .xlsx file that a library can open safely.

    Args:
        data: The file.
        name: What to call it in a fault.
    """
    safe = looked_through(data)
    if isinstance(safe, Danger):
        return Fault(code=f"workbook.{safe}", where=name, data=_details(safe, len(data)))
    if not _is_workbook(safe):
        return Fault(code="workbook.other_file", where=name)
    return safe


def _details(danger: Danger, size: int) -> dict[str, str]:
    match danger:
        case Danger.TOO_LARGE:
            limit = MOST_BYTES if size > MOST_BYTES else MOST_UNPACKED
            return {"limit": str(limit // _MEBIBYTE)}
        case Danger.BROKEN:
            return {"detail": "zip"}
        case Danger.MACROS | Danger.OLD_OR_LOCKED:
            return {}


def _is_workbook(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return any(each.lower().endswith("workbook.xml") for each in packed.namelist())
