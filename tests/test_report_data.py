import json
from decimal import Decimal
from typing import Any

import pytest

from docs.make_schema import SCHEMA
from flows.snapshot_json import snapshot_sha256
from reports.data import data_json, data_schema
from reports.walk import all_data
from tests.json_schema_check import disagreements
from tests.report_sample import TASKS, TITLES, plan, report, snapshot, stated


def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(data_json(report()), parse_float=lambda text: f"float {text}")
    return loaded


def sums(name: str, item: str = "") -> list[dict[str, Any]]:
    return [each for each in document()["sums"] if (each["name"], each["item"]) == (name, item)]


def test_every_answer_is_in_the_data_with_its_type() -> None:
    found = {
        (task["task"], answer["question"], answer["instance"]): answer["value"]
        for item in document()["items"]
        for task in item["tasks"]
        for answer in task["answers"]
    }

    assert found == {
        (task.task, place.question, place.instance): value for task in TASKS for place, value in task.values.items()
    }


def test_every_item_is_in_the_data_with_its_place_in_the_page() -> None:
    items = document()["items"]

    assert [(item["number"], item["title"]) for item in items] == list(TITLES.items())
    assert items[-1]["id"] == "a-3-1-1"


def test_sums_are_listed_once_and_name_their_tasks() -> None:
    assert sums("costs.total") == [
        {"item": "", "name": "costs.total", "value": "210000", "unit": "CZK", "sources": ["task-2.2.7"]}
    ]
    assert sums("costs.shown")[0]["value"] == "1500000"
    assert sums("degree.not_supplied", "3")[0] == {
        "item": "3",
        "name": "degree.not_supplied",
        "value": "1",
        "unit": "",
        "sources": ["task-3.1.1"],
    }


def test_the_parts_of_each_sum_add_up() -> None:
    for item in ("", "1", "2", "3"):
        town, other, total = (Decimal(sums(f"costs.{name}", item)[0]["value"]) for name in ("town", "other", "total"))
        assert town + other == total
    assert sum(Decimal(sums("costs.total", item)[0]["value"]) for item in "123") == 210000


def test_every_number_on_the_page_is_the_raw_number_in_print() -> None:
    for data in all_data(report().blocks):
        digits = data.text.replace("\u00a0", "").replace(",", ".").replace("Kč", "").replace("%", "")
        assert Decimal(digits) == Decimal(data.value)


def test_no_float_is_written() -> None:
    assert '"float' not in json.dumps(document())


def test_the_data_name_the_snapshot_they_come_from() -> None:
    assert document()["snapshot_sha256"] == snapshot_sha256(snapshot())
    assert document()["format_version"] == 3


def test_the_schema_describes_exactly_what_is_written() -> None:
    schema = json.loads(data_schema())

    assert set(document()) == set(schema["properties"])
    task = document()["items"][2]["tasks"][0]
    assert set(task) == set(schema["$defs"]["TaskData"]["properties"])


@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_data_are_as_the_schema_says(language: str) -> None:
    whole = json.loads(data_schema())
    made = json.loads(data_json(report(snapshot((*TASKS, stated("2", stated_total="1")), draft=True), language)))

    assert list(disagreements(made, whole, whole)) == []


@pytest.mark.parametrize(("name", "value"), [("format_version", 1), ("draft", "no"), ("items", {}), ("more", 1)])
def test_the_schema_refuses_what_is_different(name: str, value: object) -> None:
    whole = json.loads(data_schema())

    assert len(list(disagreements(document() | {name: value}, whole, whole))) == 1


def test_the_published_schema_is_the_one_that_is_written() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == data_schema()


def test_what_was_sent_about_a_retired_item_stays_in_the_data() -> None:
    fewer = plan({item.key: item.title for item in plan().items if item.key != "2.2.7"})
    data = report(snapshot(TASKS, of=fewer)).data

    (kept,) = data.other_tasks
    assert (kept.task, kept.item, kept.tree) == ("task-2.2.7", "2.2.7", "strategy")
    assert {answer.question for answer in kept.answers} >= {"degree", "amount", "description"}
