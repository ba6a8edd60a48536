"""A form as a workbook: what a coordinator sends, and what they get back."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.conversation.plans_sent import FORM_NAMES
from flows.faults import Fault
from flows.form import Form
from flows.reading.folding import fold
from flows.xlsform_cells import Sheet, read_markdown

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_MADE_AT = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same form gives the same bytes."""
_ORDER = ("survey", "choices", "settings", "entities")
_WIDE, _NARROW = 46, 16
_LONG = 24
"""A column with a text longer than this is a wide one."""


def form_key(name: str) -> str:
    """Give the key of a form whose settings give no form_id: the name of its file."""
    stem = fold(PurePath(name).stem)
    stem = next((stem.removeprefix(one) for one in FORM_NAMES if stem.startswith(one)), stem)
    return "_".join("".join(letter if letter.isalnum() else " " for letter in stem).split()) or "form"


def read_sent_form(content: bytes, name: str) -> Form | tuple[Fault, ...]:
    """Read a form that somebody sent as a workbook.

    Args:
        content: The file.
        name: Its name.
    """
    from flows.xlsform import read_form_xlsx  # noqa: PLC0415 - the compiler is slow to load

    return read_form_xlsx(content, name=form_key(name))


def form_workbook(source: str) -> bytes:
    """Write a form's text as a workbook that reads back as the same form.

    Raises:
        ValueError: The text is no form.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - slow to load, and wanted for files alone

    sheets = read_markdown(source)
    if isinstance(sheets, tuple):
        raise ValueError(f"a stored form has no sheets: {sheets[0].code}")  # noqa: TRY004 - the text is at fault
    out = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, plain) as book:
        book.set_properties({"created": _MADE_AT})
        for name in sorted(sheets, key=_ORDER.index):
            _write(book, sheets[name])
    return out.getvalue()


def same_form(one: str, other: str) -> bool:
    """Tell whether two texts are the same form; comments, blank rows and the order of sheets do not count."""
    return _cells(one) == _cells(other)


def _cells(source: str) -> object:
    sheets = read_markdown(source)
    if isinstance(sheets, tuple):
        return sheets
    return {name: (sheet.header, [row.texts for row in sheet.rows]) for name, sheet in sheets.items()}


def _write(book: "Workbook", sheet: Sheet) -> None:
    head, cell = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for column, title in enumerate(sheet.header):
        texts = [row.texts.get(title, "") for row in sheet.rows]
        page.set_column(column, column, _WIDE if any(len(text) > _LONG for text in texts) else _NARROW, cell)
        page.write_string(0, column, title, head)
        for line, text in enumerate(texts, start=1):
            if text:
                page.write_string(line, column, text, cell)
