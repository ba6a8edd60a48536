from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.snapshot import TaskSnapshot
from flows.snapshot_costs import CostQuestions, sum_costs, task_costs
from flows.snapshot_sums import Sum, add, plain, subtract
from reports.shares import missing, shares
from reports.sums import percent, rounding_shows
from tests.report_sample import COST_KINDS, SOURCES, TASKS, task

RULES = CostQuestions(
    kind="cost_kind",
    turns="costs",
    source="source",
    amount="amount",
    total="cost_total",
    counted=["amount"],
    shown=["passed_on"],
)
amounts = st.decimals(min_value=0, max_value=10**12, places=2).map(lambda amount: f"{amount:f}")
rows = st.lists(st.tuples(st.sampled_from([*SOURCES, None]), amounts), max_size=4)
answers = st.lists(st.tuples(st.sampled_from([*COST_KINDS, None]), rows), max_size=8)


def tasks_of(answers: list[tuple[str | None, list[tuple[str | None, str]]]]) -> list[TaskSnapshot]:
    return [
        task(
            f"{at}",
            cost_kind=kind,
            repeats={"costs": [{"source": source, "amount": amount} for source, amount in rows]},
        )
        for at, (kind, rows) in enumerate(answers)
    ]


@given(answers)
def test_costs_agree_with_a_second_computation_in_hellers(
    answers: list[tuple[str | None, list[tuple[str | None, str]]]],
) -> None:
    costs = sum_costs(tasks_of(answers), RULES)
    hellers: Counter[str] = Counter()
    for kind, rows in answers:
        for source, amount in rows:
            if kind in ("amount", None):
                hellers[source or ""] += int(amount.replace(".", ""))

    assert costs.total.amount * 100 == sum(hellers.values())
    assert {source: part.amount * 100 for source, part in costs.by_source.items() if part.amount} == {
        source: amount for source, amount in hellers.items() if amount
    }


@given(answers)
def test_sources_add_up_to_the_total_and_name_only_tasks_that_count(
    answers: list[tuple[str | None, list[tuple[str | None, str]]]],
) -> None:
    tasks = tasks_of(answers)
    costs = sum_costs(tasks, RULES)

    assert add(costs.by_source.values()).amount == costs.total.amount
    assert set(costs.total.sources) == {
        each.task for each, (kind, rows) in zip(tasks, answers, strict=True) if rows and kind in ("amount", None)
    }


def test_money_passed_on_is_shown_and_not_added() -> None:
    costs = sum_costs(TASKS, RULES)

    assert costs.shown == Sum(amount=Decimal(1500000), sources=("task-1.1.2",))
    assert costs.total == Sum(amount=Decimal(210000), sources=("task-2.2.7",), estimated=True)


def test_a_total_without_sources_counts_under_no_source() -> None:
    costs = task_costs(task("1", cost_kind="amount", cost_total="1234.50"), RULES)

    assert costs.by_source == {"": Sum(amount=Decimal("1234.50"), sources=("task-1",))}


def test_a_total_beside_sources_is_not_counted_again() -> None:
    rows = {"costs": [{"source": "town", "amount": "10"}]}

    assert task_costs(task("1", cost_kind="amount", cost_total="10", repeats=rows), RULES).total.amount == 10


def test_zero_is_known_and_nothing_is_not() -> None:
    zero = {"costs": [{"source": "town", "amount": "0"}]}

    assert task_costs(task("1", cost_kind="amount", repeats=zero), RULES).known
    assert not task_costs(task("1", cost_kind="running"), RULES).known


def test_a_source_added_twice_is_named_once() -> None:
    part = Sum(amount=Decimal(1), sources=("a",))

    assert add([part, part]) == Sum(amount=Decimal(2), sources=("a",))
    assert subtract(add([part, part]), part).amount == 1


@pytest.mark.parametrize(("part", "whole", "share"), [(33, 72, 46), (1, 200, 1), (1, 201, 0), (0, 5, 0), (5, 0, None)])
def test_shares_are_whole_percent_with_halves_up(part: int, whole: int, share: int | None) -> None:
    assert percent(part, whole) == share


def test_rounding_shows_only_where_printed_shares_miss_a_hundred() -> None:
    assert rounding_shows([33, 33, 33])
    assert not rounding_shows([50, 50])
    assert not rounding_shows([None])


@pytest.mark.parametrize(("amount", "text"), [("210000", "210000"), ("1.50", "1.5"), ("1E+3", "1000"), ("0.00", "0")])
def test_decimals_are_written_without_exponent_or_needless_zeros(amount: str, text: str) -> None:
    assert plain(Decimal(amount)) == text


def test_every_task_is_in_exactly_one_share() -> None:
    found = shares(TASKS, "degree", ["fulfilled", "partly"])

    assert [(each.choice, each.count) for each in found] == [
        ("fulfilled", 2),
        ("partly", 1),
        ("ongoing", 1),
        ("not_fulfilled", 1),
        ("not_supplied", 1),
    ]
    assert sorted(source for each in found for source in each.sources) == sorted(each.task for each in TASKS)


def test_missing_names_who_supplied_nothing_and_not_whom_it_does_not_concern() -> None:
    tasks = [task("3.1.1", "open"), task("2.2.7", "not_applicable"), task("2.2.1")]

    assert dict(missing(tasks)) == {"sluzby": (tasks[0],)}
