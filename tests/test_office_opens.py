"""LibreOffice opens the Word document and the workbook, and keeps what they are made of."""

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from openpyxl import Workbook, load_workbook

from reports.docx.archive import unpacked
from reports.docx.document import document_bytes
from reports.model import Figure, Report
from reports.walk import all_blocks
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument, folded, letters
from tests.narrative_sample import narrative_report
from tests.ostrava import DATA
from tests.programme_sample import programme_report
from tests.programs import program
from tests.report_sample import TASKS, report, snapshot, stated
from tests.test_report_ostrava import ostrava

STATED = stated("2", stated_total="200000", stated_town="120000", stated_other="80000", stated_activities=4)
EXAMPLES: Mapping[str, Callable[[], Report]] = {
    "kamenov": lambda: report(snapshot((*TASKS, STATED), draft=True)),
    "narrative": narrative_report,
    "programme": programme_report,
    "ostrava": ostrava,
}


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What we wrote, and the same saved again by LibreOffice."""

    charted: bool
    document: ReadDocument
    document_again: ReadDocument
    workbook: bytes
    workbook_again: bytes
    computed: Workbook


@pytest.fixture(scope="module", params=EXAMPLES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    if request.param == "ostrava" and not DATA.is_file():
        pytest.skip(f"data absent: {DATA.name}")
    folder = tmp_path_factory.mktemp("office")
    made = EXAMPLES[request.param]()
    workbook = workbook_bytes(made)
    written = {
        "report.docx": document_bytes(made),
        "sheets.xlsx": workbook,
        "computed.xlsx": without_cached_values(workbook),
    }
    for name, content in written.items():
        (folder / name).write_bytes(content)
    again = {name: save_again(folder, name) for name in written}
    return Opened(
        charted=any(isinstance(block, Figure) for block in all_blocks(made.blocks)),
        document=ReadDocument(written["report.docx"]),
        document_again=ReadDocument(again["report.docx"]),
        workbook=workbook,
        workbook_again=again["sheets.xlsx"],
        computed=load_workbook(BytesIO(again["computed.xlsx"]), data_only=True),
    )


def save_again(folder: Path, name: str) -> bytes:
    office = program("soffice", "libreoffice-writer-nogui, libreoffice-calc-nogui")
    ending = name.rpartition(".")[2]
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, own, "--headless", "--convert-to", ending, "--outdir", str(folder / "again"), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "again" / name).read_bytes()


def without_cached_values(content: bytes) -> bytes:
    """Drop what formulas showed when they were written: who opens the workbook must compute."""
    loaded, stream = load_workbook(BytesIO(content)), BytesIO()
    loaded.save(stream)
    return stream.getvalue()


def charts(content: bytes) -> int:
    return sum("charts/chart" in name and name.endswith(".xml") for name in unpacked(content))


def chart_numbers(content: bytes) -> list[list[list[float]]]:
    """Give the numbers of each series of each chart, charts sorted: another program may count them differently."""
    parts = [parse_xml(part) for name, part in unpacked(content).items() if re.search(r"charts/chart\d+\.xml$", name)]
    return sorted(
        [
            [float(value.text) for value in series.findall(f"{qn('c:val')}//{qn('c:v')}")]
            for series in part.iter(qn("c:ser"))
        ]
        for part in parts
    )


def headings(read: ReadDocument) -> list[tuple[str, str]]:
    return [(part.style, folded(part.heading)) for part in read.under()[1:]]


def test_headings_stay_headings(opened: Opened) -> None:
    assert headings(opened.document_again) == headings(opened.document)


def test_tables_keep_their_cells_and_their_repeated_heads(opened: Opened) -> None:
    before, after = ([cells(table) for table in read.tables()] for read in (opened.document, opened.document_again))

    assert after == before
    for table in opened.document_again.tables():
        assert len(list(table.iter(qn("w:tblHeader")))) == 1


def cells(table: object) -> list[list[str]]:
    return [[folded(letters(cell)) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]  # type: ignore[attr-defined]  # an lxml element has no types


def test_charts_notes_and_bookmarks_stay(opened: Opened) -> None:
    before, after = opened.document, opened.document_again
    notes = [len(list(read.body.iter(qn("w:footnoteReference")))) for read in (before, after)]
    names = [{each.get(qn("w:name")) for each in read.body.iter(qn("w:bookmarkStart"))} for read in (before, after)]

    assert charts(after.content) == charts(before.content)
    assert bool(charts(before.content)) == opened.charted
    assert sum("embeddings/" in name for name in after.parts) == charts(before.content)
    assert notes[0] == notes[1]
    assert names[0] <= names[1]


def test_the_workbook_keeps_its_texts_and_computes_the_numbers_that_it_shows(opened: Opened) -> None:
    ours = load_workbook(BytesIO(opened.workbook), data_only=True)

    assert opened.computed.sheetnames == ours.sheetnames
    for page in ours.worksheets:
        again = opened.computed[page.title]
        for row in page.iter_rows():
            for cell in row:
                assert again[cell.coordinate].value == value_like(cell.value), (page.title, cell.coordinate)


def value_like(value: object) -> object:
    return pytest.approx(value, abs=0.005) if isinstance(value, float) else value


def test_the_workbook_keeps_its_charts_and_tables_with_filters(opened: Opened) -> None:
    again = load_workbook(BytesIO(opened.workbook_again))

    assert charts(opened.workbook_again) == charts(opened.workbook)
    assert bool(charts(opened.workbook)) == opened.charted
    for page in load_workbook(BytesIO(opened.workbook)).worksheets:
        tables = [each.ref for each in page.tables.values()]
        assert [each.ref for each in again[page.title].tables.values()] == tables
        assert all(each.autoFilter is not None for each in again[page.title].tables.values())
