"""The checkers of documents see what is wrong: a check that cannot fail proves nothing."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reports.docx.archive import archive, unpacked
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.pdf import pdf_bytes
from reports.xlsx import workbook_bytes
from tests.example_reports import example_report
from tests.office_check import findings
from tests.programs import program, verapdf_jar
from tests.test_office_opens import chart_numbers, save_again
from tests.test_report_page_checks import html_findings
from tests.test_report_pdf import CHECKER

EXAMPLE = "kamenov"


def without_language(document: pikepdf.Pdf) -> None:
    """Break UA-1."""
    del document.Root.Lang


def without_colours(document: pikepdf.Pdf) -> None:
    """Break A-2a."""
    del document.Root.OutputIntents


@pytest.mark.parametrize(("standard", "broken"), [("ua1", without_language), ("2a", without_colours)])
def test_verapdf_sees_a_broken_pdf(standard: str, broken: Callable[[pikepdf.Pdf], None], tmp_path: Path) -> None:
    file = tmp_path / "broken.pdf"
    with pikepdf.open(BytesIO(pdf_bytes(example_report(EXAMPLE)))) as document:
        broken(document)
        document.save(file, fix_metadata_version=False)
    java = program("java", "default-jdk-headless")
    command = [java, "-Xmx400m", "-cp", str(verapdf_jar()), str(CHECKER), standard, str(file)]

    checked = subprocess.run(command, capture_output=True, text=True, check=False)

    assert checked.returncode == 1
    assert checked.stdout.startswith(f"FAIL {standard}")


@pytest.mark.parametrize(
    ("written", "part", "right", "wrong"),
    [
        (document_bytes, "word/document.xml", "<w:pPr>", "<w:pPr><w:tcW/>"),
        (workbook_bytes, "xl/worksheets/sheet1.xml", "<sheetData>", "<w/><sheetData>"),
    ],
)
def test_the_audit_sees_a_broken_office_file(
    written: Callable[[object], bytes], part: str, right: str, wrong: str, tmp_path: Path
) -> None:
    parts = unpacked(written(example_report(EXAMPLE)))
    assert right in parts[part].decode()
    file = tmp_path / ("broken.docx" if part.startswith("word") else "broken.xlsx")
    file.write_bytes(archive({**parts, part: parts[part].decode().replace(right, wrong, 1).encode()}))

    assert findings(file) != []


def test_html_validate_sees_a_broken_page(tmp_path: Path) -> None:
    page = html_page(example_report(EXAMPLE))
    assert "</nav>" in page
    file = tmp_path / "broken.html"
    file.write_text(page.replace("</nav>", "", 1), "utf-8")

    assert "close-order" in [rule for rule, _, _ in html_findings(file, tmp_path)]


def test_an_office_suite_shows_that_a_chart_is_lost(tmp_path: Path) -> None:
    content = document_bytes(example_report(EXAMPLE))
    parts = unpacked(content)
    (tmp_path / "broken.docx").write_bytes(archive({**parts, "word/charts/chart1.xml": b"<c:chartSpace"}))

    assert chart_numbers(save_again(tmp_path, "broken.docx")) != chart_numbers(content)
