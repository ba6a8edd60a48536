"""Rounds in short: named periods, days in words, rounds that come back."""

from datetime import date

import pytest

from flows.periods import NamedPeriod, read_period
from flows.plan import Plan
from flows.plan_reading import read_plan
from tests.plan_sample import FORMS, changed, faults

ONE = """key = "r2026"
title = "Rok 2026"
period = { from_on = 2026-01-01, to_on = 2026-12-31, label = "2026" }
opens_at = 2027-01-11
deadline_on = 2027-01-29"""
YEARLY = """key = "r"
title = "Rok {label}"
every = "year"
first = "2026"
times = 3
opens_at = "1 December 8:00"
deadline_on = "31 January\""""


def series(text: str) -> Plan:
    source = changed(ONE, text).replace('rounds = ["r2026"]', 'rounds = ["r"]')
    plan = read_plan(source, forms=FORMS)
    assert isinstance(plan, Plan), plan
    return plan


def test_a_yearly_round_comes_back_with_its_own_dates() -> None:
    plan = series(YEARLY)

    assert [(one.key, one.title, str(one.opens_at)[:16], one.deadline_on, one.last) for one in plan.rounds] == [
        ("r-2026", "Rok 2026", "2026-12-01 08:00", date(2027, 1, 31), ""),
        ("r-2027", "Rok 2027", "2027-12-01 08:00", date(2028, 1, 31), "r-2026"),
        ("r-2028", "Rok 2028", "2028-12-01 08:00", date(2029, 1, 31), "r-2027"),
    ]


def test_each_turn_has_the_report_that_reads_it() -> None:
    assert [(one.key, one.rounds) for one in series(YEARLY).reports] == [
        ("zprava-2026", ("r-2026",)),
        ("zprava-2027", ("r-2027",)),
        ("zprava-2028", ("r-2028",)),
    ]


def test_a_quarterly_round_has_days_relative_to_its_end() -> None:
    text = YEARLY.replace('"year"', '"quarter"').replace('"2026"', '"2026-Q3"')
    text = text.replace("1 December 8:00", "-5 working days").replace("31 January", "+10 days")
    rounds = series(text).rounds

    assert [(one.key, one.period.label, one.period.from_on, one.opens_at, one.deadline_on) for one in rounds] == [
        ("r-2026-Q3", "3. čtvrtletí 2026", date(2026, 7, 1), date(2026, 10, 5), date(2026, 10, 10)),
        ("r-2026-Q4", "4. čtvrtletí 2026", date(2026, 10, 1), date(2027, 1, 4), date(2027, 1, 10)),
        ("r-2027-Q1", "1. čtvrtletí 2027", date(2027, 1, 1), date(2027, 4, 5), date(2027, 4, 10)),
    ]


def test_a_single_round_may_name_its_period_and_its_days_in_words() -> None:
    text = ONE.replace('{ from_on = 2026-01-01, to_on = 2026-12-31, label = "2026" }', '"2026-H2"')
    text = text.replace("2027-01-29", '"last working day of January"').replace("2027-01-11", '"-14d"')
    plan = read_plan(changed(ONE, text), forms=FORMS)
    assert isinstance(plan, Plan), plan

    assert plan.rounds[0].period.label == "2. pololetí 2026"
    assert (plan.rounds[0].opens_at, plan.rounds[0].deadline_on) == (date(2027, 1, 15), date(2027, 1, 29))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"year"', '"week"', ("plan.bad_choice", "rounds[0].every")),
        ('"2026"', '"2026-Q3"', ("plan.bad_period", "rounds[0].first")),
        ("times = 3", "times = 0", ("plan.out_of_range", "rounds[0].times")),
        ('"31 January"', '"some day"', ("plan.bad_date", "rounds[0].deadline_on")),
        ("{label}", "{label}", ("plan.unknown_round", "reports[0].rounds[0]")),
    ],
)
def test_what_is_wrong_with_a_series_is_named_once(old: str, new: str, fault: tuple[str, str]) -> None:
    source = changed(ONE, YEARLY.replace(old, new))
    source = source if fault[0] == "plan.unknown_round" else source.replace('rounds = ["r2026"]', 'rounds = ["r"]')

    assert fault in faults(source)


def test_a_fault_of_a_series_is_not_repeated_for_each_turn() -> None:
    source = changed(ONE, YEARLY).replace('form = "annual_evaluation"', 'form = "none"')

    assert {place for _, place in faults(source.replace('rounds = ["r2026"]', 'rounds = ["r"]'))} == {
        "rounds[0].asks[0].form"
    }


@pytest.mark.parametrize("name", ["2026", "2026-H2", "2026-Q4", "2026-12"])
def test_periods_follow_each_other_without_a_gap(name: str) -> None:
    period = read_period(name)
    assert isinstance(period, NamedPeriod)

    assert period.name == name
    assert (period.later(1).from_on - period.to_on).days == 1
    assert period.later(5).later(-5) == period


@pytest.mark.parametrize("name", ["26", "2026-H3", "2026-13", "0000", "rok 2026"])
def test_what_is_no_period_is_none(name: str) -> None:
    assert read_period(name) is None
