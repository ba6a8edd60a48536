from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flows.plan import Plan
from flows.plan_diff import (
    ActorAdded,
    ActorChanged,
    ActorRetired,
    ItemAdded,
    ItemChanged,
    ItemRemoved,
    ItemRetired,
    PlanChanged,
    RoundAdded,
    RoundChanged,
    RoundRemoved,
    TaskAdded,
    TaskDropped,
    diff_plans,
)
from flows.plan_reading import read_plan
from tests.plan_sample import sample

KAMENOV = Path(__file__).parents[1] / "examples" / "kamenov.toml"
NOBODY: frozenset[str] = frozenset()


def without(plan: Plan, *keys: str) -> Plan:
    items = tuple(item for item in plan.items if item.key not in keys)
    return plan.model_copy(update={"items": items})


def test_a_plan_does_not_differ_from_itself() -> None:
    kamenov = read_plan(KAMENOV.read_text("utf-8"), forms=frozenset({"annual_evaluation", "priority_totals"}))
    assert isinstance(kamenov, Plan)
    for plan in (sample(), kamenov):
        assert not diff_plans(plan, plan, answered=frozenset({"a11"}))
        assert diff_plans(plan, plan.model_copy(deep=True), answered=NOBODY).changes == ()


def test_a_first_plan_adds_everything_and_changes_nothing() -> None:
    plan = sample()
    changes = diff_plans(None, plan, answered=NOBODY).changes
    assert [each.item for each in changes if isinstance(each, ItemAdded)] == list(plan.items)
    assert [each.actor for each in changes if isinstance(each, ActorAdded)] == list(plan.actors)
    assert [each.round for each in changes if isinstance(each, RoundAdded)] == list(plan.rounds)
    assert sum(isinstance(each, TaskAdded) for each in changes) == 4
    assert len(changes) == 5 + 5 + 1 + 4


@given(st.sets(st.sampled_from(["a11", "a12", "a21"])), st.sets(st.sampled_from(["a11", "a12", "a21"])))
def test_an_item_with_answers_is_retired_and_never_removed(gone: set[str], answered: set[str]) -> None:
    plan = sample()
    changes = diff_plans(plan, without(plan, *gone), answered=frozenset(answered)).changes
    assert {each.item.key for each in changes if isinstance(each, ItemRetired)} == gone & answered
    assert {each.item.key for each in changes if isinstance(each, ItemRemoved)} == gone - answered
    assert {each.task.subject for each in changes if isinstance(each, TaskDropped)} == gone


def test_a_changed_part_names_its_fields() -> None:
    plan = sample()
    renumbered = sample(
        'number = "1.9", level = 2, parent = "p1", title = "Kluby"',
        'number = "1.8", level = 2, parent = "p1", title = "Klub"',
    )
    (item,) = diff_plans(plan, renumbered, answered=frozenset({"a11"})).changes
    assert isinstance(item, ItemChanged)
    assert item.fields == ("number", "title")
    (actor,) = diff_plans(plan, sample('name = "Obvod Jih"', 'name = "Jih"'), answered=NOBODY).changes
    assert isinstance(actor, ActorChanged)
    assert actor.fields == ("name",)
    (round_,) = diff_plans(plan, sample("grace_days = 2", "grace_days = 5"), answered=NOBODY).changes
    assert isinstance(round_, RoundChanged)
    assert round_.fields == ("grace_days",)
    assert diff_plans(plan, sample('owner = "město Kamenov"', 'owner = "K"'), answered=NOBODY).changes == (
        PlanChanged(field="owner"),
    )


def test_a_new_lead_drops_the_task_of_the_old_one_and_adds_one() -> None:
    changes = diff_plans(sample(), sample('lead = "klub"', 'lead = "urad"'), answered=NOBODY).changes
    assert [type(each) for each in changes] == [ItemChanged, TaskAdded, TaskDropped]
    assert [each.task.actor for each in changes if isinstance(each, TaskAdded | TaskDropped)] == ["urad", "klub"]


def test_actors_and_rounds_that_leave_are_told() -> None:
    plan = sample()
    smaller = plan.model_copy(update={"rounds": (), "actors": plan.actors[:2]})
    changes = diff_plans(plan, smaller, answered=NOBODY).changes
    assert [each.actor.key for each in changes if isinstance(each, ActorRetired)] == ["sever", "jih", "skupina"]
    assert [each.round.key for each in changes if isinstance(each, RoundRemoved)] == ["r2026"]


def test_another_order_on_the_title_page_is_a_change() -> None:
    plan = sample()
    turned = sample('"Předkládá" = "město", "Datum" = "únor"', '"Datum" = "únor", "Předkládá" = "město"')
    assert diff_plans(plan, turned, answered=NOBODY).changes == (PlanChanged(field="reports"),)
