"""Whether the report templates that a plan names exist: told when the plan is checked, not when the report is due."""

from flows.faults import Fault
from flows.plan import Plan
from reports.packaged import known_templates


def template_faults(plan: Plan) -> tuple[Fault, ...]:
    """Give a fault for each report of a plan whose template is unknown."""
    known = known_templates()
    return tuple(
        Fault(
            code="plan.unknown_template",
            where=f"reports[{number}].template",
            data={"value": one.template, "known": ", ".join(sorted(known))},
        )
        for number, one in enumerate(plan.reports)
        if one.template not in known
    )
