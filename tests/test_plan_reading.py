import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faults_text import fault_sentence
from flows.faults import Fault
from flows.plan import Plan, plan_from_json, plan_to_json, source_hash
from flows.plan_reading import read_plan
from tests.plan_sample import FORMS, PLAN, changed, faults, sample

KAMENOV = Path(__file__).parents[1] / "examples" / "kamenov.toml"

LADDER = "ladder = [{key = 's', act = 'remind', days = 1, at = '25:00'}]"
ONE_FAULT = [
    ('title = "Kamenov"\n', "", "plan.missing", "title"),
    ('title = "Kamenov"\n', "title = 5\n", "plan.text_expected", "title"),
    ('title = "Kamenov"\n', 'title = " "\n', "plan.empty", "title"),
    ('title = "Kamenov"\n', 'title = "K"\ntitel = "K"\n', "plan.unknown_word", "titel"),
    ('key = "kamenov"', 'key = "město"', "plan.bad_key", "key"),
    ('key = "kamenov"', f'key = "{"k" * 65}"', "plan.too_long", "key"),
    ("privacy = { cs", "privacy = { czech", "plan.bad_language", "privacy.czech"),
    ("privacy = { cs", "privacy = { en", "plan.no_privacy", "privacy"),
    ('owner = "město Kamenov"', 'owner = "m"\ntime_zone = "Europe/Kamenov"', "plan.unknown_zone", "time_zone"),
    ('owner = "město Kamenov"', 'owner = "m"\ntime_zone = "../etc"', "plan.unknown_zone", "time_zone"),
    ('owner = "město Kamenov"', 'owner = "m"\ncounts = "all"', "plan.bad_choice", "counts"),
    ('owner = "město Kamenov"', 'owner = "m"\nwordings = {a = ["X"], b = ["x"]}', "plan.word_of_two", "wordings.b"),
    ('levels = ["priorita", "aktivita"]', "levels = [5]", "plan.text_expected", "trees[0].levels[0]"),
    ('levels = ["priorita", "aktivita"]', 'levels = "priorita"', "plan.list_expected", "trees[0].levels"),
    ('"1", level = "priorita"', '"1", level = "cíl"', "plan.unknown_level", "items[0].level"),
    ('"1", level = "priorita"', '"1", level = 0', "plan.out_of_range", "items[0].level"),
    ('level = "aktivita", parent', "level = 3, parent", "plan.level_too_deep", "items[1].level"),
    ('level = "aktivita", parent', "level = 1, parent", "plan.level_order", "items[1].level"),
    ('level = 2, parent = "p1"', 'level = 2, parent = "p9"', "plan.unknown_parent", "items[2].parent"),
    ('level = 2, parent = "p1"', "level = 2", "plan.no_parent", "items[2].parent"),
    ('key = "a12"', 'key = "a12", tree = "t"', "plan.unknown_tree", "items[1].tree"),
    ('key = "a11"', 'key = "a12"', "plan.duplicate", "items[2].key"),
    ('number = "1.9", ', "", "plan.half_numbered", "items[2].number"),
    ('number = "1.9"', 'number = "1.10."', "plan.duplicate", "items[2].number"),
    ('lead = "klub"', 'lead = "club"', "plan.unknown_actor", "items[1].lead"),
    ('contributors = ["klub"]', 'contributors = ["urad", "x"]', "plan.unknown_actor", "items[4].contributors[1]"),
    (', lead = "skupina"', "", "plan.no_lead", "items[2].lead"),
    ('kind = "klub"', 'kind = "spolek"', "plan.unknown_kind", "actors[0].kind"),
    ('deputy = "urad"', 'deputy = "x"', "plan.unknown_actor", "actors[0].deputy"),
    ('deputy = "urad"', 'deputy = "klub"', "plan.deputy_loop", "actors[0].deputy"),
    ('kind = "úřad"', 'kind = "úřad", deputy = "klub"', "plan.deputy_loop", "actors[0].deputy"),
    ('kind = "úřad"', 'kind = "úřad", head = "urad"', "plan.head_loop", "actors[1].head"),
    ('members = ["sever", "jih"]', 'members = ["sever", "skupina"]', "plan.member_loop", "actors[4].members"),
    ('members = ["sever", "jih"]', 'members = ["sever", ""]', "plan.unknown_actor", "actors[4].members[1]"),
    ('"Obvod Jih" }', '"Obvod Jih" }, { key = "jih", name = "Jih" }', "plan.duplicate", "actors[4].key"),
    ("opens_at = 2027-01-11", "opens_at = 2027-02-11", "plan.deadline_before_opening", "rounds[0].deadline_on"),
    ("opens_at = 2027-01-11", "opens_at = 20270111", "plan.bad_date", "rounds[0].opens_at"),
    ("opens_at = 2027-01-11", "opens_at = 2027-01-11T08:00:00Z", "plan.bad_date", "rounds[0].opens_at"),
    ("deadline_on = 2027-01-29", 'deadline_on = "29. 1. 2027"', "plan.bad_date", "rounds[0].deadline_on"),
    ("deadline_on = 2027-01-29", "deadline_on = 9999-12-31", "plan.far_date", "rounds[0].deadline_on"),
    ("to_on = 2026-12-31", "to_on = 2025-12-31", "plan.period_backwards", "rounds[0].period"),
    ("grace_days = 2", "grace_days = -2", "plan.out_of_range", "rounds[0].grace_days"),
    ("grace_days = 2", "grace_days = true", "plan.number_expected", "rounds[0].grace_days"),
    ("grace_days = 2", 'last = "r2025"', "plan.unknown_round", "rounds[0].last"),
    ("grace_days = 2", 'last = "r2026"', "plan.round_loop", "rounds[0].last"),
    ("grace_days = 2", LADDER, "plan.bad_time", "rounds[0].ladder[0].at"),
    ('form = "annual_evaluation", ', 'form = "other", ', "plan.unknown_form", "rounds[0].asks[0].form"),
    ('"annual_evaluation", level', '"comment", after = "b", level', "plan.unknown_ask", "rounds[0].asks[0].after"),
    ('"annual_evaluation", level', '"comment", after = "a", level', "plan.ask_loop", "rounds[0].asks[0].after"),
    ('"annual_evaluation", level', '"comment", tree = "t", level', "plan.unknown_tree", "rounds[0].asks[0].tree"),
    ('level = "aktivita" }', 'level = "cíl" }', "plan.unknown_level", "rounds[0].asks[0].level"),
    ('level = "aktivita" }', 'tree = "t" }', "plan.unknown_tree", "rounds[0].asks[0].tree"),
    ('level = "aktivita" }', "level = 3 }", "plan.level_too_deep", "rounds[0].asks[0].level"),
    ('level = "aktivita" }', 'filter = ["1", "3"] }', "plan.empty_filter", "rounds[0].asks[0].filter[1]"),
    ('rounds = ["r2026"]', 'rounds = ["r2025"]', "plan.unknown_round", "reports[0].rounds[0]"),
    ('rounds = ["r2026"]', 'rounds = ["r2026"]\nformats = ["doc"]', "plan.bad_choice", "reports[0].formats[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "where"), ONE_FAULT)
def test_one_slip_is_one_fault_at_its_place(old: str, new: str, code: str, where: str) -> None:
    assert faults(changed(old, new)) == {(code, where)}


@pytest.mark.parametrize(("old", "new", "code", "where"), ONE_FAULT)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_each_fault_can_be_said(old: str, new: str, code: str, where: str, language: str) -> None:
    found = read_plan(changed(old, new), forms=FORMS)
    assert isinstance(found, tuple)
    assert fault_sentence(found[0], language).startswith(where)


def test_all_faults_of_meaning_come_at_once() -> None:
    source = PLAN.replace('lead = "klub"', 'lead = "x"').replace('"annual_evaluation", level', '"other", level')
    source = source.replace('deputy = "urad"', 'deputy = "klub"')
    assert {code for code, _ in faults(source)} == {"plan.unknown_actor", "plan.unknown_form", "plan.deputy_loop"}


def test_a_plan_with_two_trees_must_say_which_one_is_asked() -> None:
    source = changed('"aktivita"] }]', '"aktivita"] }, { key = "t", levels = ["cíl"] }]')
    source = source.replace('{ key = "p', '{ tree = "s", key = "p').replace('{ key = "a1', '{ tree = "s", key = "a1')
    source = source.replace('{ key = "a2', '{ tree = "s", key = "a2').replace(', level = "aktivita" }]', " }]")
    assert faults(source) == {("plan.which_tree", "rounds[0].asks[0].tree")}


def test_a_tree_without_items_on_the_asked_level_leaves_nothing_to_ask() -> None:
    assert faults(
        changed('"aktivita"] }]', '"aktivita", "krok"] }]').replace('level = "aktivita" }', 'level = "krok" }')
    ) == {("plan.nothing_asked", "rounds[0].asks[0]")}


def test_a_slip_in_toml_is_told_with_its_line() -> None:
    assert faults('key = "a"\ntitle = x\n') == {("plan.toml", "line 2, column 9")}
    assert faults('key = "a"\ntitle = ') == {("plan.toml", "line 2")}
    assert faults("a = " + "[" * 5000) == {("plan.too_nested", "TOML")}


def test_the_nearest_key_is_named_beside_a_position() -> None:
    found = read_plan(changed('title = "Tábory"', "title = 1"), forms=FORMS)
    assert isinstance(found, tuple)
    assert found[0].data["part"] == "a12"


def test_a_duplicate_key_that_is_its_own_parent_is_a_fault_and_no_endless_walk() -> None:
    found = faults(
        changed(
            'key = "a11", number = "1.9", level = 2, parent = "p1"',
            'key = "p1", number = "1.9", level = 2, parent = "p1"',
        )
    )
    assert ("plan.duplicate", "items[2].key") in found


def test_the_example_of_kamenov_reads_without_faults_and_shows_what_a_plan_can_hold() -> None:
    plan = read_plan(KAMENOV.read_text("utf-8"), forms=frozenset({"annual_evaluation", "priority_totals"}))
    assert isinstance(plan, Plan), plan
    by_level = [sum(item.level == level for item in plan.items) for level in (1, 2, 3)]
    assert by_level[0] >= 3
    assert by_level[1] >= 8
    assert by_level[2] >= 22
    assert sum(len(item.title) > 200 for item in plan.items) == 2
    assert {item.lead for item in plan.items if item.lead} >= {actor.key for actor in plan.actors} - {
        "sever",
        "podhradi",
    }
    assert set(plan.privacy) == {"cs", "en"}


def test_json_keeps_the_whole_plan_and_the_order_of_the_title_page() -> None:
    for plan in (sample(), sample("opens_at = 2027-01-11", "opens_at = 2027-01-11T08:30:00")):
        text = plan_to_json(plan)
        again = plan_from_json(text)
        assert again == plan
        assert plan_to_json(again) == text
        assert list(again.reports[0].title_page) == ["Předkládá", "Datum"]


def test_the_hash_tells_two_plans_apart_and_one_plan_from_itself_not() -> None:
    assert source_hash(sample()) == source_hash(sample())
    assert source_hash(sample()) != source_hash(sample("grace_days = 2", "grace_days = 3"))


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@settings(max_examples=50)
@given(WORDS, st.dictionaries(WORDS, WORDS), st.integers(0, 366))
def test_any_texts_survive_the_way_through_json(title: str, page: dict[str, str], grace: int) -> None:
    plan = sample()
    report = plan.reports[0].model_copy(update={"title_page": page})
    round_ = plan.rounds[0].model_copy(update={"grace_days": grace})
    whole = plan.model_copy(update={"title": title.strip(), "reports": (report,), "rounds": (round_,)})
    assert plan_from_json(plan_to_json(whole)) == whole
    assert list(plan_from_json(plan_to_json(whole)).reports[0].title_page) == list(page)


@settings(max_examples=60)
@given(st.one_of(st.text(), st.text(string.printable), st.text("[]{}=\"'\n.#tk01-:")))
def test_any_text_gives_faults_and_no_exception(source: str) -> None:
    found = read_plan(source, forms=FORMS)
    assert isinstance(found, tuple)
    assert found
    assert all(isinstance(each, Fault) and fault_sentence(each, "cs") for each in found)


TOML_VALUES = [
    "5",
    '"x"',
    "true",
    "[]",
    "[1]",
    '["a"]',
    "{}",
    "{ key = 1 }",
    "[{}]",
    "2027-01-01",
    "09:00:00",
    "1.5",
    "nan",
]


@settings(max_examples=150)
@given(st.integers(0, PLAN.count(" = ") - 1), st.sampled_from(TOML_VALUES))
def test_any_value_in_any_place_gives_a_plan_or_faults(place: int, value: str) -> None:
    parts = PLAN.split(" = ")
    rest = parts[place + 1]
    end = next((n for n, mark in enumerate(rest) if mark in ",\n}"), len(rest))
    parts[place + 1] = value + rest[end:]
    found = read_plan(" = ".join(parts), forms=FORMS)
    assert isinstance(found, Plan) or (found and all(fault_sentence(each, "en") for each in found))
