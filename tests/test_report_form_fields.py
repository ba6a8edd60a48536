"""What the annual form holds beside degree, costs and projects is on the page, in the sheets and in the checks."""

from io import BytesIO

from openpyxl import load_workbook

from flows.consistency import find_inconsistencies
from reports.html import html_page
from reports.xlsx import workbook_bytes
from tests.page_reader import read_page
from tests.report_sample import report, snapshot, task

CLUB = task(
    "2.2.7",
    degree="ongoing",
    degree_wording=["Plněno podle možností"],
    cost_kind="amount",
    cost_wording=["V rámci běžné činnosti, klub 42 000 Kč."],
    references=["2.2.1"],
    repeats={
        "costs": [
            {"source": "town", "amount": "42000", "amount_wording": ["klub 40 000 Kč"]},
            {"source": "state", "amount": "5000", "line_kind": "passed_on"},
            {"line_kind": "running"},
            {"line_kind": "elsewhere_counted", "line_counted_in": ["2.2.1"]},
        ],
        "indicators": [
            {
                "indicator_title": "Počet dětí",
                "indicator_value": "64",
                "indicator_value_estimate": "OK",
                "indicator_baseline": "40",
                "indicator_target": "60",
            }
        ],
    },
)


def page() -> str:
    text = read_page(html_page(report(snapshot([CLUB])))).text()
    return " ".join(text.replace("\u00a0", " ").split())


def test_wordings_lines_indicators_and_references_are_on_the_page() -> None:
    text = page()
    assert "(Plněno podle možností)" in text
    assert "(V rámci běžné činnosti, klub 42 000 Kč.)" in text
    assert "v rámci běžné činnosti; započteno u aktivity 2.2.1" in text
    assert "5 000 Kč (nepřičítá se)" in text
    assert "Počet dětí: 64 (předb.), výchozí stav 40, cíl 60" in text
    assert "Souvisí s: 2.2.1" in text


def test_only_lines_that_are_to_be_added_make_the_total() -> None:
    text = page()
    assert "Celkové náklady činily 42 000 Kč" in text
    assert "47 000 Kč" not in text


def test_wordings_references_and_indicators_are_in_the_workbook() -> None:
    book = load_workbook(BytesIO(workbook_bytes(report(snapshot([CLUB])))), data_only=True)
    activities = [[cell.value for cell in row] for row in book["Aktivity"].iter_rows(min_row=2, max_row=3)]
    row = dict(zip(*activities, strict=True))
    assert row["Znění plnění"] == "Plněno podle možností"
    assert row["Souvisí s"] == "2.2.1"
    counts = [[cell.value for cell in row] for row in book["Počty"].iter_rows(min_row=2, max_row=3)]
    assert "Počet dětí" in counts[1]
    assert 64 in counts[1]


def test_amounts_in_a_wording_that_differ_from_their_lines_are_found() -> None:
    findings = [finding for finding in find_inconsistencies(snapshot([CLUB])) if finding.code == "wording"]
    assert [finding.places[0].question for finding in findings] == ["cost_wording", "amount_wording"]
    assert [(str(one.stated), str(one.computed)) for one in findings] == [("42000", "47000"), ("40000", "42000")]
