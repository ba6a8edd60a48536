"""The Word document read back: what is in it, how it is built, what a reference document changes."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from openpyxl import load_workbook

from flows.colour import READABLE, contrast
from reports.cannot_set import CannotSetError
from reports.council_summary import summary_report
from reports.docx.bookmarks import bookmark_name
from reports.docx.chart import chart_xml
from reports.docx.document import document_bytes
from reports.model import Data, Figure, Heading, Look, Paragraph, Report, Series, StackedBars, Table, Text
from reports.native_chart import paint
from reports.walk import all_blocks, all_strings
from tests.docx_reader import ReadDocument, folded, letters
from tests.office_check import findings
from tests.report_sample import MADE_AT, TASKS, report, snapshot, stated, task

STATED = stated("2", stated_total="200000", stated_town="120000", stated_other="80000", stated_activities=4)


@cache
def kamenov(*, draft: bool = True, language: str = "cs") -> Report:
    return report(snapshot((*TASKS, STATED), draft=draft), language)


@cache
def written(*, draft: bool = True, language: str = "cs") -> ReadDocument:
    return ReadDocument(document_bytes(kamenov(draft=draft, language=language)))


def of_blocks(*blocks: Heading | Paragraph) -> ReadDocument:
    return ReadDocument(document_bytes(replace(kamenov(), blocks=blocks)))


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_string_of_the_model_is_in_the_document(language: str) -> None:
    text = folded(written(language=language).text())
    missing = [string for string in all_strings(kamenov(language=language)) if folded(string) not in text]

    assert missing == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert document_bytes(kamenov()) == document_bytes(kamenov())


def test_the_document_opens_without_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(written().content)

    assert findings(file) == []


def test_headings_are_headings_of_word_in_the_models_order() -> None:
    wanted = [(f"heading {each.level}", folded(_letters_of(each))) for each in _headings()]

    assert [(each.style, folded(each.heading)) for each in written().under()[1:]] == wanted


def _headings() -> list[Heading]:
    return [block for block in kamenov().blocks if isinstance(block, Heading)]


def _letters_of(heading: Heading) -> str:
    return "".join(each.text for each in heading.inlines if isinstance(each, Text))


def test_every_heading_table_and_figure_has_its_bookmark_and_every_reference_leads_to_one() -> None:
    body = written().body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    ids = [each.id for each in all_blocks(kamenov().blocks) if isinstance(each, Heading | Table | Figure)]
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}

    assert sorted(names) == sorted(bookmark_name(each) for each in ids)
    assert "B_a_2_2_7" in names
    assert anchors <= set(names)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)


def test_a_long_id_makes_a_bookmark_of_its_own() -> None:
    first, second = bookmark_name("a-" + "x" * 60 + "1"), bookmark_name("a-" + "x" * 60 + "2")

    assert first != second
    assert len(first) == len(second) == 40


def test_the_contents_are_a_field_that_shows_its_entries() -> None:
    (contents,) = written().body.iter(qn("w:sdt"))
    entries = [folded(letters(each)) for each in contents.iter(qn("w:hyperlink"))]

    assert 'TOC \\o "1-3"' in "".join(each.text for each in contents.iter(qn("w:instrText")))
    assert entries == [folded(_letters_of(each)) for each in _headings() if each.level <= 3]
    assert [each.get(qn("w:fldCharType")) for each in contents.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


def test_word_asks_nothing_when_it_opens_the_document() -> None:
    assert b"updateFields" not in written().parts["word/settings.xml"]
    assert all(b"w:dirty" not in part for part in written().parts.values())
    assert (
        b'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in (written().parts["word/settings.xml"])
    )


def test_captions_are_numbered_by_fields_that_show_the_models_numbers() -> None:
    captions = [*written().paragraphs("caption"), *written().paragraphs("report figure caption")]
    found = {folded(letters(each)): "".join(each.text for each in each.iter(qn("w:instrText"))) for each in captions}
    labels = [each.label for each in kamenov().blocks if isinstance(each, Table | Figure)]

    assert sorted(each.partition(":")[0] for each in found) == sorted(labels)
    assert {each.split()[0]: told.split()[:2] for each, told in found.items()} == {
        "Tabulka": ["SEQ", "Tabulka"],
        "Graf": ["SEQ", "Graf"],
    }


def test_every_table_repeats_its_head_and_cuts_no_row() -> None:
    tables = written().tables()

    assert len(tables) == 10 + 6
    for table in tables:
        rows = list(table.iter(qn("w:tr")))
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [
            True,
            *[False] * (len(rows) - 1),
        ]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert all(letters(cell).strip() for cell in rows[0].iter(qn("w:tc")))


def test_columns_fill_the_width_of_the_text() -> None:
    width = 11906 - 2 * 1418
    for table in written().tables():
        columns = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]
        assert sum(columns) == pytest.approx(width, abs=2)
        assert min(columns) > 500


def test_footnotes_are_footnotes_of_word() -> None:
    marks = [each.get(qn("w:id")) for each in written().body.iter(qn("w:footnoteReference"))]
    notes = parse_xml(written().parts["word/footnotes.xml"])
    texts = {each.get(qn("w:id")): folded(letters(each)) for each in notes}

    assert marks == ["1"]
    assert texts["1"] == "Předané prostředky, do součtu se nezapočítávají."


def test_a_link_in_a_footnote_belongs_to_the_footnotes() -> None:
    said = task("2.2.7", degree="fulfilled", description=["Viz https://kamenov.example/kluby"])
    found = ReadDocument(document_bytes(report(snapshot([said]))))
    (link,) = [each for each in found.body.iter(qn("w:hyperlink")) if each.get(qn("r:id"))]

    assert found.document.part.rels[link.get(qn("r:id"))].target_ref == "https://kamenov.example/kluby"


def test_lists_are_lists_of_word_and_each_numbered_one_begins_at_one() -> None:
    numbered = [["1. první", "2. druhý"], ["1. znovu první", "2. znovu druhý"]]
    said = task("2.2.7", degree="fulfilled", description=["\n\nDále:\n".join("\n".join(each) for each in numbered)])
    found = ReadDocument(document_bytes(report(snapshot([said]))))
    points = found.paragraphs("list number")
    lists = [each.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val")) for each in points]

    assert [folded(letters(each)) for each in points] == ["první", "druhý", "znovu první", "znovu druhý"]
    assert lists[0] == lists[1] != lists[2] == lists[3]
    assert found.parts["word/numbering.xml"].count(b"startOverride") == 2 * 9


def test_lists_in_lists_are_a_level_deeper() -> None:
    points = written().paragraphs("list bullet")
    levels = {
        folded(letters(each)): each.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}").get(qn("w:val"))
        for each in points
    }

    assert (levels["děti a mládež:"], levels["škola,"]) == ("0", "1")


def test_charts_are_charts_of_word_with_their_workbook() -> None:
    figures = [each for each in kamenov().blocks if isinstance(each, Figure)]
    parts = written().parts

    assert len(figures) == 5
    for at, figure in enumerate(figures, start=1):
        chart = parse_xml(parts[f"word/charts/chart{at}.xml"])
        page = load_workbook(BytesIO(parts[f"word/embeddings/chart{at}.xlsx"]))["Data"]
        drawn = [[point.text for point in each.iter(qn("c:v"))] for each in chart.iter(qn("c:val"))]
        kept = [[cell.value for cell in column][1:] for column in page.iter_cols(min_col=2)]
        numbers = [[float(number.value) for number in each.numbers] for each in figure.chart.series]
        assert [[float(value) for value in each] for each in drawn] == kept == numbers
        assert [cell.value for cell in page["A"]][1:] == list(figure.chart.categories)


def test_every_chart_says_its_figures_in_words() -> None:
    described = [each.get("descr") for each in written().body.iter(qn("wp:docPr"))]

    assert described == [each.alt for each in kamenov().blocks if isinstance(each, Figure)]


def test_series_are_told_apart_by_pattern_as_well_as_colour() -> None:
    chart = parse_xml(written().parts["word/charts/chart1.xml"])
    fills = [each.find(qn("c:spPr"))[0] for each in chart.iter(qn("c:ser"))]
    patterns = [each.get("prst", "") for each in fills]

    assert patterns[0] == ""
    assert len(set(patterns)) == len(patterns) > 3


def test_white_values_are_read_on_a_patterns_ground_and_lines() -> None:
    for at in range(len(Look().colours)):
        painted = paint(Look().colours, at)
        assert contrast(f"#{painted.colour}", "#ffffff") >= READABLE
        assert contrast(f"#{painted.lines}", "#ffffff") >= READABLE


def test_values_stand_at_the_bars_where_there_is_room() -> None:
    (figure,) = [each for each in kamenov().blocks if isinstance(each, Figure) and each.id == "projects-chart"]
    bars = {"a": (500, 0, 1), "b": (1, 300, 1), "c": (0, 0, 9), "d": (500, 300, 9)}
    series = [Series(name=name, numbers=tuple(map(_number, numbers))) for name, numbers in bars.items()]
    stacked = replace(figure, chart=StackedBars(categories=("1", "2", "3"), series=tuple(series)))
    chart = parse_xml(chart_xml(stacked, Look().colours, "cs-CZ"))
    hidden = [
        [label.find(qn("c:idx")).get("val") for label in each.iter(qn("c:dLbl"))] for each in chart.iter(qn("c:ser"))
    ]

    assert hidden == [["1", "2"], ["0", "2"], ["0", "1", "2"], ["2"]]
    assert all(each.find(f"{qn('c:dLbls')}/{qn('c:showVal')}").get("val") == "1" for each in chart.iter(qn("c:ser")))


def _number(value: int) -> Data:
    return Data(value=str(value), unit="", text=str(value))


@pytest.mark.parametrize(("language", "code"), [("cs", "cs-CZ"), ("en", "en-GB")])
def test_the_language_is_said(language: str, code: str) -> None:
    found = written(language=language)
    (told,) = found.document.styles.element.xpath("w:docDefaults//w:lang/@w:val")

    assert told == code
    assert found.document.core_properties.language == code


def test_properties_name_title_owner_and_time() -> None:
    known = written().document.core_properties

    assert (known.title, known.author) == (kamenov().meta.title, "město Kamenov")
    assert known.created is not None
    assert known.created.replace(tzinfo=UTC) == MADE_AT


def test_only_a_draft_is_marked_and_on_every_page() -> None:
    for draft in (True, False):
        section = written(draft=draft).document.sections[0]
        headers = [section.header, section.first_page_header]
        assert [("PRACOVNÍ VERZE" in letters(each._element)) for each in headers] == [draft, draft]


def test_pages_are_numbered_under_a_running_title() -> None:
    section = written().document.sections[0]
    told = "".join(each.text for each in section.footer._element.iter(qn("w:instrText")))

    assert folded(kamenov().meta.title) in folded(letters(section.header._element))
    assert told.split() == ["PAGE", "NUMPAGES"]
    assert not list(section.header._element.iter(qn("w:sdt")))


def test_a_title_that_the_head_of_a_page_cannot_hold_runs_shortened() -> None:
    long = replace(kamenov().meta, title="Zpráva o plnění " * 9)
    section = ReadDocument(document_bytes(replace(kamenov(), meta=long))).document.sections[0]
    head = folded(letters(section.header._element))

    assert folded(long.short_title) in head
    assert folded(long.title) not in head


def test_the_first_heading_begins_a_page() -> None:
    breaks = [each.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") for each in written().paragraphs("heading 1")]

    assert [each is not None for each in breaks] == [True, *[False] * (len(breaks) - 1)]


def test_a_summary_of_its_own_begins_at_once() -> None:
    summary = summary_report(kamenov())
    assert summary is not None
    found = ReadDocument(document_bytes(summary))
    breaks = list(found.body.iter(qn("w:pageBreakBefore")))

    assert [found.style_of(each) for each in found.body[:2]] == ["report brief owner", "report brief title"]
    assert (breaks, list(found.body.iter(qn("w:sdt")))) == ([], [])
    assert [string for string in all_strings(summary) if folded(string) not in folded(found.text())] == []


def test_a_character_that_no_document_can_hold_is_named_with_its_place() -> None:
    heading = Heading(level=1, id="a-1", inlines=(Text(text="Nadpis"),))
    with pytest.raises(CannotSetError) as failed:
        of_blocks(heading, Paragraph(inlines=(Text(text="zvonek \x07 zazvonil"),)))

    assert (failed.value.place, failed.value.what) == ("a-1", "U+0007")


def test_the_bot_itself_loads_no_library_for_word() -> None:
    loaded = "import sys, reports.write; print('docx' in sys.modules, 'lxml' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True).stdout

    assert told.split() == ["False", "False"]


def test_a_short_table_stays_on_one_page_and_a_long_one_parts_no_row_from_its_neighbour_at_the_ends() -> None:
    short, long = (_rows_kept(["řádek"] * count) for count in (5, 20))
    wordy = _rows_kept(["slovo " * 20] * 9)

    assert short == [True, True, True, True, True, False]
    assert long == [True, True, *[False] * 17, True, False]
    assert wordy == [True, True, *[False] * 6, True, False]


def _rows_kept(texts: list[str]) -> list[bool]:
    """Tell for each row, the head first, whether it is kept with the next one."""
    rows = tuple(((Paragraph(inlines=(Text(text=text),)),),) for text in texts)
    head = ((Text(text="Údaj"),),)
    made = Table(
        id="t", label="Tabulka 1", caption=head[0], head=head, rows=rows, foot=(), align=("start",), row_head=True
    )
    (table,) = ReadDocument(document_bytes(replace(kamenov(), blocks=(made,)))).tables()
    kept = [row.find(f".//{qn('w:keepNext')}") for row in table.iter(qn("w:tr"))]
    return [each is not None and each.get(qn("w:val")) != "0" for each in kept]
