"""Checks of facts told more than once, of jumps against last year, and of what the plan holds and nobody speaks of."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.answers import JsonValue
from flows.consistency import Finding, find_inconsistencies
from flows.consistency_gaps import gaps_between_items, items_never_evaluated, unused_abbreviations
from flows.snapshot import Snapshot, TaskSnapshot
from tests.consistency_sample import OF_ANSWERS, Rows, club, codes, described, found
from tests.last_year_sample import with_last_year
from tests.report_sample import TASKS, TITLES, plan, snapshot, stated, task

# one fact, two values


def counting(value: int, name: str = "Počet klientů", text: str = "Klienti přicházeli celý rok.") -> TaskSnapshot:
    counts: Rows = [{"count_name": [name], "count_value": value}]
    return task("2.2.1", degree="partly", repeats={"counts": counts}, description=[text])


def test_a_count_that_text_and_list_give_differently_is_found_with_both_values() -> None:
    (finding,) = found(counting(41, text="Počet klientů: 38"))

    assert (finding.code, finding.stated, finding.computed) == ("fact_differs", Decimal(41), Decimal(38))
    assert finding.data == {"name": "Počet klientů"}


def test_counts_that_agree_and_counts_of_other_names_and_other_items_are_not_found() -> None:
    elsewhere = task(
        "2.2.7", degree="partly", repeats={"counts": [{"count_name": ["Počet klientů"], "count_value": 5}]}
    )

    assert codes(counting(41, text="Počet klientů: 41")) == []
    assert codes(counting(41, text="Počet akcí: 38"), elsewhere) == []


# projects


def poradna(*projects: Mapping[str, JsonValue], total: str = "500") -> TaskSnapshot:
    repeats: Mapping[str, Rows] = {"costs": [{"amount": total}], "projects": projects}
    return task("2.2.1", degree="partly", cost_kind="amount", repeats=repeats)


def project(amount: str | None, name: str = "Klub Maják") -> Mapping[str, JsonValue]:
    return {"project_name": name, "project_implementer": "kotva", "project_amount": amount}


def test_a_project_with_two_amounts_is_found_with_both_places() -> None:
    (finding,) = found(poradna(project("150")), club(projects=[project("120")]))

    assert (finding.code, finding.stated, finding.computed) == ("project_amounts", Decimal(150), Decimal(120))
    assert [place.item for place in finding.places] == ["2.2.1", "2.2.7"]


def test_a_project_with_one_amount_or_another_implementer_is_not_found() -> None:
    assert codes(poradna(project("150")), club(projects=[project(None)])) == []
    other = {**project("120"), "project_implementer": "sluzby"}
    assert codes(poradna(project("150")), club(projects=[other])) == []


def test_a_project_listed_twice_is_found() -> None:
    assert codes(poradna(project("150"), project("150"))) == ["project_twice"]
    assert codes(poradna(project("150"), project("150", "Klub Kotvička"))) == []


def test_a_projects_amount_in_the_costs_of_two_items_is_found() -> None:
    costs = [{"amount": "300"}]
    (finding,) = found(poradna(project("150")), club(costs=costs, projects=[project("150")]))

    assert (finding.code, finding.stated) == ("counted_twice", Decimal(150))


def test_a_projects_amount_that_one_item_cannot_have_counted_is_not_found() -> None:
    assert codes(poradna(project("150")), club(costs=[{"amount": "100"}], projects=[project("150")])) == []
    assert codes(poradna(project("150")), club(projects=[project("150")])) == []


# jumps


def beside_last_year(before: TaskSnapshot, now: TaskSnapshot) -> list[Finding]:
    years = with_last_year((before,))
    tasks = (*(each for each in years.tasks if each.round == "2025"), now)
    return list(find_inconsistencies(replace(years, tasks=tasks), checks=OF_ANSWERS))


def test_costs_ten_times_as_high_or_low_are_found_with_both_amounts() -> None:
    (up,) = beside_last_year(club(costs=[{"amount": "210000"}]), club(costs=[{"amount": "2100000"}]))
    (down,) = beside_last_year(club(costs=[{"amount": "210000"}]), club(costs=[{"amount": "21000"}]))

    assert (up.code, up.stated, up.computed) == ("jump_costs", Decimal(2100000), Decimal(210000))
    assert (down.code, down.stated) == ("jump_costs", Decimal(21000))


@pytest.mark.parametrize(("before", "now"), [("210000", "2099999"), ("0", "900000"), ("100", "5000")])
def test_lesser_jumps_and_small_amounts_are_not_found(before: str, now: str) -> None:
    assert beside_last_year(club(costs=[{"amount": before}]), club(costs=[{"amount": now}])) == []


def test_a_count_ten_times_as_high_is_found() -> None:
    (finding,) = beside_last_year(counting(64), counting(640))

    assert (finding.code, finding.data) == ("jump_count", {"name": "Počet klientů"})
    assert beside_last_year(counting(1), counting(12)) == []
    assert beside_last_year(counting(64), counting(640, "Počet hodin")) == []


# what nobody speaks of


def test_an_item_for_which_nobody_has_a_task_is_found() -> None:
    without = [each for each in TASKS if each.item != "3.1.1"]
    (finding,) = find_inconsistencies(snapshot(without), checks=[items_never_evaluated])

    assert (finding.code, finding.places[0].item) == ("never_evaluated", "3.1.1")
    assert find_inconsistencies(snapshot(), checks=[items_never_evaluated]) == ()
    assert find_inconsistencies(snapshot([stated("1")]), checks=[items_never_evaluated]) == ()


def numbered(*numbers: str, revision: int = 1) -> Snapshot:
    titles = {**TITLES, **dict.fromkeys(numbers, "Další aktivita")}
    return replace(snapshot(of=plan(titles)), plan_revision=revision)


def test_a_plan_that_leaves_one_number_out_is_found() -> None:
    (finding,) = find_inconsistencies(numbered("1.1.4"), checks=[gaps_between_items])

    assert (finding.code, finding.data, finding.places[0].item) == ("items_numbering", {"name": "1.1.3"}, "1.1.4")


def test_a_plan_in_order_or_changed_or_of_chosen_items_is_not_found() -> None:
    assert find_inconsistencies(numbered("1.1.3"), checks=[gaps_between_items]) == ()
    assert find_inconsistencies(numbered("1.1.4", revision=2), checks=[gaps_between_items]) == ()
    assert find_inconsistencies(numbered("1.1.7"), checks=[gaps_between_items]) == ()


def test_listed_abbreviations_that_stand_nowhere_are_found_as_one() -> None:
    used = [described("Na MěÚ jednaly NNO a MV.")]
    (finding,) = find_inconsistencies(snapshot(used), checks=[unused_abbreviations])

    assert (finding.code, finding.data) == ("abbreviation_unused", {"name": "PČR"})
    all_of_them = [described("Na MěÚ jednaly NNO, MV a strážníci s policisty PČR.")]
    assert find_inconsistencies(snapshot(all_of_them), checks=[unused_abbreviations]) == ()


def test_abbreviations_are_not_unused_while_somebody_is_awaited() -> None:
    tasks = [described("Na MěÚ."), task("2.2.1", "started")]

    assert find_inconsistencies(snapshot(tasks), checks=[unused_abbreviations]) == ()
