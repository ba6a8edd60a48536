"""Which plan and report is meant by somebody who names none."""

from datetime import UTC, datetime
from typing import Any

from bot.report_choice import choose_formats, choose_plan, choose_report
from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from tests.storage_world import plan

EARLY, IN_2026, IN_2027 = (datetime(year, 2, 1, tzinfo=UTC) for year in (2025, 2026, 2027))


def report(key: str, *rounds: str, **more: object) -> dict[str, Any]:
    return {"key": key, "template": "annual", "title": key, "rounds": rounds} | more


def chosen(the_plan: Plan, at: datetime, wanted: str = "") -> str:
    found = choose_report(wanted, the_plan, at)
    return found.code if isinstance(found, Fault) else found.key


def test_the_only_plan_is_meant_and_of_several_none() -> None:
    assert choose_plan("", ["kamenov"]) == "kamenov"
    assert choose_plan("lipov", ["kamenov", "lipov"]) == "lipov"
    assert choose_plan("", ["lipov", "kamenov"]) == Fault(
        code="report.which_plan", where="plan", data={"known": "kamenov, lipov"}
    )
    assert choose_plan("", []) == Fault(code="report.no_plan", where="plan")


def test_the_report_about_the_latest_time_collected_so_far_is_meant() -> None:
    yearly = plan(reports=[report("z2026", "r2026"), report("z2025", "r2025"), report("both", "r2025", "r2026")])

    assert chosen(yearly, IN_2026) == "z2025"
    assert chosen(plan(reports=[report("z2026", "r2026"), report("z2025", "r2025")]), IN_2027) == "z2026"


def test_of_two_reports_about_the_same_time_one_must_be_named() -> None:
    two = plan(reports=[report("short", "r2026"), report("long", "r2026")])

    assert chosen(two, IN_2027) == "report.which_report"
    assert chosen(two, IN_2027, "long") == "long"
    assert chosen(two, IN_2027, "other") == "report.unknown_report"


def test_the_only_report_is_meant_even_before_its_round_opens() -> None:
    assert chosen(plan(), EARLY) == "zprava"


def test_a_plan_without_reports_has_none_to_choose() -> None:
    assert chosen(plan(reports=[]), IN_2027) == "report.no_report"


def test_formats_are_the_definitions_that_can_be_made() -> None:
    def formats(*names: str) -> tuple[str, ...]:
        return choose_formats(ReportDefinition.model_validate(report("z", "r2026", formats=names)))

    assert formats("json", "html") == ("json", "html")
    assert formats("html") == ("html",)
