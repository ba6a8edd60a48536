import pytest

from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.plan_walk import actor_of, items_in_order, level_word, round_of, tasks_expected
from tests.ostrava import DATA, LEADS, activities, plan_source, read_data

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"data absent: {DATA.name}")


def ostrava() -> Plan:
    plan = read_plan(plan_source(read_data()), forms=frozenset({"annual_evaluation"}))
    assert isinstance(plan, Plan), plan
    return plan


def test_the_plan_of_ostrava_reads_without_faults_and_asks_for_each_activity() -> None:
    plan = ostrava()
    tasks = tasks_expected(plan, round_of(plan, "r2019"))
    assert [task.subject for task in tasks] == [each["number"] for each in activities(read_data())]
    assert len(tasks) == 72
    assert {task.actor for task in tasks} == {key for key, _, _ in LEADS}
    assert actor_of(plan, tasks[0].actor).name == LEADS[0][1]


def test_the_items_of_ostrava_come_in_the_order_of_the_document() -> None:
    plan, data = ostrava(), read_data()
    expected: list[tuple[str, str]] = []
    for priority in data["tree"]:
        expected.append((priority["number"], "priorita"))
        for measure in priority["measures"]:
            expected.append((measure["number"], "opatření"))
            expected.extend((activity["number"], "aktivita") for activity in measure["activities"])
    assert [(item.number, level_word(plan, item)) for item in items_in_order(plan, "strategie")] == expected
