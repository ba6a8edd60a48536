"""The annual narrative: copied descriptions, nested bullets, references that survive, points without a text."""

import re
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from flows.plan import Plan
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.model import Footnote, Heading, Link, ListBlock, Reference, Report
from reports.parse import inline_text
from reports.pdf import pdf_bytes
from reports.walk import all_blocks, all_inlines
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument
from tests.golden_files import assert_golden
from tests.narrative_sample import narrative_plan, narrative_report, narrative_snapshot
from tests.page_reader import read_page
from tests.pdf_reader import page_texts


def renumbered() -> Plan:
    """The example plan in which every measure has another number, and the first two changed places."""
    plan = narrative_plan()
    other = {"1.1": "1.2", "1.2": "1.1", "2.1": "2.7"}
    items = tuple(item.model_copy(update={"number": other.get(item.number, item.number)}) for item in plan.items)
    return plan.model_copy(update={"items": items})


def reference_texts(made: Report) -> list[tuple[str, str]]:
    found = (each for each in all_inlines(made.blocks) if isinstance(each, Reference))
    return [(inline_text(each.inlines), each.target) for each in found]


def depth(block: ListBlock) -> int:
    inner = [depth(each) for item in block.items for each in item if isinstance(each, ListBlock)]
    return 1 + max(inner, default=0)


def test_a_measure_looks_as_agreed() -> None:
    page = html_page(narrative_report())
    start, end = page.index('<h3 id="a-1-1"'), page.index('<h3 id="a-1-2"')

    assert_golden("report_narrative.html", page[start:end])


def test_a_measure_in_english_looks_as_agreed() -> None:
    page = html_page(narrative_report("en"))
    start, end = page.index('<h3 id="a-1-2"'), page.index('<h2 id="a-2"')

    assert_golden("report_narrative_en.html", page[start:end])


def test_bullets_are_nested_as_they_were_written() -> None:
    lists = [block for block in all_blocks(narrative_report().blocks) if isinstance(block, ListBlock)]
    assert max(depth(block) for block in lists) == 3


def test_links_and_footnotes_are_real() -> None:
    inlines = list(all_inlines(narrative_report().blocks))
    assert "https://kraj.example.org/bezpeci" in {each.href for each in inlines if isinstance(each, Link)}
    assert [inline_text(each.inlines) for each in inlines if isinstance(each, Footnote)] == [
        "Průměr za rok 2026; podrobnosti viz https://kraj.example.org/cisla."
    ]


def test_a_reference_keeps_its_item_when_numbers_change() -> None:
    before, after = reference_texts(narrative_report()), reference_texts(narrative_report(plan=renumbered()))

    assert ("2.1", "a-2-1") in before
    assert ("2.7", "a-2-7") in after
    assert ("1.2", "a-1-2") in before
    assert ("1.1", "a-1-1") in after


def test_points_without_activity_stand_behind_the_text() -> None:
    text = read_page(html_page(narrative_report())).text()
    assert "bez aktivity: výjezdy do obcí, které mají zkušenost." in " ".join(text.replace("\u00a0", " ").split())


def with_a_further_point() -> Plan:
    """The example plan in which a measure has one more point, of which nobody wrote."""
    plan = narrative_plan()
    more = {"2.3": "\n- mediace mezi sousedy"}
    items = tuple(item.model_copy(update={"body": item.body + more.get(item.number, "")}) for item in plan.items)
    return plan.model_copy(update={"items": items})


def test_points_that_no_bullet_tells_of_are_named_in_a_draft_alone() -> None:
    plan = with_a_further_point()
    draft, final = (
        read_page(html_page(narrative_report(plan=plan, draft=draft))).text().replace("\u00a0", " ")
        for draft in (True, False)
    )

    assert "Bez textu zatím zůstává: mediace mezi sousedy." in draft
    assert draft.count("mediace mezi sousedy.") == 1
    assert "Bez textu zatím zůstává" not in final


def test_who_sent_nothing_is_named_and_its_place_says_so() -> None:
    text = read_page(html_page(narrative_report())).text()
    assert "Odbor školství" in text
    assert "Podklady nebyly dodány." in text


def test_what_was_returned_or_never_finished_is_marked_and_only_the_returned_one_counts() -> None:
    whole = narrative_snapshot()
    first, second, *rest = [task for task in whole.tasks if task.number]
    others = [task for task in whole.tasks if task not in (first, second)]
    tasks = (replace(first, state="returned"), replace(second, state="not_supplied"), *others)
    text = read_page(html_page(narrative_report(of=replace(whole, tasks=tasks)))).text().replace("\u00a0", " ")

    assert text.count("Vráceno k doplnění, započítává se poslední dodané znění.") == 1
    assert text.count("Rozepsané a nedodané, do součtů se nezapočítává.") == 1
    counts = [int(found) for found in re.findall(r"(\d+)", text[text.index("Podklady dodány") :][:60])]
    assert counts[0] == len(rest) + 1


def test_the_description_of_each_goal_and_measure_is_copied_whole() -> None:
    text = " ".join(read_page(html_page(narrative_report())).text().replace("\u00a0", " ").split())
    lines = [line.strip(" -") for item in narrative_plan().items for line in item.body.split("\n") if line.strip()]
    assert [line for line in lines if " ".join(line.split()) not in text] == []


def test_every_format_has_the_bullets() -> None:
    made = narrative_report()
    sheets = load_workbook(BytesIO(workbook_bytes(made)))
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    spoken = "Senioři dostali brožuru Klidné stáří"

    assert any(cell.startswith("        jak poznat podvodníka") for cell in cells)
    assert any(spoken in cell for cell in cells)
    assert spoken in ReadDocument(document_bytes(made)).text().replace("\u00a0", " ")
    assert any(spoken in page.replace("\u00a0", " ") for page in page_texts(pdf_bytes(made)))


def test_headings_go_from_goals_to_measures() -> None:
    headings = [block for block in narrative_report().blocks if isinstance(block, Heading)]
    measures = [inline_text(block.inlines) for block in headings if block.level == 2]
    assert len(measures) == 5
    assert measures[0].startswith("Opatření 1.1")
