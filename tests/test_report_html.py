import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import Place
from reports.html import html_page
from reports.model import Facts
from reports.prose import clean
from reports.walk import all_strings
from tests.golden_files import assert_golden
from tests.page_reader import Part, read_page
from tests.report_sample import TASKS, TITLES, plan, report, snapshot, task

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "=1+1",
    "</data>",
    "</style><b>",
    '" onload="x',
    "&amp;",
    "]]>",
    "<!--",
]


def folded(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text)


def page_of(text: str) -> Part:
    """Make a page in which everything that a person can write is this text."""
    repeats = {"projects": [{"project_name": text}], "costs": [{"source": text, "amount": "1", "amount_label": text}]}
    said = task("2.2.7", degree="partly", cost_kind="amount", description=[text], hindrance=text, repeats=repeats)
    return read_page(html_page(report(snapshot([said]))))


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_string_of_the_model_is_on_the_page(language: str) -> None:
    made = report(language=language)
    text = folded(read_page(html_page(made)).text())

    assert [string for string in all_strings(made) if folded(string).strip() not in text] == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert html_page(report()) == html_page(report())


def test_the_activity_looks_as_agreed() -> None:
    page = html_page(report())
    start, end = page.index('<h4 id="a-2-2-7"'), page.index('<h2 id="a-3"')

    assert_golden("report_activity.html", page[start:end])


def test_the_overview_looks_as_agreed() -> None:
    page = html_page(report())
    start, end = page.index('<h2 id="prehled"'), page.index('<h2 id="a-1"')

    assert_golden("report_overview.html", page[start:end])


def test_the_activity_in_english_looks_as_agreed() -> None:
    page = html_page(report(language="en"))
    start, end = page.index('<h4 id="a-2-1-1"'), page.index('<h2 id="a-3"')

    assert_golden("report_activity_en.html", page[start:end])


def test_each_item_has_its_own_heading_and_address() -> None:
    headings = {part.attributes["id"]: part.text() for part in read_page(html_page(report())).all("h2", "h3", "h4")}

    for number, title in TITLES.items():
        assert headings[f"a-{number.replace('.', '-')}"].replace("\u00a0", " ").endswith(f"{number} – {title}")


def test_ids_are_unique_and_every_link_inside_leads_somewhere() -> None:
    parts = read_page(html_page(report())).every()
    ids = [part.attributes["id"] for part in parts if "id" in part.attributes]
    inside = {part.attributes["href"][1:] for part in parts if part.attributes.get("href", "").startswith("#")}
    named = {name for part in parts for name in part.attributes.get("aria-labelledby", "").split()}

    assert len(ids) == len(set(ids))
    assert inside | named <= set(ids)


def test_headings_skip_no_level_and_there_is_one_title() -> None:
    levels = [int(part.tag[1]) for part in read_page(html_page(report())).all("h1", "h2", "h3", "h4", "h5")]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_headed_columns_and_headed_rows() -> None:
    tables = read_page(html_page(report())).all("table")

    assert len(tables) == 8
    for table in tables:
        assert table.all("caption")[0].text()
        assert all(cell.attributes.get("scope") in {"col", "row"} and cell.text() for cell in table.all("th"))
        assert all(row.all("th") for row in table.all("tr"))


def test_notes_lead_there_and_back() -> None:
    page = read_page(html_page(report()))
    (note,) = [part for part in page.all("li") if part.attributes.get("id") == "note-1"]

    assert note.all("a")[-1].attributes["href"] == "#note-1-from"
    assert [part for part in page.all("a") if part.attributes.get("id") == "note-1-from"]


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = html_page(report())

    assert read_page(page).all("script", "img", "link", "iframe", "object") == []
    assert not re.search(r"url\((?!#)|@import|src=", page)


def test_the_window_title_is_short() -> None:
    (title,) = read_page(html_page(report())).all("title")[:1]

    assert 0 < len(title.text()) <= 70


def test_only_a_draft_is_marked() -> None:
    assert "PRACOVNÍ VERZE" in read_page(html_page(report(snapshot(draft=True)))).text()
    assert "PRACOVNÍ VERZE" not in read_page(html_page(report())).text()


def test_empty_lines_of_the_title_page_are_left_out() -> None:
    labels = [label for label, _ in report().meta.title_page]

    assert labels == ["Zpracovatel", "Stav k", "Verze"]


def test_nothing_supplied_still_makes_a_report() -> None:
    none = [replace(each, number=0, state="not_supplied", values={}, turns=()) for each in TASKS]
    text = read_page(html_page(report(snapshot(none)))).text()

    assert "nedodáno" in text
    assert "Tabulka 3" not in text


def test_an_empty_plan_makes_a_report() -> None:
    empty = plan({})

    assert "Úvod" in read_page(html_page(report(snapshot([], of=empty)))).text()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_stays_letters(text: str) -> None:
    page = page_of(text)
    plain = page_of("slovo")

    assert text in page.text()
    assert [part.tag for part in page.every()] == [part.tag for part in plain.every()]


PLAIN_TAGS = frozenset(part.tag for part in page_of("- a\n1. b\n2. c\nhttps://d.example").every()) | {"ol"}


@settings(max_examples=40)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Zl", "Zp")), min_size=1, max_size=60))
def test_any_text_leaves_the_page_well_formed(text: str) -> None:
    page = page_of(text)

    assert {part.tag for part in page.every()} <= PLAIN_TAGS


def test_control_characters_never_reach_the_page() -> None:
    text = page_of("a\x00b\x07c\ufeffd").text()

    assert clean("a\x00b\x07c\ufeffd") == "abcd"
    assert "abcd" in text
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\ufeff]", text)


def test_words_stand_where_there_is_no_amount() -> None:
    kinds = {"running": "v\u00a0rámci běžné činnosti", "none": "bez nákladů", "other_budget": "mimo rozpočet strategie"}
    for kind, words in kinds.items():
        text = read_page(html_page(report(snapshot([task("2.2.7", degree="ongoing", cost_kind=kind)])))).text()
        assert words in text


def test_an_answer_that_was_left_out_is_said_in_words() -> None:
    left_out = replace(task("2.2.7", degree="ongoing"), left_out=frozenset({Place(question="cost_kind")}))

    assert "neuvedeno" in read_page(html_page(report(snapshot([left_out])))).text()


def test_sources_are_a_fact_only_where_there_are_amounts() -> None:
    made = report()
    labels = [block.label for block in made.blocks if isinstance(block, Facts)]
    lists = [part for part in read_page(html_page(made)).all("dl") if part.attributes.get("class") == "facts"]
    facts = {label: [head.text() for head in part.all("dt")] for label, part in zip(labels, lists, strict=True)}

    assert facts["Aktivita 2.2.7"] == ["Plnění", "Náklady", "Zdroje", "Odpovídá"]
    assert facts["Aktivita 2.2.1"] == ["Plnění", "Náklady", "Odpovídá"]


def test_the_mark_of_a_draft_cannot_break_out_of_the_style() -> None:
    made = report(snapshot(draft=True))
    page = read_page(html_page(replace(made, meta=replace(made.meta, draft_mark='"; } </style><b>x'))))

    assert len(page.all("style")) == 1
    assert page.all("style")[0].text().rstrip().endswith("} }")
