"""A programme as a plan: several trees, themes without numbers, indicators of an actor, quarters open at once."""

from datetime import date

from bot.plan_tables import own_tables
from flows.plan_walk import items_in_order, tasks_expected
from flows.workbook.parents import Placed, found_parents
from tests.programme import programme


def test_each_tree_has_its_own_numbering() -> None:
    numbers = {tree.key: [item.number for item in items_in_order(programme(), tree.key)] for tree in programme().trees}

    assert numbers["goals"] == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]
    assert numbers["strategy"] == ["A", "A.1", "A.1.1", "A.1.2", "A.2", "A.2.1"]
    assert numbers["schedule"] == ["1", "2", "2.1", "2.2", "3", "4", "5"]


def test_themes_have_no_numbers_and_keep_the_order_of_their_author() -> None:
    themes = items_in_order(programme(), "themes")

    assert [(item.number, item.key) for item in themes] == [("", "t-bydleni"), ("", "t-mladi"), ("", "t-sousede")]
    assert all(item.body.startswith("- ") for item in themes)


def test_items_without_numbers_belong_under_the_nearest_one_above() -> None:
    rows = [("a", "", 1), ("b", "", 2), ("c", "", 1), ("d", "", 2)]

    found = found_parents([Placed(tree="t", key=key, number=number, level=level) for key, number, level in rows])

    assert list(found) == ["", "a", "", "c"]


def test_an_output_says_its_deadline_and_its_evidence() -> None:
    outputs = [item for item in items_in_order(programme(), "outputs") if item.level == 2]

    assert all(list(item.details) == ["Termín", "Jak se doloží"] for item in outputs)


def test_a_quarter_is_open_from_its_first_day_to_a_week_after_its_end() -> None:
    quarters = [round_ for round_ in programme().rounds if round_.key.startswith("q-")]

    assert all(round_.opens_at == round_.period.from_on for round_ in quarters)
    assert [round_.deadline_on for round_ in sorted(quarters, key=lambda one: one.deadline_on)] == [
        date(2026, 4, 7),
        date(2026, 7, 7),
        date(2026, 10, 7),
        date(2027, 1, 7),
    ]


def test_an_actor_has_the_indicators_of_all_items_that_it_leads_in_a_tree() -> None:
    own = own_tables(programme())

    rows = own["actor", "criteria", "konzultant"]["own_indicators"].rows

    assert len(rows) == 26
    assert len({row["name"] for row in rows}) == 26
    assert [(row["position"], row["number"], row["item"]) for row in rows[8:10]] == [
        ("9", "K1/9", "k1"),
        ("10", "K2/1", "k2"),
    ]
    assert [row["name"] for row in own["item", "criteria", "k1"]["own_indicators"].rows][:2] == ["u1", "u2"]


def test_levels_are_asked_of_an_actor_once_and_goals_and_outputs_one_by_one() -> None:
    last = next(round_ for round_ in programme().rounds if round_.key == "konec")
    asked = [(task.ask, task.subject_kind) for task in tasks_expected(programme(), last)]

    assert asked.count(("levels", "actor")) == 1
    assert asked.count(("goals", "item")) == 5
    assert asked.count(("outputs", "item")) == 7
    assert asked.count(("summary", "plan")) == 1
