from hypothesis import given
from hypothesis import strategies as st

from flows.plan import Plan, Round
from flows.plan_walk import (
    ExpectedTask,
    actor_of,
    asked_items,
    children,
    item_of,
    items_in_order,
    level_word,
    tasks_expected,
)
from tests.plan_sample import sample

LEVEL = (
    '{ nominative = "aktivita", genitive = "aktivity", accusative = "aktivitu", few = "aktivity",'
    ' many = "aktivit", gender = "f" }] }]'
)


def tasks(plan: Plan) -> list[tuple[str, str]]:
    return [(task.subject, task.actor) for task in tasks_expected(plan, plan.rounds[0])]


def asking(ask: str) -> Plan:
    return sample('asks = [{ key = "a", form = "annual_evaluation", level = "aktivita" }]', f"asks = [{ask}]")


def test_items_stand_in_the_order_of_the_document_and_1_10_after_1_9() -> None:
    plan = sample()
    assert [item.number for item in items_in_order(plan, "s")] == ["1", "1.9", "1.10", "2", "2.1"]
    assert [item.key for item in children(plan, "s", "p1")] == ["a11", "a12"]
    assert [item.key for item in children(plan, "s")] == ["p1", "p2"]


@given(st.permutations(sample().items))
def test_the_order_of_writing_does_not_matter(items: list[object]) -> None:
    plan = sample()
    mixed = plan.model_copy(update={"items": tuple(items)})
    assert items_in_order(mixed, "s") == items_in_order(plan, "s")
    assert tasks(mixed) == tasks(plan)


def test_a_level_is_named_by_its_word() -> None:
    plan = sample('"aktivita"] }]', LEVEL)
    assert level_word(plan, item_of(plan, "s", "p1")) == "priorita"
    assert level_word(plan, item_of(plan, "s", "a11")) == "aktivita"


def test_the_lead_is_asked_and_a_group_that_answers_each_by_its_members() -> None:
    assert tasks(sample()) == [("a11", "sever"), ("a11", "jih"), ("a12", "klub"), ("a21", "urad")]


def test_a_group_that_answers_by_its_lead_has_one_task() -> None:
    plan = sample(', answers = "each"', "")
    assert ("a11", "skupina") in tasks(plan)
    assert len(tasks(plan)) == 3


def test_each_contributor_has_a_task_of_its_own() -> None:
    plan = asking('{ key = "k", form = "comment", role = "contributor" }')
    assert tasks(plan) == [("a12", "urad"), ("a21", "klub")]


def test_each_actor_with_a_duty_is_asked_once() -> None:
    leads = asking('{ key = "k", form = "comment", subject = "actor" }')
    assert tasks(leads) == [(key, key) for key in ("sever", "jih", "klub", "urad")]
    two = sample('lead = "klub"', 'lead = "urad"')
    round_ = Round.model_validate(leads.rounds[0].model_dump())
    assert [task.actor for task in tasks_expected(two, round_)] == ["sever", "jih", "urad"]


def test_the_plan_is_asked_once_of_nobodys_duty() -> None:
    plan = asking('{ key = "k", form = "comment", subject = "plan", role = "coordinator" }')
    assert tasks_expected(plan, plan.rounds[0]) == (
        ExpectedTask(ask="k", subject_kind="plan", subject="kamenov", actor=""),
    )


def test_a_commentator_is_asked_about_each_item_as_a_person() -> None:
    plan = asking('{ key = "k", form = "comment", level = "priorita", role = "commentator" }')
    assert tasks(plan) == [("p1", ""), ("p2", "")]


def test_a_filter_takes_a_key_or_a_number_with_all_below_it() -> None:
    plan = asking('{ key = "k", form = "comment", filter = ["1", "a21"] }')
    assert [item.key for item in asked_items(plan, plan.rounds[0].asks[0])] == ["a11", "a12", "a21"]
    nine = asking('{ key = "k", form = "comment", filter = ["1.9"] }')
    assert [item.key for item in asked_items(nine, nine.rounds[0].asks[0])] == ["a11"]


def test_an_actor_is_found_by_its_key() -> None:
    assert actor_of(sample(), "klub").name == "Klub Kotva, z. s."
