import csv
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.workbook.opening import open_workbook
from flows.faults import Fault
from flows.form import Form
from flows.office_file import MOST_BYTES
from flows.xlsform import read_form, read_form_csv, read_form_xlsx
from flows.xlsform_cells import Sheet, as_markdown, read_markdown
from flows.xlsform_csv import read_csv
from flows.xlsform_xlsx import read_xlsx

ANNUAL = (Path(__file__).parent / "dialogues" / "engine" / "forms" / "small_annual.md").read_text()
SURVEY: list[list[object]] = [["type", "name", "label", "default"], ["integer", "a", "Kolik?", 3]]


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in chain.from_iterable(sheet.iter_rows()):
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # "=1" was typed as a text
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def grids(source: str) -> dict[str, list[list[str]]]:
    sheets = read_markdown(source)
    assert isinstance(sheets, dict)
    return {
        name: [list(sheet.header), *([row.texts.get(column, "") for column in sheet.header] for row in sheet.rows)]
        for name, sheet in sheets.items()
    }


def as_csv(tables: dict[str, list[list[str]]], separator: str) -> str:
    written = StringIO()
    rows = csv.writer(written, delimiter=separator)
    for name, table in tables.items():
        rows.writerow([name])
        rows.writerows([["", *row] for row in table])
    return written.getvalue()


def shape(form: Form | tuple[Fault, ...]) -> object:
    assert isinstance(form, Form), form
    return [
        (question.name, question.kind, dict(question.label), question.relevant and question.relevant.source)
        for question in form.by_name.values()
    ], form.lists


def test_the_same_form_comes_from_markdown_workbook_and_csv() -> None:
    tables = grids(ANNUAL)
    expected = shape(read_form(ANNUAL, name="a"))

    assert shape(read_form_xlsx(workbook({**tables, "Notes": [["mine"]]}), name="a")) == expected
    for separator in ",;\t":
        assert shape(read_form_csv("\ufeff" + as_csv(tables, separator), name="a")) == expected


def test_the_source_of_a_workbook_is_the_same_form_in_markdown() -> None:
    made = read_form_xlsx(workbook(grids(ANNUAL)), name="a")
    assert isinstance(made, Form)

    assert shape(read_form(made.source, name="a")) == shape(made)


def test_cells_of_a_workbook_are_read_as_a_person_sees_them() -> None:
    row = [3, 2.0, 2.5, True, datetime(2027, 1, 11), date(2027, 1, 12), " a\xa0b ", "first\nsecond", None]  # noqa: DTZ001
    header = [f"c{index}" for index in range(9)]
    table: list[list[object]] = [[*header], [*row]]
    sheets = read_xlsx(workbook({"Survey": table}), name="f.xlsx")

    assert isinstance(sheets, dict)
    assert list(sheets["survey"].rows[0].texts.values()) == [
        *("3", "2", "2.5", "TRUE", "2027-01-11", "2027-01-12", "a b"),
        "first\nsecond",
    ]


def test_faults_of_a_workbook_name_the_row_that_its_author_sees() -> None:
    data = workbook({"survey": [["type", "name", "label"], [], [], ["barcode", "a", "A"]]})

    assert read_form_xlsx(data, name="f.xlsx") == (
        Fault(code="form.unsupported_type", where="survey, row 4, column type", data={"type": "barcode"}),
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook", workbook({"survey": SURVEY})[:-200]])
def test_what_is_no_workbook_is_a_fault(data: bytes) -> None:
    made = read_form_xlsx(data, name="f.xlsx")

    assert isinstance(made, tuple)
    assert [(fault.code, fault.where) for fault in made] == [("workbook.broken", "f.xlsx")]


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    data = workbook({"survey": [["type"], *([["text"]] * 10_001)]})
    made = read_form_xlsx(data, name="f.xlsx")

    assert made == (Fault(code="form.workbook_too_large", where="survey", data={"limit": "10000"}),)


def test_a_form_is_refused_as_a_workbook_of_a_plan_would_be_and_in_the_same_words() -> None:
    files = {
        "workbook.too_large": b"PK" + bytes(MOST_BYTES),
        "workbook.old_or_locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "workbook.macros": zipped("xl/workbook.xml", "xl/vbaProject.bin"),
        "workbook.other_file": zipped("content.xml"),
        "workbook.broken": b"no workbook",
    }

    for code, data in files.items():
        assert read_form_xlsx(data, name="f.xlsx") == (refused := open_workbook(data, name="f.xlsx"),)
        assert isinstance(refused, Fault)
        assert refused.code == code


def zipped(*names: str) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as packed:
        for name in names:
            packed.writestr(name, b"<a/>")
    return saved.getvalue()


def test_a_workbook_without_a_survey_is_a_fault() -> None:
    assert read_form_xlsx(workbook({"Sheet1": [["type"]]}), name="f.xlsx") == (
        Fault(code="form.no_survey", where="f.xlsx"),
    )


def test_broken_quotes_of_a_csv_are_a_fault() -> None:
    made = read_form_csv('survey,type\n,"a"b\n', name="f.csv")

    assert isinstance(made, tuple)
    assert [fault.code for fault in made] == ["form.no_csv"]


CELL = st.text(alphabet='ab|;,"\\\n ž$', max_size=6).map(str.strip)


@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any), max_size=4))
def test_any_cells_survive_markdown_and_csv(rows: list[list[str]]) -> None:
    header = ["type", "name", "label"]
    read = read_csv(as_csv({"survey": [header, *rows]}, ","), name="f.csv")
    assert isinstance(read, dict)
    again = read_markdown(as_markdown(read))
    assert isinstance(again, dict)

    assert texts(read["survey"]) == texts(again["survey"])
    assert texts(read["survey"]) == [
        {column: cell for column, cell in zip(header, row, strict=True) if cell} for row in rows
    ]


def texts(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(row.texts) for row in sheet.rows]


@settings(max_examples=50)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_form_or_faults(data: bytes) -> None:
    assert read_form_xlsx(data, name="f.xlsx")


@settings(max_examples=50)
@given(source=st.text(alphabet='survey,;"\n text', max_size=60))
def test_any_text_is_a_form_or_faults(source: str) -> None:
    assert read_form_csv(source, name="f.csv")
