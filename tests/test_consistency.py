from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from flows.answers import JsonValue
from flows.consistency import find_inconsistencies
from flows.snapshot import TaskSnapshot
from tests.consistency_sample import OF_ANSWERS, club, codes, described, found
from tests.report_sample import TASKS, snapshot, stated, task


def test_a_sound_town_has_no_findings() -> None:
    assert found(*(each for each in TASKS if each.item != "2.1.1")) == []


def test_what_nobody_sent_yet_cannot_disagree() -> None:
    assert found(*(task(number, "open") for number in ("1.1.1", "2.2.7")), stated("1", stated_total="5")) == []


def test_a_check_left_out_finds_nothing() -> None:
    tasks = [club(costs=[{"source": "town", "amount": "10"}], cost_total="12")]

    assert codes(*tasks) == ["parts"]
    assert find_inconsistencies(snapshot(tasks), checks=OF_ANSWERS[1:]) == ()


# parts against total


def test_amounts_that_miss_their_total_are_found_with_both_figures() -> None:
    (finding,) = found(club(costs=[{"amount": "120000.50"}, {"amount": "30000"}], cost_total="150000"))

    assert (finding.code, finding.stated, finding.computed) == ("parts", Decimal(150000), Decimal("150000.50"))
    assert finding.difference == Decimal("-0.50")
    (place,) = finding.places
    assert (place.task, place.item, place.question) == ("task-2.2.7", "2.2.7", "cost_total")


def test_amounts_that_make_their_total_are_not_found() -> None:
    assert codes(club(costs=[{"amount": "120000.00"}, {"amount": "30000"}], cost_total="150000")) == []


def test_a_total_without_parts_and_parts_without_a_total_are_not_found() -> None:
    assert codes(club(cost_total="150000")) == []
    assert codes(club(costs=[{"amount": "120000"}])) == []


def test_a_stated_total_beside_other_stated_parts_is_found() -> None:
    assert codes(stated("2", stated_total="100", stated_town="60", stated_other="30")) == ["parts"]
    assert codes(stated("2", stated_total="100", stated_town="60", stated_other="40")) == []


# stated against computed


def test_a_stated_total_beside_a_computed_one_is_found_with_the_difference() -> None:
    costs = [{"source": "town", "amount": "100"}, {"source": "eu", "amount": "50"}]
    (finding,) = found(club(costs=costs), stated("2", stated_total="160", stated_town="100", stated_other="50"))[1:]

    assert (finding.code, finding.stated, finding.computed) == ("stated_total", Decimal(160), Decimal(150))
    assert (finding.difference, finding.unit, finding.places[0].item) == (Decimal(10), "CZK", "2")


def test_stated_totals_that_agree_are_not_found() -> None:
    costs = [{"source": "town", "amount": "100"}, {"source": "eu", "amount": "50"}]

    assert codes(club(costs=costs), stated("2", stated_total="150", stated_town="100", stated_other="50")) == []


def test_stated_numbers_of_subjects_services_and_activities_are_compared() -> None:
    projects = [{"project_name": "Klub"}, {"project_name": "Poradna", "project_form": "service"}]
    right = stated("2", stated_subjects=1, stated_services=1, stated_activities=1)
    wrong = stated("2", stated_subjects=2, stated_services=2, stated_activities=2)

    assert codes(club(projects=projects), right) == []
    assert codes(club(projects=projects), wrong) == ["stated_subjects", "stated_services", "stated_activities"]


def test_a_stated_total_is_not_compared_while_somebody_is_awaited() -> None:
    costs = [{"source": "town", "amount": "100"}]

    assert codes(club(costs=costs), task("2.2.1", "started"), stated("2", stated_total="160")) == []
    assert codes(club(costs=costs), task("2.2.1", "not_supplied"), stated("2", stated_total="160")) == ["stated_total"]


# share against the whole


def test_a_town_share_above_the_projects_costs_is_found() -> None:
    (finding,) = found(club(projects=[{"project_name": "Klub", "project_amount": "100", "project_town": "101"}]))

    assert (finding.code, finding.stated, finding.computed) == ("share", Decimal(101), Decimal(100))
    assert finding.data == {"name": "Klub"}
    assert finding.places[0].instance == "2.2.7-projects-1"


@pytest.mark.parametrize("town", ["100", "0", None])
def test_a_town_share_up_to_the_projects_costs_is_not_found(town: str | None) -> None:
    assert codes(club(projects=[{"project_name": "Klub", "project_amount": "100", "project_town": town}])) == []


def test_a_stated_share_above_the_stated_total_is_found() -> None:
    assert codes(stated("2", stated_total="100", stated_town="101")) == ["share"]
    assert codes(stated("2", stated_total="100", stated_town="100")) == []


# count against list


def test_a_count_beside_a_list_of_another_length_is_found() -> None:
    (finding,) = found(club(projects=[{"project_name": "A"}, {"project_name": "B"}], project_count=5))

    assert (finding.code, finding.stated, finding.computed) == ("count_differs", Decimal(5), Decimal(2))


