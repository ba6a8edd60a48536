"""Whatever people write, the Word document and the workbook hold it as letters and open."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.csv_data import csv_files
from reports.data import data_json
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.model import Report
from reports.walk import all_strings
from reports.write import Written, write_report
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument, folded
from tests.office_check import findings
from tests.report_sample import TITLES, plan, report, snapshot, task

HOSTILE = {
    "control characters": "zvonek\x07 konec\x00 tabulátor\tstrana\x0c svislý\x0b smazat\x7f",
    "right to left": "\u202eabc\u202c שלום مرحبا \u200fkonec",
    "emoji": "👩‍👩‍👧 🏳️‍🌈 ✔ ☐ 😀",
    "no space": "a" * 20_000,
    "formula": "=1+1",
    "formula of a command": '=cmd|" /C calc"!A0',
    "elements": "<w:t>x</w:t></w:p>&amp;&#0;]]><!-- <?xml?>",
    "markup of typst": '#read("/etc/passwd") $x$ @ref *tučně* _kurzíva_ `kód` \\ [x]',
    "template": "{{ 7*7 }} {% raw %} {0} %s",
    "escape of a workbook": "_x0041_ _x0007_",
    "non-characters": "a\ufffeb\uffffc\ufdd0d\U0001ffffe",
    "combining": "e\u0301\u0302\u0303 Z̶a̶l̶g̶o̶",
}


def of(text: str) -> Report:
    """A report in which people and the plan's author say this wherever they can say anything."""
    of_plan = f"Název {text}"  # a plan gives everything a name
    titles = {**TITLES, "2.2.7": of_plan}
    made = plan(titles)
    definition = made.reports[0].model_copy(
        update={"title": of_plan, "introduction": of_plan, "title_page": {"Zpracovatel": of_plan}}
    )
    lead = made.actors[3].model_copy(update={"name": of_plan, "kind": of_plan})
    actors = (*made.actors[:3], lead, *made.actors[4:])
    named = made.model_copy(update={"reports": (definition,), "owner": of_plan, "actors": actors})
    repeats = {
        "projects": [{"project_name": text}],
        "costs": [{"source": text, "amount": "1", "amount_label": text}],
        "counts": [{"count_name": text, "count_value": "1"}],
    }
    said = task("2.2.7", degree="partly", cost_kind="amount", description=[text], hindrance=text, repeats=repeats)
    return report(snapshot([said, task("1.1.1", degree="ongoing", next_step=text)], of=named))


def check(made: Report) -> tuple[bytes, bytes]:
    """Write and read back: nothing is lost in the document, the workbook, the files for machines."""
    document, workbook = document_bytes(made), workbook_bytes(made)
    text = folded(ReadDocument(document).text())
    assert [string for string in all_strings(made) if folded(string) not in text] == []
    pages = load_workbook(BytesIO(workbook), data_only=True)
    for row in pages["Aktivity"].iter_rows():
        assert not [cell.coordinate for cell in row if cell.data_type == "f"]
    for content in csv_files(made).values():
        for line in csv.reader(StringIO(content.decode(), newline="")):
            assert not [cell for cell in line if cell[:1] in {"=", "+", "@"}]
    assert json.loads(data_json(made))["owner"] == made.data.owner
    return document, workbook


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_letters_in_every_file(kind: str, tmp_path: Path) -> None:
    document, workbook = check(of(HOSTILE[kind]))
    (tmp_path / "report.docx").write_bytes(document)
    (tmp_path / "report.xlsx").write_bytes(workbook)

    assert findings(tmp_path / "report.docx") == []
    assert findings(tmp_path / "report.xlsx") == []


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_any_text_stays_letters_in_every_file(text: str) -> None:
    check(of(text))


def test_a_title_without_end_is_cut_in_the_properties_alone() -> None:
    made = of("a" * 20_000)
    found = ReadDocument(document_bytes(made))

    assert len(found.document.core_properties.title) == 255
    assert made.meta.title in found.text()


def test_a_text_of_the_model_that_no_document_holds_does_not_pass_silently() -> None:
    made = of("slovo")
    broken = replace(made, meta=replace(made.meta, owner="a\x07b"))
    with pytest.raises(Exception, match=r"U\+0007") as failed:
        document_bytes(broken)

    assert type(failed.value).__name__ == "CannotSetError"


def test_half_of_a_letter_that_was_stored_stops_no_format(tmp_path: Path) -> None:
    half = "půl \ud83d smajlíka"
    said = task("2.2.7", degree="partly", description=[half], repeats={"counts": [{"count_name": [half]}]})
    made = report(snapshot([said]))

    outcomes = write_report(made, tmp_path, ("pdf", "docx", "html", "xlsx", "json", "csv"))

    assert [outcome for outcome in outcomes if not isinstance(outcome, Written)] == []
    assert "<p>půl smajlíka</p>" in html_page(made)
    assert len(made.data.snapshot_sha256) == 64
