"""Item by item beside the time before: degrees, costs, counts, and what stays undone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.snapshot import Earlier, Snapshot, TaskSnapshot
from flows.snapshot_questions import EVALUATION
from flows.snapshot_years import count_moves, direction, known_years, lasting_items
from reports.model import Block, Report, Table
from reports.packaged import report_words
from reports.parse import blocks_text, inline_text
from tests.last_year_sample import LAST_YEAR, with_last_year
from tests.report_sample import TASKS, report, snapshot, task


def cells(found: Report, identifier: str) -> list[list[str]]:
    (table,) = [block for block in found.blocks if isinstance(block, Table) and block.id == identifier]
    return [[text(cell) for cell in row] for row in table.rows]


def text(cell: Sequence[Block]) -> str:
    return blocks_text(tuple(cell)).replace("\u00a0", " ")


def ids(found: Report) -> list[str]:
    return [block.id for block in found.blocks if isinstance(block, Table)]


def both(before: TaskSnapshot, now: TaskSnapshot) -> Snapshot:
    years = with_last_year((before,))
    return replace(years, tasks=(*(each for each in years.tasks if each.round == "2025"), now))


def counting(number: str, value: int, name: str = "Počet klientů") -> TaskSnapshot:
    return task(number, degree="partly", repeats={"counts": [{"count_name": [name], "count_value": value}]})


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("not_fulfilled", "partly", "better"),
        ("fulfilled", "partly", "worse"),
        ("ongoing", "fulfilled", "same"),
        ("not_supplied", "fulfilled", "incomparable"),
        ("partly", "not_applicable", "incomparable"),
    ],
)
def test_a_degree_moves_up_down_or_not(before: str, now: str, expected: str) -> None:
    assert direction(before, now) == expected


def test_the_report_tables_what_moved_with_costs_of_both_years() -> None:
    rows = cells(report(with_last_year()), "years-items")

    assert [row[1:] for row in rows if row[0].startswith(("2.1.1", "2.2.1", "2.2.7"))] == [
        ["splněno částečně", "nesplněno", "horší (↓)", "neuvedeno", "neuvedeno"],
        ["nesplněno", "splněno částečně", "lepší (↑)", "neuvedeno", "neuvedeno"],
        ["splněno", "splněno", "stejné (=)", "100 000 Kč", "210 000 Kč (předb.)"],
    ]
    assert not any(row[0].startswith("1.1.1") for row in rows)


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("cs", "Co se změnilo po položkách, období 2025 a 2026 (náklady v Kč, stav k 31. 12. 2026)"),
        ("en", "What changed item by item, 2025 and 2026 (costs in CZK as of 31/12/2026)"),
    ],
)
def test_the_table_of_what_moved_says_what_it_is(language: str, caption: str) -> None:
    found = report(with_last_year(), language)
    (table,) = [block for block in found.blocks if isinstance(block, Table) and block.id == "years-items"]

    assert inline_text(table.caption).replace("\u00a0", " ") == caption


def test_the_workbook_has_every_item_beside_last_year() -> None:
    (sheet,) = [each for each in report(with_last_year(), "en").sheets if each.key == "years"]
    rows = {row[0]: row[2:] for row in sheet.rows}

    assert rows["2.2.1"] == ("Not done", "Partly done", "better (↑)", None, None)
    assert rows["2.2.7"] == ("Done", "Done", "the same (=)", Decimal(100000), Decimal(210000))
    assert [each.rows for each in report().sheets if each.key == "years"] == [()]


def test_without_a_year_before_there_are_no_such_tables() -> None:
    assert not [each for each in ids(report()) if each.startswith("years")]


def test_counts_of_one_name_stand_beside_each_other() -> None:
    years = both(counting("2.2.1", 41), counting("2.2.1", 58))
    (move,) = count_moves(years, EVALUATION)

    assert (move.subject, move.before, move.now) == (("strategy", "2.2.1"), Decimal(41), Decimal(58))
    (row,) = cells(report(years), "years-counts")
    assert row[1:] == ["Počet klientů", "41", "58", "17"]


def test_counts_of_another_name_or_item_are_not_compared() -> None:
    assert list(count_moves(both(counting("2.2.1", 41), counting("2.2.1", 58, "Počet akcí")), EVALUATION)) == []
    assert list(count_moves(both(counting("2.2.1", 41), counting("2.2.7", 58)), EVALUATION)) == []


def test_an_item_undone_twice_in_a_row_is_named_with_its_years_and_what_hindered_it() -> None:
    undone = task("2.1.1", degree="not_fulfilled", hindrance="lack_money")
    years = both(task("2.1.1", degree="postponed"), undone)
    (one,) = lasting_items(years, EVALUATION)

    assert (one.subject, one.labels) == (("strategy", "2.1.1"), ("2025", "2026"))
    (row,) = cells(report(years), "years-undone")
    assert row[1:] == ["2025, 2026", "Chyběly peníze"]


@pytest.mark.parametrize("before", ["fulfilled", "partly", "not_applicable"])
def test_an_item_undone_once_is_not_named(before: str) -> None:
    years = both(task("2.1.1", degree=before), task("2.1.1", degree="not_fulfilled", hindrance="lack_money"))

    assert list(lasting_items(years, EVALUATION)) == []


def test_an_item_that_nobody_answered_is_not_called_undone() -> None:
    years = both(task("2.1.1", "not_supplied"), task("2.1.1", degree="not_fulfilled", hindrance="lack_money"))

    assert list(lasting_items(years, EVALUATION)) == []


def test_what_the_plan_knows_of_the_time_before_counts_as_a_year() -> None:
    earlier = Earlier(label="2025", tasks=tuple(replace(each, round="2025") for each in LAST_YEAR))
    known = replace(snapshot(TASKS), earlier=earlier)

    assert [year.label for year in known_years(known)] == ["2025", "2026"]
    assert "years-items" in ids(report(known))


@pytest.mark.parametrize("language", ["cs", "en"])
def test_no_word_of_the_report_is_called_as_a_method_of_its_table(language: str) -> None:
    methods = {name for name in dir(dict) if not name.startswith("_")}
    tables: list[Mapping[str, object]] = [report_words(language).template]
    for table in tables:
        tables += [each for each in table.values() if isinstance(each, Mapping)]
        assert not methods & table.keys()