def test_a_count_that_agrees_or_is_explained_or_has_no_list_is_not_found() -> None:
    projects = [{"project_name": "A"}, {"project_name": "B"}]

    assert codes(club(projects=projects, project_count=2)) == []
    assert codes(club(projects=projects, project_count=5, project_count_reason=["Tři skončily."])) == []
    assert codes(club(project_count=5)) == []


def counted(**said: JsonValue) -> TaskSnapshot:
    return task("2.2.7", degree="fulfilled", repeats={"counts": [{"count_name": ["Počet akcí"], **said}]})


def test_a_free_count_is_held_against_its_lines() -> None:
    (finding,) = found(counted(count_value=3, count_items=["- beseda\n- výstava"]))

    assert (finding.code, finding.data) == ("count_differs", {"name": "Počet akcí"})
    assert codes(counted(count_value=2, count_items=["- beseda\n\n- výstava"])) == []
    assert codes(counted(count_value=3, count_items=["- beseda"], count_reason=["Zbytek je menší."])) == []
    assert codes(counted(count_value=3)) == []


# references


def referring(text: str) -> TaskSnapshot:
    return task("2.2.1", degree="partly", cost_kind="elsewhere_counted", cost_counted_in=[text])


@pytest.mark.parametrize("text", ["9.9.9", "v rámci aktivity 9.9.9", "Celá priorita 9"])
def test_a_reference_to_nothing_is_found(text: str) -> None:
    (finding,) = found(referring(text), club(cost_total="1"))

    assert (finding.code, finding.data) == ("reference_lost", {"text": text})


@pytest.mark.parametrize("text", ["2.2.7", "2.2.7 kluby", "V rámci aktivity 2.2.7.", "Celá priorita 2", "opatření 2.2"])
def test_a_reference_to_an_amount_is_not_found(text: str) -> None:
    assert codes(referring(text), club(cost_total="1")) == []


@pytest.mark.parametrize("text", ["rozpočet 5 škol", "hrazeno 31. 12. 2026", "smlouva 12/2026", ""])
def test_words_that_name_no_item_are_not_found(text: str) -> None:
    assert codes(referring(text)) == []


def test_a_reference_to_an_item_without_an_amount_is_found_with_both_places() -> None:
    (finding,) = found(referring("2.2.7"), task("2.2.7", degree="fulfilled", cost_kind="running"))

    assert finding.code == "reference_empty"
    assert [place.item for place in finding.places] == ["2.2.1", "2.2.7"]


def test_a_reference_to_an_item_that_is_still_awaited_is_not_found() -> None:
    assert codes(referring("2.2.7"), task("2.2.7", "open")) == []
    assert codes(referring("2.2.7"), task("2.2.7", "not_supplied")) == ["reference_empty"]


def test_a_reference_to_itself_has_no_amount() -> None:
    assert codes(referring("2.2.1")) == ["reference_empty"]


# reasons


@pytest.mark.parametrize("degree", ["not_fulfilled", "postponed", "cancelled"])
def test_not_fulfilled_without_a_reason_is_found(degree: str) -> None:
    assert codes(task("2.1.1", degree=degree)) == ["no_reason"]


@pytest.mark.parametrize(
    "said", [{"hindrance": "lack_money"}, {"hindrance_other": ["Chyběl čas."]}, {"description": ["Nesešli jsme se."]}]
)
def test_not_fulfilled_with_a_reason_is_not_found(said: Mapping[str, Any]) -> None:
    assert codes(task("2.1.1", degree="not_fulfilled", **said)) == []


def test_partly_fulfilled_needs_no_reason() -> None:
    assert codes(task("2.1.1", degree="partly")) == []


# abbreviations


def test_an_unlisted_abbreviation_is_found_once_with_all_its_places() -> None:
    (finding,) = found(described("Jednání s PMS, pak zase PMS."), described("PMS", "2.2.7"))

    assert (finding.code, finding.data) == ("abbreviation", {"name": "PMS"})
    assert [place.item for place in finding.places] == ["2.1.1", "2.2.7"]


@pytest.mark.parametrize("text", ["MěÚ a MV", "NNO,", "Akce v ČR a EU.", "II. etapa, kapitola XIV", "DEN BEZ DLUHŮ"])
def test_listed_common_and_other_capitals_are_not_found(text: str) -> None:
    assert codes(described(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Městský obvod (MOb) jednal, MOb souhlasil.",
        "Probační a mediační služba (dále jen PMS) jednala. PMS souhlasí.",
        "PMS (Probační a mediační služba) jednala.",
        "PMS – Probační a mediační služba",
    ],
)
def test_an_abbreviation_explained_in_the_text_is_not_found(text: str) -> None:
    assert codes(described(text)) == []


def test_capitals_in_a_projects_name_are_a_name() -> None:
    assert codes(club(projects=[{"project_name": ["KIWI"]}])) == []


def test_another_rounds_and_cancelled_tasks_are_not_looked_at() -> None:
    wrong = task("2.1.1", degree="not_fulfilled")

    assert codes(replace(wrong, round="2025"), replace(wrong, state="cancelled")) == []
