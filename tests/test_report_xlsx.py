import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.snapshot import TaskSnapshot
from reports.cannot_set import CannotSetError
from reports.model import Figure
from reports.sheet_model import Sheet
from reports.sheet_pruning import without_empty
from reports.xlsx import workbook_bytes
from tests.office_check import findings
from tests.report_sample import MADE_AT, TASKS, report, snapshot, stated, task

STATED = stated("2", stated_total="200000", stated_town="120000", stated_other="80000", stated_activities=4)


def book(tasks: Sequence[TaskSnapshot] = (*TASKS, STATED), *, values: bool = True, draft: bool = True) -> Workbook:
    """Read the workbook back: with the stored values, or with the formulas."""
    written = workbook_bytes(report(snapshot(tasks, draft=draft)))
    loaded: Workbook = load_workbook(BytesIO(written), data_only=values)
    return loaded


def rows(page: Worksheet) -> list[dict[str, Any]]:
    head, *body = page.iter_rows(min_row=2, values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_every_sheet_is_there_with_its_caption_and_head() -> None:
    made = book()

    assert made.sheetnames == ["Aktivity", "Náklady podle zdrojů", "Projekty", "Součty", "Co nesedí", "Grafy"]
    assert made["Součty"]["A1"].value.startswith("Součty v\u00a0Kč")
    assert "31." in made["Aktivity"]["A1"].value


def test_every_cell_of_the_sheets_is_in_the_workbook_with_its_type() -> None:
    pages = book()
    for sheet in without_empty(report(snapshot((*TASKS, STATED), draft=True)).sheets):
        page = pages[sheet.title]
        found = page.iter_rows(min_row=3, max_row=2 + len(sheet.rows), values_only=True)
        for row, cells in zip(found, sheet.rows, strict=True):
            assert [_expected(value) for value in cells] == [_found(value) for value in row]


def _expected(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return None if value in ("", None) else str(value) if not isinstance(value, int) else float(value)


def _found(value: object) -> object:
    if isinstance(value, int | float):
        return float(value)
    return None if value is None else str(value).removesuffix(" 00:00:00")


def test_sums_agree_with_a_second_computation_from_the_source_lines() -> None:
    made = book()
    lines = [line for line in rows(made["Náklady podle zdrojů"]) if line["Započítává se"] == "ano"]
    (row,) = [row for row in rows(made["Součty"]) if row["Patří pod"] == "2"]
    town = [line["Částka"] for line in lines if line["Číslo"].startswith("2.") and line["Zdroj"] == "rozpočet města"]

    assert row["Celkové náklady"] == sum(line["Částka"] for line in lines if line["Číslo"].startswith("2."))
    assert row["z toho rozpočet města"] == sum(town)


def test_stated_totals_stand_beside_the_computed_ones_with_their_difference() -> None:
    (row,) = [row for row in rows(book()["Součty"]) if row["Patří pod"] == "2"]

    assert (row["Celkové náklady"], row["Uvedené celkové náklady"], row["Rozdíl celkových nákladů"]) == (
        210000,
        200000,
        -10000,
    )
    assert (row["Počet preventivních aktivit"], row["Uvedený počet aktivit"], row["Rozdíl počtu aktivit"]) == (3, 4, 1)


def test_formulas_stand_where_values_follow_from_others() -> None:
    formulas, values = book(values=False), book()
    sums = formulas["Součty"]
    found = {str(sums.cell(2, column).value): sums.cell(4, column).value for column in range(1, sums.max_column + 1)}

    assert found["Celkové náklady"] == "=SUMPRODUCT(('Aktivity'!$C$3:$C$8=$A4)*1,'Aktivity'!$I$3:$I$8)"
    assert found["z toho další zdroje"] == "=$E4-$F4"
    assert found["podíl města (%)"] == "=ROUND($F4/$E4,4)"
    assert found["Rozdíl celkových nákladů"] == "=$M4-$E4"
    assert [row["z toho další zdroje"] for row in rows(values["Součty"])] == [None, 90000, None, 90000]


def test_the_last_row_adds_its_columns_up_by_a_formula() -> None:
    page = book(values=False)["Aktivity"]
    last = page.max_row

    assert page.cell(last, 1).value == "Celkem"
    assert page.cell(last, 9).value == "=SUBTOTAL(109,$I$3:$I$8)"
    assert book()["Aktivity"].cell(last, 9).value == 210000


def test_tables_have_filters_and_heads_that_stay() -> None:
    for page in book().worksheets[:-1]:
        assert page.freeze_panes == "B3"
        for table in page.tables.values():
            assert table.autoFilter is not None
            assert [column.name for column in table.tableColumns] == [cell.value for cell in page[2]]


def test_no_sheet_and_no_column_is_empty() -> None:
    pages = book([task("2.2.7", degree="fulfilled", cost_kind="none")])

    assert "Projekty" not in pages.sheetnames
    assert "Náklady podle zdrojů" not in pages.sheetnames
    for page in pages.worksheets[:-1]:
        for column in page.iter_cols(min_row=3, values_only=True):
            assert any(cell is not None for cell in column)


def test_a_report_of_nothing_still_makes_a_workbook() -> None:
    page = book([])["Aktivity"]

    assert page.tables == {}
    assert page["A2"].value == "Číslo"


def test_charts_are_charts_of_excel_with_their_numbers_and_words() -> None:
    made = report(snapshot((*TASKS, STATED), draft=True))
    figures = [block for block in made.blocks if isinstance(block, Figure)]
    with ZipFile(BytesIO(workbook_bytes(made))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/")]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    numbers = [[number.value for series in figure.chart.series for number in series.numbers] for figure in figures]

    assert len(charts) == len(figures) == 5
    for chart, wanted in zip(charts, numbers, strict=True):
        drawn = [
            part for values in re.findall(r"<c:val>.*?</c:val>", chart) for part in re.findall(r"<c:v>(.*?)<", values)
        ]
        assert [float(number) for number in drawn] == [float(number) for number in wanted]
    for figure in figures:
        assert f'descr="{figure.alt}"' in drawing


def test_amounts_show_parts_of_a_crown_only_where_there_are_some() -> None:
    whole = book()["Náklady podle zdrojů"]
    parted = book([task("2.2.7", cost_kind="amount", repeats={"costs": [{"source": "town", "amount": "1.50"}]})])

    assert {cell.number_format for cell in whole["F"][2:]} == {'#,##0\u00a0"Kč"'}
    assert parted["Náklady podle zdrojů"]["E3"].number_format == '#,##0.00\u00a0"Kč"'


@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_workbook_opens_without_a_finding(tmp_path: Path, language: str) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(workbook_bytes(report(snapshot((*TASKS, STATED), draft=True), language)))

    assert findings(file) == []


def test_findings_are_in_the_workbook_in_words_and_numbers() -> None:
    (row,) = [row for row in rows(book()["Co nesedí"]) if row["Kontrola"] == "stated_total"]

    assert row["Co nesedí"].startswith("U\u00a0priority 2\u00a0jsou uvedené celkové náklady 200\u00a0000\u00a0Kč")
    assert (row["Kde"], row["Uvedeno"], row["Spočteno"], row["Rozdíl"], row["Jednotka"]) == (
        "2",
        200000,
        210000,
        -10000,
        "Kč",
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "https://kamenov.example", "1234", "{=A1}", "'x"])
def test_what_people_write_stays_text(text: str) -> None:
    said = task("2.2.7", degree="partly", description=[text], repeats={"projects": [{"project_name": [text]}]})
    pages = book([said], values=False)

    assert rows(pages["Aktivity"])[0]["Popis"] == text
    assert rows(pages["Projekty"])[0]["Projekt nebo služba"] == text
    assert {cell.data_type for cell in pages["Projekty"][3] if cell.value == text} == {"s"}


def test_the_same_report_gives_the_same_bytes_dated_with_the_snapshot() -> None:
    made = report(snapshot((*TASKS, STATED), draft=True))

    assert workbook_bytes(made) == workbook_bytes(made)
    properties = load_workbook(BytesIO(workbook_bytes(made))).properties
    assert properties.created == MADE_AT.replace(tzinfo=None)
    assert (properties.title, properties.creator) == (made.meta.title, made.meta.owner)


def test_a_draft_says_so_on_every_printed_page() -> None:
    assert {page.oddHeader.center.text for page in book()} == {"PRACOVNÍ VERZE"}
    assert {page.oddHeader.center.text for page in book(draft=False)} == {None}


def test_a_text_too_long_for_a_cell_is_named_with_its_place() -> None:
    made = report(snapshot([task("2.2.7", degree="partly", description=["a" * 32_768])]))

    with pytest.raises(CannotSetError) as caught:
        workbook_bytes(made)
    assert caught.value.place == "Aktivity, 2.2.7, Popis"


def test_titles_fit_a_workbook_in_both_languages() -> None:
    for language in ("cs", "en"):
        for sheet in report(language=language).sheets:
            titles = [column.title.casefold() for column in sheet.columns]
            assert len(sheet.title) <= 31
            assert not set(sheet.title) & set("[]:*?/\\")
            assert len(set(titles)) == len(titles) == len({column.key for column in sheet.columns})


def test_an_apostrophe_in_a_sheets_title_does_not_break_its_formulas() -> None:
    made = report(snapshot((*TASKS, STATED)))
    titled: tuple[Sheet, ...] = tuple(
        replace(sheet, title="Jan 's") if sheet.key == "activities" else sheet for sheet in made.sheets
    )
    page = load_workbook(BytesIO(workbook_bytes(replace(made, sheets=titled))))["Součty"]

    assert "'Jan ''s'!$I$3:$I$8" in page["E4"].value


def test_the_parts_of_the_zip_carry_no_date_of_today() -> None:
    with ZipFile(BytesIO(workbook_bytes(report()))) as archive:
        assert {part.date_time[:3] for part in archive.infolist()} == {(1980, 1, 1)}
