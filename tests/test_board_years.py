"""A round beside the year before, as the status shows it while the round goes on."""

from dataclasses import replace
from decimal import Decimal

from flows.board_years import compare_years, comparing_report
from flows.snapshot import Snapshot, TaskSnapshot
from tests.last_year_sample import with_last_year
from tests.report_sample import plan, snapshot, task


def paid(number: str, amount: str) -> TaskSnapshot:
    return task(
        number, repeats={"costs": [{"source": "town", "amount": amount}]}, degree="fulfilled", cost_kind="amount"
    )


def years(before: list[TaskSnapshot], now: list[TaskSnapshot]) -> Snapshot:
    known = with_last_year(tuple(before))
    return replace(known, tasks=(*(each for each in known.tasks if each.round == "2025"), *now))


def test_what_got_worse_stands_first_and_what_nobody_sent_is_not_there() -> None:
    before = [task("1.1.1", degree="partly"), task("2.1.1", degree="fulfilled"), task("2.2.1", degree="fulfilled")]
    now = [task("1.1.1", degree="fulfilled"), task("2.1.1", degree="partly"), task("2.2.1", "started")]
    found = compare_years(years(before, now))

    assert found is not None
    assert [(item.subject[1], item.direction) for item in found.items] == [("2.1.1", "worse"), ("1.1.1", "better")]
    assert (found.before, found.now) == ("2025", "2026")
    assert [found.count(way) for way in ("better", "worse", "same")] == [1, 1, 0]


def test_costs_are_added_up_over_items_that_told_them_both_times() -> None:
    found = compare_years(
        years([paid("1.1.1", "100"), paid("2.1.1", "50")], [paid("1.1.1", "150"), task("2.1.1", degree="partly")])
    )

    assert found is not None
    assert found.costs == (Decimal(100), Decimal(150))


def test_items_undone_again_are_named() -> None:
    undone = [task("2.1.1", degree="not_fulfilled", hindrance="lack_money")]
    found = compare_years(years(undone, undone))

    assert found is not None
    assert found.undone == (("strategy", "2.1.1"),)


def test_without_a_time_before_there_is_nothing_to_compare() -> None:
    assert compare_years(snapshot()) is None
    assert comparing_report(plan(), "2026") is None
    assert comparing_report(with_last_year().plan, "2026") is not None
