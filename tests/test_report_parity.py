"""Page, PDF and Word document say the same, workbook, CSV and data file hold the same numbers: on every example."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.csv_data import csv_files
from reports.data import data_json
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.model import Figure, Report
from reports.pdf import pdf_bytes
from reports.sheet_model import Sheet
from reports.walk import all_blocks, all_strings
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument
from tests.example_reports import NAMES, example_report
from tests.page_reader import read_page
from tests.pdf_reader import body_text, page_texts, tags
from tests.test_report_ostrava import letters

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.mark.parametrize("name", NAMES)
def test_every_string_of_the_report_is_in_page_document_and_pdf(name: str) -> None:
    made = example_report(name)
    page = letters(read_page(html_page(made)).text())
    document = letters(ReadDocument(document_bytes(made)).text())
    pdf = pdf_bytes(made)
    printed = letters(body_text(pdf) + "".join(page_texts(pdf)))
    said = {letters(tag.alt) for tag in tags(pdf).all("Figure")}
    drawn = {letters(block.alt) for block in all_blocks(made.blocks) if isinstance(block, Figure)}
    strings = [letters(string) for string in all_strings(made)]

    assert len(strings) > 60
    assert [string for string in strings if string not in page] == []
    assert [string for string in strings if string not in document] == []
    assert [string for string in strings if string not in drawn and string not in printed] == []
    assert drawn <= said


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_was_answered_is_in_data_file_workbook_and_csv(name: str) -> None:
    made = example_report(name)
    data = json.loads(data_json(made))
    workbook, table = set(_in_workbook(made)), set(_in_csv(made))
    wanted = set(_answered(data))

    assert bool(wanted) == ("programme" not in name), "a programme is answered in levels and texts"
    assert wanted - workbook == set()
    assert wanted - table == set()


@pytest.mark.parametrize("name", NAMES)
def test_workbook_and_csv_hold_the_same_numbers(name: str) -> None:
    made = example_report(name)

    assert set(_in_csv(made)) - set(_in_workbook(made)) == set()


@pytest.mark.parametrize("name", NAMES)
def test_sums_of_the_data_file_are_the_sums_of_the_workbook(name: str) -> None:
    made = example_report(name)
    book = load_workbook(BytesIO(workbook_bytes(made)), data_only=True)
    sums = {each["item"]: each for each in json.loads(data_json(made))["sums"] if each["name"] == "costs.total"}
    sheets = [sheet for sheet in made.sheets if sheet.key == "sums" and _holds(sheet, "total")]

    assert bool(sums) == bool(sheets) == (not name.startswith(("narrative", "programme")))
    for sheet in sheets:
        head, *rows = [[cell.value for cell in row] for row in book[sheet.title].iter_rows(min_row=2)]
        columns = {column.key: head.index(column.title) for column in sheet.columns if column.title in head}
        listed = {str(row[columns["top"]]): row[columns["total"]] for row in rows}
        for item, total in sums.items():
            shown = listed[item] if item else listed[sheet.totals_title]
            assert Decimal(str(shown or 0)) == Decimal(total["value"])


def _holds(sheet: Sheet, column: str) -> bool:
    return any(row[sheet.column(column)] is not None for row in sheet.rows)


def _answered(data: Mapping[str, Any]) -> Iterator[Decimal]:
    """Give the numbers among this period's answers; keys of items look like some and are none."""
    keys = {item["key"] for item in data["items"]}
    for item in data["items"]:
        for task in item["tasks"]:
            if task["round"] == data["rounds"][-1]:
                values = [answer["value"] for answer in task["answers"] if not answer["left_out"]]
                yield from _numbers(value for value in values if not (isinstance(value, str) and value in keys))


def _in_workbook(made: Report) -> Iterator[Decimal]:
    book = load_workbook(BytesIO(workbook_bytes(made)), data_only=True)
    yield from _numbers(cell.value for page in book for row in page.iter_rows() for cell in row)


def _in_csv(made: Report) -> Iterator[Decimal]:
    for name, content in csv_files(made).items():
        if name.endswith(".csv"):
            rows = csv.reader(StringIO(content.decode(), newline=""))
            yield from _numbers(cell for row in list(rows)[1:] for cell in row)


def _numbers(values: Iterable[object]) -> Iterator[Decimal]:
    """Give what is a number, or a text that is nothing else; rounded as the workbook's binary numbers are."""
    for value in values:
        if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
            yield round(Decimal(str(value)), 6)
