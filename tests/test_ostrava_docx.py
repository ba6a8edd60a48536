"""The report of Ostrava for 2019 in Word: every word under the heading it belongs to."""

from functools import cache
from pathlib import Path

import pytest

from reports.docx.document import document_bytes
from reports.walk import all_strings
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument
from tests.office_check import findings
from tests.ostrava import DATA, activities, read_data
from tests.test_report_ostrava import letters, ostrava

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"data absent: {DATA.name}")


@cache
def written() -> ReadDocument:
    return ReadDocument(document_bytes(ostrava()))


def under(number: str, title: str) -> str:
    """The letters between an item's heading and the next one."""
    wanted = letters(f"{number} – {title}")
    (found,) = [part.text for part in written().under() if letters(part.heading).endswith(wanted)]
    return letters(found)


def test_every_priority_measure_and_activity_has_its_heading() -> None:
    for priority in read_data()["tree"]:
        assert under(priority["number"], priority["title"]) is not None
        for measure in priority["measures"]:
            assert under(measure["number"], measure["title"]) is not None


def test_every_description_project_count_and_amount_is_under_its_own_heading() -> None:
    wanted, missing = 0, []
    for each in activities(read_data()):
        text = under(each["number"], each["title"])
        lines = [line.removeprefix("- ") for line in each["description"].splitlines() if line.strip()]
        counts = [f"{count['name']}: {count['value']}" for count in each["indicators"]]
        amounts = [f"{line['amount_czk']}Kč" for line in each["costs"] if line["amount_czk"]]
        for string in [*lines, *each["projects"], *counts, *amounts]:
            wanted += 1
            if letters(string) not in text:
                missing.append((each["number"], string))

    assert wanted > 430
    assert missing == []


def test_every_string_of_the_report_is_in_the_document() -> None:
    text = letters(written().text())

    assert [string for string in all_strings(ostrava()) if letters(string) not in text] == []


def test_document_and_workbook_open_without_a_finding(tmp_path: Path) -> None:
    files = {"zprava.docx": written().content, "zprava.xlsx": workbook_bytes(ostrava())}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    assert [findings(tmp_path / name) for name in files] == [[], []]
