"""Page, Word document and workbook say the same, on every example."""

import json
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.data import data_json
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.model import Report
from reports.walk import all_strings
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument
from tests.narrative_sample import narrative_report
from tests.ostrava import DATA
from tests.page_reader import read_page
from tests.report_sample import TASKS, report, snapshot, stated
from tests.test_report_ostrava import letters, ostrava

STATED = stated("2", stated_total="200000", stated_town="120000", stated_other="80000", stated_activities=4)
SAMPLES = ["kamenov", "kamenov in English", "kamenov, a draft", "ostrava"]
NARRATIVES = ["narrative", "narrative in English", "narrative, a draft"]


@cache
def sample(name: str) -> Report:
    if name == "ostrava":
        if not DATA.is_file():
            pytest.skip(f"data absent: {DATA.name}")
        return ostrava()
    language = "en" if "English" in name else "cs"
    if name.startswith("narrative"):
        return narrative_report(language, draft="draft" in name)
    return report(snapshot((*TASKS, STATED), draft="draft" in name), language)


@pytest.mark.parametrize("name", [*SAMPLES, *NARRATIVES])
def test_every_string_of_the_report_is_in_page_and_document(name: str) -> None:
    made = sample(name)
    page = letters(read_page(html_page(made)).text())
    document = letters(ReadDocument(document_bytes(made)).text())
    strings = [letters(string) for string in all_strings(made)]

    assert len(strings) > 100
    assert [string for string in strings if string not in page] == []
    assert [string for string in strings if string not in document] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_sums_of_the_data_file_are_the_sums_of_the_workbook(name: str) -> None:
    made = sample(name)
    page = load_workbook(BytesIO(workbook_bytes(made)), data_only=True)[made.sheets[4].title]
    head, *rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    columns = {column.key: head.index(column.title) for column in made.sheets[4].columns if column.title in head}
    listed = {str(row[columns["top"]]): row[columns["total"]] for row in rows}
    sums = {each["item"]: each for each in json.loads(data_json(made))["sums"] if each["name"] == "costs.total"}

    assert sums
    for item, total in sums.items():
        shown = listed[item] if item else listed[made.sheets[4].totals_title]
        assert Decimal(str(shown or 0)) == Decimal(total["value"])
