"""The final report of a programme: baseline beside final level, shifts, the log, an early end."""

from collections import Counter
from collections.abc import Iterator

import pytest

from flows.consistency import find_inconsistencies
from reports.html import html_page
from reports.model import Facts, Heading, Paragraph, Report, Table
from reports.parse import blocks_text, inline_text
from reports.walk import all_blocks
from tests.golden_files import assert_golden
from tests.programme import programme
from tests.programme_sample import (
    COMMENTS,
    ENDED,
    GOALS,
    LOG,
    NOW,
    OUTPUTS,
    THEN,
    ended_tasks,
    programme_report,
    programme_snapshot,
)

RANKS = {"yes": 2, "partly": 1, "no": 0}
IRRELEVANT = "irelevantní z důvodu ukončení spolupráce"


def tables(made: Report) -> dict[str, Table]:
    return {block.id: block for block in all_blocks(made.blocks) if isinstance(block, Table)}


def cells(table: Table) -> list[list[str]]:
    return [[blocks_text(cell).replace("\xa0", " ") for cell in row] for row in table.rows]


def said(made: Report) -> Iterator[str]:
    for block in all_blocks(made.blocks):
        if isinstance(block, Paragraph | Heading):
            yield inline_text(block.inlines)


def directions() -> list[str]:
    found = []
    for then, now in zip(THEN.split(), NOW.split(), strict=True):
        if then in RANKS and now in RANKS:
            step = RANKS[now] - RANKS[then]
            found.append("better" if step > 0 else "worse" if step < 0 else "same")
        else:
            found.append("incomparable")
    return found


def test_the_shift_of_every_indicator_is_computed_and_tabled_by_criterion() -> None:
    made = tables(programme_report())
    all_of_them = Counter(directions())

    foot = [blocks_text(cell) for cell in made["posun"].foot]
    rows = cells(made["posun"])

    assert foot[1:] == [*(str(all_of_them[name]) for name in ("better", "same", "worse", "incomparable")), "26"]
    assert [row[-1] for row in rows] == ["9", "9", "8"]
    assert [[int(number) for number in row[1:-1]] for row in rows] == [
        [Counter(directions()[at : at + size])[name] for name in ("better", "same", "worse", "incomparable")]
        for at, size in ((0, 9), (9, 9), (18, 8))
    ]


def test_the_level_at_the_beginning_stands_beside_the_one_at_the_end() -> None:
    rows = cells(tables(programme_report())["shift-criteria-k3"])

    assert [row[0].split(" ")[0] for row in rows] == [f"K3/{place}" for place in range(1, 9)]
    assert [row[1] for row in rows][:4] == ["NE", "NE", "ANO", "ČÁSTEČNĚ"]
    assert [row[2].split(" ")[0] for row in rows][:4] == ["ČÁSTEČNĚ", "ANO", "ANO", "NE"]
    assert [row[3].split(" ")[0] for row in rows][:4] == ["lepší", "lepší", "stejné", "horší"]


def test_every_entry_of_the_log_is_printed_in_its_quarter_with_its_goals_as_the_plan_lists_them() -> None:
    made = tables(programme_report())

    for quarter, entries in LOG.items():
        if entries:
            rows = cells(made[f"zapisy-{quarter.lower()}"])
            numbers = {item.key: item.number for item in programme().items if item.tree in ("goals", "criteria")}
            assert [row[2] for row in rows if not row[2].startswith("irelevantní")] == [
                ", ".join(numbers[key] for key in refs) for _, _, refs, _ in entries if refs
            ]
            assert len(rows) == len(entries)


def test_a_quarter_in_which_nothing_took_place_says_so_and_comments_follow_the_entries() -> None:
    texts = [text.replace("\xa0", " ") for text in said(programme_report())]
    course = texts[texts.index("Průběh programu") : texts.index("Vyhodnocení programu")]

    assert course.count("V tomto období se nic nekonalo.") == 1
    assert course[course.index("3. čtvrtletí 2026") + 1] == "V tomto období se nic nekonalo."
    assert course.count("Komentář experta") == len(COMMENTS)


def test_goals_and_outputs_are_evaluated_one_by_one() -> None:
    made = programme_report()
    texts = list(said(made))
    facts = [block for block in all_blocks(made.blocks) if isinstance(block, Facts)]

    assert sum(text.startswith("Naplnění:") for text in texts) == len(GOALS)
    assert len(facts) == len(OUTPUTS)
    assert {blocks_text(block.values[-1]) for block in facts} == {
        "Splněno",
        "Splněno částečně",
        "Nesplněno",
        "Netýká se",
    }


def test_what_an_early_end_left_is_irrelevant_and_what_was_planned_stays() -> None:
    made = programme_report(ended=True)
    levels = [row for name, table in tables(made).items() if name.startswith("shift-") for row in cells(table)]
    texts = [text.replace("\xa0", " ") for text in said(made)]

    assert len(levels) == 26
    assert {row[2] for row in levels} == {IRRELEVANT}
    assert {row[1] for row in levels} > {"ANO", "NE", "ČÁSTEČNĚ"}
    assert sum(IRRELEVANT in text for text in texts if text.startswith("Naplnění")) == len(GOALS)
    assert any("30. 9. 2026" in text and "usnesení č. 112/2026" in text for text in texts)
    for item in programme().items:
        assert any(item.title in text for text in texts) or item.tree == "schedule"
    assert len(tables(made)["schedule"].rows) == 7


@pytest.mark.parametrize("name", ["whole", "ended"])
def test_no_check_cries_wolf_on_the_example(name: str) -> None:
    made = programme_snapshot() if name == "whole" else programme_snapshot(ended_tasks(), ended=ENDED)

    assert find_inconsistencies(made) == ()


def test_a_quarter_of_the_log_looks_as_agreed() -> None:
    page = html_page(programme_report())
    start, end = page.index('<h3 id="prubeh-q-2026-q2"'), page.index('<h3 id="prubeh-q-2026-q3"')

    assert_golden("report_programme_log.html", page[start:end])


def test_the_levels_of_a_criterion_look_as_agreed_in_both_languages() -> None:
    for language, name in (("cs", "report_programme_levels.html"), ("en", "report_programme_levels_en.html")):
        page = html_page(programme_report(language))
        start, end = page.index('<h4 id="criteria-k3"'), page.index('<h4 id="goals-1"')

        assert_golden(name, page[start:end])
