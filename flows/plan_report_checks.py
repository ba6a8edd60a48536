"""What must fit together in the reports of a plan."""

from collections.abc import Iterator

from flows.colour import READABLE, contrast, is_colour
from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from flows.plan_checks import repeated
from flows.plan_faults import quoted


def check_reports(plan: Plan) -> Iterator[Fault]:
    """Find references to nothing, and colours that cannot be read."""
    yield from repeated("reports", (report.key for report in plan.reports))
    rounds, items = {round_.key for round_ in plan.rounds}, {item.key for item in plan.items}
    for number, report in enumerate(plan.reports):
        where = f"reports[{number}]"
        for place, key in enumerate(report.rounds):
            if key not in rounds:
                data = {"value": quoted(key), "part": report.key}
                yield Fault(code="plan.unknown_round", where=f"{where}.rounds[{place}]", data=data)
        for key in report.comments:
            if key not in items:
                data = {"value": quoted(key), "part": report.key}
                yield Fault(code="plan.unknown_item", where=f"{where}.comments", data=data)
        yield from _colours(where, report)


def _colours(where: str, report: ReportDefinition) -> Iterator[Fault]:
    for place, colour in enumerate(report.colours):
        spot, data = f"{where}.colours[{place}]", {"value": quoted(colour), "part": report.key}
        if not is_colour(colour):
            yield Fault(code="plan.bad_colour", where=spot, data=data)
        elif contrast(colour, "#ffffff") < READABLE:
            yield Fault(code="plan.pale_colour", where=spot, data=data)
