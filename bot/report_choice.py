"""Which plan and which of its reports somebody means who does not name them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from flows.plan_walk import round_of
from flows.rounds import opens_at
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
    latest = _latest(plan, known, at)
    if len(latest) > 1:
        return Fault(code="report.which_report", where=plan.key, data={"known": _listed(known)})
    return latest[0]


def choose_formats(definition: ReportDefinition) -> tuple[str, ...]:
    """Give those of a report's formats that can be made; all that can be where it names none of them."""
    return tuple(name for name in definition.formats if name in WRITERS) or tuple(WRITERS)


def _latest(plan: Plan, known: Mapping[str, ReportDefinition], at: datetime) -> list[ReportDefinition]:
    """Give the reports whose rounds have all opened (or all reports) and that reach furthest."""
    begun = [each for each in known.values() if all(opens_at(round_of(plan, key), plan) <= at for key in each.rounds)]
    reach = {each.key: _covers_to(plan, each) for each in begun or known.values()}
    furthest = max(reach.values())
    return [known[key] for key, covers_to in reach.items() if covers_to == furthest]


def _covers_to(plan: Plan, definition: ReportDefinition) -> date:
    return max(round_of(plan, key).period.to_on for key in definition.rounds)


def _listed(keys: Collection[str]) -> str:
    return ", ".join(sorted(keys)) or "–"
