"""A plan's workbook made from the example plan, to be changed by the tests as people change it in Excel."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.forms import known_forms
from bot.workbook.known_facts import known_facts
from bot.workbook.opening import open_workbook
from bot.workbook.plan_file import plan_workbook
from flows.faults import Fault
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.workbook.grid import Workbook
from flows.workbook.known import Answers, KnownPart
from flows.workbook.reading import PlanFound, read_workbook
from tests.cli_world import KAMENOV


@cache
def kamenov() -> Plan:
    """The example plan."""
    plan = read_plan(KAMENOV, forms=known_forms())
    assert isinstance(plan, Plan)
    return plan


@cache
def kamenov_bytes() -> bytes:
    """The example plan as a workbook."""
    return plan_workbook(kamenov(), "cs")


def changed(change: Callable[[Any], None], data: bytes | None = None) -> bytes:
    """Change a workbook with openpyxl and save it, as somebody else's program would."""
    book = load_workbook(BytesIO(kamenov_bytes() if data is None else data))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_bytes(data: bytes, known: tuple[KnownPart, ...] = (), answers: Answers | None = None) -> PlanFound:
    """Read a workbook's file, which must open."""
    book = open_workbook(data, name="plan.xlsx")
    assert isinstance(book, Workbook), book
    return read_workbook(book, forms=known_forms(), facts=known_facts(), known=known, answers=answers)


def plan_in(data: bytes) -> Plan:
    """The plan of a workbook that has no faults."""
    found = read_bytes(data)
    assert found.plan is not None, found.faults
    return found.plan


def faults_in(data: bytes) -> set[tuple[str, str]]:
    """Code and place of each fault of a workbook that has some."""
    found = read_bytes(data)
    assert found.plan is None
    assert all(isinstance(fault, Fault) for fault in found.faults)
    return {(fault.code, fault.where) for fault in found.faults}


def notes_in(data: bytes) -> set[tuple[str, str]]:
    """Code and place of each note on a workbook."""
    return {(note.code, note.where) for note in read_bytes(data).notes}


def cell(sheet: Any, heading: str, row: int) -> Any:  # noqa: ANN401 - openpyxl ships no types
    """The cell under a heading."""
    for each in sheet[1]:
        if each.value == heading:
            return sheet.cell(row=row, column=each.column)
    raise LookupError(heading)


def row_of(sheet: Any, heading: str, value: str) -> int:  # noqa: ANN401 - openpyxl ships no types
    """The row that has a value under a heading."""
    for row in range(2, sheet.max_row + 1):
        if cell(sheet, heading, row).value == value:
            return row
    raise LookupError(value)
