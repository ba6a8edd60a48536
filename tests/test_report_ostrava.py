"""The report of Ostrava for 2019, all 72 activities: every word in the page, every sum computed a second time."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from flows.answers import JsonValue, Place
from flows.plan import Ask, Plan
from flows.plan_reading import read_plan
from flows.snapshot import Snapshot, TaskSnapshot, Turn
from reports.build import build_report
from reports.csv_data import csv_files
from reports.data import data_json
from reports.html import html_page
from reports.model import Report
from reports.packaged import report_template, report_words
from reports.xlsx import workbook_bytes
from tests.ostrava import activities, plan_source, read_data
from tests.page_reader import read_page
from tests.report_sample import LABELS

KINDS = {
    "amount": "amount",
    "zero": "none",
    "running_costs": "running",
    "counted_elsewhere": "elsewhere_counted",
    "outside_budget": "other_budget",
    "none": "unknown",
}
FIGURES = ("total", "town", "other")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A task being filled in."""

    task: str
    values: dict[Place, JsonValue]
    turns: list[Turn]

    def put(self, question: str, value: JsonValue, turn: str = "") -> None:
        self.values[Place(question=question, instance=turn)] = value

    def turn(self, repeat: str, **said: JsonValue) -> None:
        instance = f"{self.task}-{repeat}-{len(self.turns)}"
        self.turns.append(Turn(repeat=repeat, instance=instance))
        for question, value in said.items():
            self.put(question, value, instance)


def plan() -> Plan:
    read = read_plan(plan_source(read_data()), forms=frozenset({"annual_evaluation"}))
    assert isinstance(read, Plan)
    (round_,) = read.rounds
    totals = Ask(key="totals", form="priority_totals", tree="strategie", level=1, role="coordinator")
    return read.model_copy(update={"rounds": (round_.model_copy(update={"asks": (*round_.asks, totals)}),)})


def evaluation(activity: dict[str, Any]) -> Paper:
    paper = Paper(task=f"task-{activity['number']}", values={}, turns=[])
    passed_on = activity.get("counts_in_priority_sum") is False
    paper.put("degree", activity["status"])
    paper.put("cost_kind", "passed_on" if passed_on else KINDS[activity["cost_kind"]])
    if activity["cost_kind"] == "counted_elsewhere":
        paper.put("cost_counted_in", [activity["cost_text"]])
    if activity["cost_kind"] == "amount":
        for line in activity["costs"]:
            paper.turn("costs", source="town", amount=str(line["amount_czk"]), amount_label=[line["label"]])
    paper.put("description", [activity["description"]])
    for name in activity["projects"]:
        paper.turn("projects", project_name=[name])
    for count in activity["indicators"]:
        paper.turn("counts", count_name=[count["name"]], count_value=str(count["value"]))
    return paper


def totals(priority: dict[str, Any]) -> Paper:
    paper = Paper(task=f"totals-{priority['number']}", values={}, turns=[])
    for figure in FIGURES:
        paper.put(f"stated_{figure}", str(priority["financing"][figure]["amount_czk"]))
    paper.put("stated_activities", row_of("counts_per_priority", priority["number"])[0])
    paper.put("stated_services", row_of("counts_per_priority", priority["number"])[1])
    return paper


def row_of(table: str, number: str) -> list[int]:
    (found,) = [each for each in read_data()["tables"] if each["id"] == table]
    (row,) = [row["values"] for row in found["rows"] if row["label"].startswith(f"Priorita {number} ")]
    return list(row)


def tasks(of: Plan) -> Iterator[TaskSnapshot]:
    leads = {item.key: item.lead for item in of.items}
    papers = [(each["number"], "activities", "annual_evaluation", evaluation(each)) for each in activities(read_data())]
    papers += [(each["number"], "totals", "priority_totals", totals(each)) for each in read_data()["tree"]]
    for item, ask, form, paper in papers:
        yield TaskSnapshot(
            task=paper.task,
            round="r2019",
            ask=ask,
            form=form,
            form_number=1,
            item=item,
            tree="strategie",
            actor=leads[item],
            state="submitted",
            number=1,
            submitted_at=datetime(2020, 1, 20, tzinfo=UTC),
            how="person",
            values=paper.values,
            turns=tuple(paper.turns),
        )


@cache
def ostrava() -> Report:
    of = plan()
    made_at = datetime(2020, 2, 3, 8, tzinfo=UTC)
    snapshot = Snapshot(
        plan=of,
        plan_revision=1,
        report="zprava",
        rounds=("r2019",),
        tasks=tuple(tasks(of)),
        forms=(LABELS,),
        made_at=made_at,
    )
    template = report_template("annual_evaluation")
    return build_report(snapshot, of.reports[0], language="cs", words=report_words("cs"), template=template)


