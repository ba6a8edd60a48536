"""Pictures of a plan's reports: files beside the plan, read into it."""

from pathlib import Path

from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from flows.plan_picture import PlanPicture, filled


def with_pictures(plan: Plan, folder: Path) -> Plan | tuple[Fault, ...]:
    """Put the pictures that a plan names into it, or give everything that is wrong with them.

    Args:
        plan: As read from its file.
        folder: Where the file lies.
    """
    faults: list[Fault] = []
    reports = tuple(_pictured(report, f"reports[{at}]", folder, faults) for at, report in enumerate(plan.reports))
    return tuple(faults) or plan.model_copy(update={"reports": reports})


def _pictured(report: ReportDefinition, where: str, folder: Path, faults: list[Fault]) -> ReportDefinition:
    update: dict[str, PlanPicture] = {}
    for name, picture in (("logo", report.logo), ("publicity", report.publicity)):
        if picture is None or picture.content:
            continue
        found = _read(picture, f"{where}.{name}", folder)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            update[name] = found
    return report.model_copy(update=update)


def _read(picture: PlanPicture, where: str, folder: Path) -> PlanPicture | Fault:
    try:
        data = (folder / picture.file).read_bytes()
    except OSError:
        return Fault(code="plan.no_picture_file", where=where, data={"file": picture.file})
    return filled(picture, data, where)
