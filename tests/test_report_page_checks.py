"""What machines can check of the page: WCAG by axe in a browser, HTML by html-validate, reflow on a phone."""

import json
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Browser, Page, sync_playwright

from reports.council_summary import summary_report
from reports.html import html_page
from reports.model import Picture, Report
from tests.last_year_sample import with_last_year
from tests.narrative_sample import narrative_report
from tests.ostrava import NEEDS_DATA
from tests.programme_sample import programme_report
from tests.programs import program
from tests.report_sample import report, snapshot
from tests.test_report_ostrava import ostrava

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
SMALL = ("Kamenov", "Kamenov in English with its looks", "summary", "narrative", "programme")
LARGE = pytest.param("Ostrava", False, marks=NEEDS_DATA)


def example(name: str) -> Report:
    match name:
        case "Kamenov":
            return report(snapshot(draft=True))
        case "Ostrava":
            return ostrava()
        case "narrative":
            return narrative_report(draft=True)
        case "programme":
            return programme_report(draft=True)
        case "summary":
            own = summary_report(report())
            assert own is not None
            return own
        case _:
            return dressed(report(with_last_year(), language="en"))


def dressed(made: Report) -> Report:
    """Put logo, strip and colours of an owner on a report."""
    picture = Picture(content=PIXEL, media_type="image/png", alt="Logo of the town")
    look = replace(
        made.meta.look, accent="#7a1f1f", logo=picture, publicity=picture, publicity_text="Spolufinancováno EU"
    )
    return replace(made, meta=replace(made.meta, look=look))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def page_file(folder: Path, name: str) -> Path:
    """Write an example's page once."""
    file = folder / f"{name.replace(' ', '-')}.html"
    if not file.exists():
        file.write_text(html_page(example(name)), "utf-8")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = program("chromium", "chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


def opened(browser: Browser, file: Path, *, width: int = 1280, dark: bool = False) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "dark"), [(name, False) for name in SMALL] + [(name, True) for name in SMALL] + [LARGE]
)
def test_axe_finds_nothing(name: str, dark: bool, browser: Browser, folder: Path) -> None:  # noqa: FBT001 -- a parameter of pytest
    page = opened(browser, page_file(folder, name), dark=dark)

    found = Axe().run(page).response["violations"]
    page.close()

    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []


def test_axe_would_find_something(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<html><body><img src='x'><p style='color:#ccc'>a</p></body></html>", "utf-8")

    page = opened(browser, bad)

    assert {"image-alt", "html-has-lang"} <= {each["id"] for each in Axe().run(page).response["violations"]}
    page.close()


@pytest.mark.parametrize(
    ("name", "width"), [(name, width) for name in SMALL for width in (320, 768, 1280)] + [(*SMALL[:1], 360)]
)
def test_nothing_runs_out_of_the_window(name: str, width: int, browser: Browser, folder: Path) -> None:
    page = opened(browser, page_file(folder, name), width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_captions_of_wide_tables_are_read_whole_on_a_phone(browser: Browser, folder: Path) -> None:
    page = opened(browser, page_file(folder, "Kamenov"), width=360)
    edges = page.evaluate("[...document.querySelectorAll('caption span')].map(e => e.getBoundingClientRect().right)")
    scrolled = page.evaluate("[...document.querySelectorAll('.wide')].some(e => e.scrollWidth > e.clientWidth)")
    page.close()

    assert scrolled
    assert max(edges) <= 360


@pytest.mark.parametrize("name", [*SMALL, pytest.param("Ostrava", marks=NEEDS_DATA)])
def test_html_validate_finds_nothing(name: str, folder: Path, tmp_path: Path) -> None:
    assert html_findings(page_file(folder, name), tmp_path) == []


def html_findings(page: Path, folder: Path) -> list[tuple[str, str, int]]:
    """Give rule, message and line of everything that html-validate finds in a page."""
    checker = program("html-validate", "npm, see tests/web/package.json")
    rules = Path(__file__).parent / "web" / "html-validate.json"
    found = folder / "found.json"
    command = [checker, "--config", str(rules), "--formatter", f"json={found}", str(page)]

    subprocess.run(command, capture_output=True, check=False)
    said = json.loads(found.read_text("utf-8"))

    return [(each["ruleId"], each["message"], each["line"]) for one in said for each in one["messages"]]
