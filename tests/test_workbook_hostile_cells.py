"""Whatever stands in a cell of a workbook is read or named as a fault; it is never an error."""

from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook as OpenpyxlBook

from bot.forms import known_forms
from bot.workbook.known_facts import known_facts
from bot.workbook.opening import open_workbook
from flows.workbook.grid import Cell, Grid, Workbook
from flows.workbook.reading import PlanFound, read_workbook
from tests.chat_stage import PLAN, chat_stage
from tests.sent_files import content_of, files_of
from tests.test_office_file import END, SHEET, repacked, workbook
from tests.workbook_sample import kamenov_bytes

HOSTILE: tuple[str | float | bool | date | time, ...] = (
    *(1e308, -1e308, 5e-324, -0.0, 10**400, -1, True, datetime(1, 1, 1), datetime.max, date.max, time(1, 2)),  # noqa: DTZ001, DTZ901 - a cell has no zone
    *(
        "x" * 40_000,
        "=1+1",
        "²",
        "٣",
        "9" * 5_000,
        "1e999999",
        "a;b,c\n" * 500,
        "1.1.1.1",
        "31. 2. 2027",
        "{{ 7 * 7 }}",
    ),
    *("\u202e", "<b>", "'; DROP TABLE plans; --", "../../etc/passwd", "#REF!", ";;;", "-" * 999, "https://" * 99),
)


def opened() -> Workbook:
    book = open_workbook(kamenov_bytes(), name="x")
    assert isinstance(book, Workbook)
    return book


def spoilt(grid: Grid, first: int, back: int) -> Grid:
    """Put the hostile values into the cells of a row, counted from the end, each into another one."""
    filled = [at for at, row in enumerate(grid.rows) if any(cell.value is not None for cell in row)]
    if len(filled) <= back:
        return grid
    rows = list(grid.rows)
    row = rows[filled[-back]]
    rows[filled[-back]] = tuple(
        replace(cell, value=HOSTILE[(first + at) % len(HOSTILE)]) for at, cell in enumerate(row)
    )
    return replace(grid, rows=tuple(rows))


@pytest.mark.parametrize("back", [1, 3])
def test_any_value_in_any_column_of_a_plan_is_read_or_a_fault(back: int) -> None:
    book, forms, facts = opened(), known_forms(), known_facts()
    for first in range(len(HOSTILE)):
        grids = tuple(spoilt(grid, first, back) for grid in book.grids)
        assert isinstance(read_workbook(replace(book, grids=grids), forms=forms, facts=facts), PlanFound)


def test_a_number_that_is_none_is_a_cell_with_an_error() -> None:
    data = repacked(
        workbook(), lambda page: page.replace(END, b'<row r="3"><c r="A3"><v>1E999</v></c></row>' + END), SHEET
    )
    book = open_workbook(data, name="x")

    assert isinstance(book, Workbook)
    assert book.grids[0].rows[2][0] == Cell(value="inf", shape="General", error=True)


def spoilt_table(book: OpenpyxlBook, first: int) -> bytes:
    """Put hostile values behind the number of every item, on every sheet of an answer table."""
    for page in book.worksheets[1:]:
        for line in page.iter_rows(min_row=2):
            for cell in line:
                value = HOSTILE[(first + cell.column + cell.row) % len(HOSTILE)]
                if cell.column > 3 and value not in UNWRITABLE:
                    cell.value = value[:32_000] if isinstance(value, str) else value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


UNWRITABLE = (10**400, datetime(1, 1, 1), date.max, datetime.max)  # noqa: DTZ001, DTZ901 - a cell has no zone
"""What openpyxl cannot write."""


async def test_any_value_in_any_column_of_an_answer_table_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.says(petra, "/tabulka")
        table = content_of(stage, files_of(petra)[-1])
        before = await stage.kept()
        for first in range(0, len(HOSTILE), 3):
            content = spoilt_table(load_workbook(BytesIO(table)), first)
            said = await stage.new_after(petra, petra.sends_document("podklady-kotva.xlsx", content))
            assert said[-1].text.startswith("V tabulce je potřeba opravit")
        assert await stage.kept() == before
        await stage.check_books()


async def test_a_plan_of_endless_texts_is_answered_in_messages_that_the_channel_takes(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        source = PLAN.read_text("utf-8").replace('title = "', f'title = "{"a" * 9_000} ')
        good = await stage.new_after(eva, eva.sends_document("plan.toml", source.encode()))
        bad = await stage.new_after(eva, eva.sends_document("plan.toml", source.replace("kotva", "?").encode()))
        for said in (good, bad):
            assert len([one for one in said if one.by_bot]) > 1
        await stage.check_books()