def computed(number: str) -> int:
    """Add a priority's amounts up a second time, from the data themselves."""
    return sum(
        line["amount_czk"]
        for each in activities(read_data())
        if each["number"].startswith(f"{number}.") and each["cost_kind"] == "amount"
        if each.get("counts_in_priority_sum") is not False
        for line in each["costs"]
    )


def folded(text: str) -> str:
    """Undo typography: blanks of all kinds, dashes and quotation marks are one each."""
    return re.sub(r"['\"„“‚‘’”]", '"', re.sub(r"[-–—−]", "-", re.sub(r"\s+", " ", text)))


def letters(text: str) -> str:
    return re.sub(r"\s", "", folded(text))


def test_every_title_description_name_and_count_is_in_the_page() -> None:
    page = letters(read_page(html_page(ostrava())).text())
    wanted = []
    for each in activities(read_data()):
        lines = [line.removeprefix("- ") for line in each["description"].splitlines() if line.strip()]
        counts = [f"{count['name']}: {count['value']}" for count in each["indicators"]]
        wanted += [each["title"], *lines, *each["projects"], *counts]

    assert len(wanted) > 450
    assert [text for text in wanted if letters(text) not in page] == []


def test_every_amount_is_in_the_page() -> None:
    page = letters(read_page(html_page(ostrava())).text())
    amounts = [
        f"{line['amount_czk']}Kč" for each in activities(read_data()) for line in each["costs"] if line["amount_czk"]
    ]

    assert len(amounts) > 30
    assert [amount for amount in amounts if amount not in page] == []


def test_computed_and_stated_sums_and_differences_are_in_the_data_file() -> None:
    data = json.loads(data_json(ostrava()))
    sums = {(each["name"], each["item"]): int(each["value"]) for each in data["sums"]}

    for priority in read_data()["tree"]:
        number, stated = priority["number"], priority["financing"]["total"]["amount_czk"]
        assert sums["costs.total", number] == computed(number)
        assert sums["stated.total", number] == stated
        assert sums["difference.total", number] == stated - computed(number)
    assert sums["costs.total", ""] == sum(computed(each["number"]) for each in read_data()["tree"])
    assert sums["costs.total", ""] == 15_393_000
    assert sums["stated.total", ""] == 36_212_000


def test_computed_and_stated_sums_and_differences_are_in_the_workbook() -> None:
    page = load_workbook(BytesIO(workbook_bytes(ostrava())), data_only=True)["Součty"]
    head, *body = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=8)]
    rows = [dict(zip(head, row, strict=True)) for row in body]

    (whole,) = [
        dict(zip(head, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=9, max_row=9)
    ]

    assert whole["Uvedené celkové náklady"] == 36_212_000
    for priority, row in zip(read_data()["tree"], rows, strict=True):
        number, stated = priority["number"], priority["financing"]["total"]["amount_czk"]
        assert row["Patří pod"] == number
        assert row["Celkové náklady"] == computed(number)
        assert row["Uvedené celkové náklady"] == stated
        assert row["Rozdíl celkových nákladů"] == stated - computed(number)
        assert row["Uvedený počet aktivit"] == row_of("counts_per_priority", number)[0]


def test_every_difference_is_a_finding_and_nothing_that_agrees_is() -> None:
    found = {(finding.code, finding.places[0].item) for finding in ostrava().data.findings}
    differing = {
        ("stated_total", each["number"])
        for each in read_data()["tree"]
        if each["financing"]["total"]["amount_czk"] != computed(each["number"])
    }

    assert {pair for pair in found if pair[0] == "stated_total"} == differing


def test_the_checks_cry_wolf_nowhere_over_seventy_two_activities() -> None:
    others = [finding for finding in ostrava().data.findings if not finding.code.startswith("stated_")]

    assert [(finding.code, [place.item for place in finding.places]) for finding in others] == [
        ("reference_empty", ["5.1.3", "1.4.1"]),  # 5.1.3 "in 1.4.1", where stands "0 CZK"
        ("abbreviation", ["3.3.1"]),  # MOaP is a town district that the list lacks
        ("abbreviation_unused", [""]),  # two stand in the list and nowhere else
    ]


def test_every_project_is_a_row_of_its_table() -> None:
    content = next(text for name, text in csv_files(ostrava()).items() if name.endswith("-projects.csv"))
    head, *rows = csv.reader(StringIO(content.decode(), newline=""))
    names = [row[head.index("Projekt nebo služba")].removeprefix("'") for row in rows]

    assert names == [" ".join(name.split()) for each in activities(read_data()) for name in each["projects"]]
