"""A file that a coordinator sent: a form by its sheets, otherwise a plan."""

import asyncio
from io import BytesIO

from bot.answer_table.wish import Otherwise
from bot.delivery.row import OutRow
from flows.office_file import Danger, looked_through

SURVEY = "survey"
"""The sheet by which an XLSForm is known."""


def is_form(content: bytes) -> bool:
    """Tell whether a file is a workbook with a survey sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and wanted for files alone

    safe = looked_through(content)
    if isinstance(safe, Danger):
        return False
    try:
        book = load_workbook(BytesIO(safe), read_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl raises anything at damaged files
        return False
    try:
        return any(sheet.strip().lower() == SURVEY for sheet in book.sheetnames)
    finally:
        book.close()


def by_content(*, form: Otherwise, plan: Otherwise) -> Otherwise:
    """Give the function that passes a file on to whoever reads its kind."""

    async def arrived(row: OutRow, content: bytes) -> list[OutRow] | None:
        return await (form if await asyncio.to_thread(is_form, content) else plan)(row, content)

    return arrived
