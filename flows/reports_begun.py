"""Which of a plan's reports can be asked for: those about a time whose collection has begun."""

from datetime import date, datetime

from flows.plan import Plan, ReportDefinition
from flows.plan_walk import round_of
from flows.rounds import opens_at


def begun_reports(plan: Plan, at: datetime) -> list[ReportDefinition]:
    """Give the reports whose rounds have all opened, or all reports where there is none such; the newest time first.

    Args:
        plan: The plan.
        at: Now, aware UTC.
    """
    begun = [one for one in plan.reports if all(opens_at(round_of(plan, key), plan) <= at for key in one.rounds)]
    return sorted(begun or plan.reports, key=lambda one: covers_to(plan, one), reverse=True)


def covers_to(plan: Plan, definition: ReportDefinition) -> date:
    """Give the last day that a report is about."""
    return max(round_of(plan, key).period.to_on for key in definition.rounds)
