"""Which plan and which of its reports somebody means who does not name them."""

from collections.abc import Collection
from datetime import datetime

from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from flows.reports_begun import begun_reports, covers_to
from reports.write import WRITERS


def choose_plan(wanted: str, known: Collection[str]) -> str | Fault:
    """Give the plan's key; "" means the only plan."""
    if wanted in known:
        return wanted
    if wanted:
        return Fault(code="report.unknown_plan", where=wanted, data={"known": _listed(known)})
    if not known:
        return Fault(code="report.no_plan", where="plan")
    if len(known) > 1:
        return Fault(code="report.which_plan", where="plan", data={"known": _listed(known)})
    return next(iter(known))


def choose_report(wanted: str, plan: Plan, at: datetime) -> ReportDefinition | Fault:
    """Give a report's definition; "" means the only report, or the one about the latest time that is collected by now.

    Args:
        wanted: Key of the report, or "".
        plan: The plan.
        at: Now, aware UTC.
    """
    known = {definition.key: definition for definition in plan.reports}
    if wanted in known:
        return known[wanted]
    if wanted:
        return Fault(code="report.unknown_report", where=wanted, data={"known": _listed(known)})
    if not known:
        return Fault(code="report.no_report", where=plan.key)
    latest = _latest(plan, at)
    if len(latest) > 1:
        return Fault(code="report.which_report", where=plan.key, data={"known": _listed(known)})
    return latest[0]


def choose_formats(definition: ReportDefinition) -> tuple[str, ...]:
    """Give those of a report's formats that can be made; all that can be where it names none of them."""
    return tuple(name for name in definition.formats if name in WRITERS) or tuple(WRITERS)


def _latest(plan: Plan, at: datetime) -> list[ReportDefinition]:
    """Give the reports whose rounds have all opened (or all reports) and that reach furthest."""
    begun = begun_reports(plan, at)
    return [one for one in begun if covers_to(plan, one) == covers_to(plan, begun[0])]


def _listed(keys: Collection[str]) -> str:
    return ", ".join(sorted(keys)) or "–"
