"""The summary for the council as a file of its own takes one page: as PDF, in Word, printed by a browser."""

import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import sync_playwright

from reports.council_summary import summary_report
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.model import Picture, Report
from reports.pdf import pdf_bytes
from reports.walk import all_strings
from tests.docx_reader import ReadDocument, folded
from tests.full_summary import full_summary
from tests.last_year_sample import with_last_year
from tests.ostrava import NEEDS_DATA
from tests.pdf_reader import page_texts, squeezed, tags
from tests.programs import program
from tests.report_sample import report
from tests.test_report_ostrava import ostrava

EMBLEM = Path(__file__).parents[1] / "examples" / "kamenov-znak.png"


@cache
def full() -> Report:
    return full_summary(Picture(content=EMBLEM.read_bytes(), media_type="image/png", alt="Znak města"))


@pytest.mark.parametrize("name", ["Kamenov", "full", pytest.param("Ostrava", marks=NEEDS_DATA)])
def test_the_pdf_is_one_page(name: str) -> None:
    whole = ostrava() if name == "Ostrava" else report(with_last_year())
    own = full() if name == "full" else summary_report(whole)

    assert own is not None
    assert len(page_texts(pdf_bytes(own))) == 1


def test_nothing_is_left_out_for_it_and_the_pictures_are_there() -> None:
    pdf, document = pdf_bytes(full()), ReadDocument(document_bytes(full()))
    (page,) = page_texts(pdf)

    assert [each for each in all_strings(full()) if squeezed(each) not in squeezed(page)] == []
    assert [each for each in all_strings(full()) if folded(each) not in folded(document.text())] == []
    assert [tag.alt for tag in tags(pdf).all("Figure")] == ["Znak města", "Znak města"]


def test_word_and_the_browsers_print_are_one_page(tmp_path: Path) -> None:
    (tmp_path / "word.docx").write_bytes(document_bytes(full()))
    usual = summary_report(report(with_last_year()))
    assert usual is not None
    (tmp_path / "page.html").write_text(html_page(usual), "utf-8")
    office = program("soffice", "libreoffice-writer-nogui")
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "word.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=["--no-sandbox"])
        page = started.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        started.close()

    for name in ("word", "page"):
        with pikepdf.open(tmp_path / f"{name}.pdf") as printed:
            assert (name, len(printed.pages)) == (name, 1)
