"""The year before the first round, as the plan knows it, stands beside the first year in the report."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.earlier_answers import with_earlier
from bot.forms import known_forms, read_known_form
from bot.sandbox.demo import example_source
from flows.answers import Place
from flows.form import Form
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.plan_walk import tasks_expected
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_json import snapshot_from_json, snapshot_to_json
from flows.snapshot_labels import form_labels
from reports.build import build_report
from reports.html import html_page
from reports.model import Figure, Report
from reports.packaged import report_template, report_words
from tests.page_reader import read_page


def the_form() -> Form:
    form = read_known_form("annual_evaluation")
    assert isinstance(form, Form)
    return form


FORM = the_form()


@pytest.fixture(scope="module")
def plan() -> Plan:
    read = read_plan(example_source(), forms=known_forms())
    assert isinstance(read, Plan)
    return read


def picture(plan: Plan) -> Snapshot:
    """Picture the first round when everything is fulfilled."""
    expected = [task for task in tasks_expected(plan, plan.rounds[0]) if task.actor]
    tasks = [
        TaskSnapshot(
            task=f"t{at}",
            round="r2026",
            ask="activities",
            form="annual_evaluation",
            form_number=1,
            actor=each.actor,
            state="submitted",
            item=each.subject,
            tree="strategie",
            number=1,
            how="person",
            values={Place(question="degree"): "fulfilled", Place(question="cost_kind"): "none"},
        )
        for at, each in enumerate(expected)
    ]
    return Snapshot(
        plan=plan,
        plan_revision=1,
        report="zprava",
        rounds=("r2026",),
        tasks=tuple(tasks),
        forms=(form_labels(FORM, 1),),
        made_at=datetime(2027, 2, 1, 8, tzinfo=UTC),
    )


def known_of(plan: Plan, most: int) -> Plan:
    """Forget last year's answers but for the first few items."""
    left, items = most, []
    for item in plan.items:
        keeps = item.last is not None and left > 0
        left -= int(keeps)
        items.append(item if keeps else item.model_copy(update={"last": None}))
    return plan.model_copy(update={"items": tuple(items)})


def made(snapshot: Snapshot, language: str = "cs") -> Report:
    definition = snapshot.plan.reports[0]
    template = report_template(definition.template)
    return build_report(snapshot, definition, language=language, words=report_words(language), template=template)


def read(report: Report) -> str:
    return " ".join(read_page(html_page(report)).text().split())


def figures(report: Report) -> set[str]:
    return {block.id for block in report.blocks if isinstance(block, Figure)}


def test_what_the_plan_knows_of_last_year_stands_in_charts_beside_this_year(plan: Plan) -> None:
    report = made(with_earlier(picture(plan), [FORM]))
    (years,) = [block for block in report.blocks if isinstance(block, Figure) and block.id == "years-chart"]

    assert [series.name for series in years.chart.series] == ["2025", "2026"]
    assert next(number.value for number in years.chart.series[1].numbers) == str(len(picture(plan).tasks))


def test_amounts_of_last_year_are_read_as_the_form_reads_them(plan: Plan) -> None:
    earlier = with_earlier(picture(plan), [FORM]).earlier
    assert earlier is not None
    (besedy,) = [task for task in earlier.tasks if task.item == "a2-2-2"]
    amounts = {value for place, value in besedy.values.items() if place.question == "amount"}

    assert amounts == {"120000", "60000"}
    assert [turn.repeat for turn in besedy.turns] == ["costs", "costs", "projects", "projects"]
    assert (besedy.round, besedy.how) == ("2025", "imported")


def test_an_item_without_last_year_cannot_be_compared_and_the_counts_are_named(plan: Plan) -> None:
    report = made(with_earlier(picture(plan), [FORM]))
    unknown = sum(item.last is None for item in plan.items if any(t.item == item.key for t in picture(plan).tasks))
    text = read(report)

    assert f"nelze porovnat {unknown}" in text
    assert f"za období 2025 {26 - unknown}, za období 2026 27" in text


def test_less_than_half_of_last_year_is_not_compared(plan: Plan) -> None:
    half = [with_earlier(picture(known_of(plan, most)), [FORM]).earlier for most in (12, 13)]

    assert [found is not None for found in half] == [False, True]
    assert "years-chart" not in figures(made(with_earlier(picture(known_of(plan, 12)), [FORM])))


def test_a_later_round_is_not_compared_with_the_year_before_the_first(plan: Plan) -> None:
    (first,) = plan.rounds
    years = {"from_on": first.period.from_on.replace(year=2027), "to_on": first.period.to_on.replace(year=2027)}
    later = first.model_copy(update={"key": "r2027", "period": first.period.model_copy(update=years)})
    both = plan.model_copy(update={"rounds": (first, later)})
    snapshot = replace(picture(both), rounds=("r2027",))

    assert with_earlier(snapshot, [FORM]) == snapshot


def test_the_picture_with_last_year_survives_json(plan: Plan) -> None:
    snapshot = with_earlier(picture(plan), [FORM])

    assert snapshot.earlier is not None
    assert snapshot_from_json(snapshot_to_json(snapshot)) == snapshot


def test_english_names_the_counts_too(plan: Plan) -> None:
    text = read(made(with_earlier(picture(plan), [FORM]), "en"))

    assert "Answers expected: 22 in 2025, 27 in 2026." in text
