"""Pictures of a plan's reports: files beside the plan, read into it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from flows.plan_picture import PlanPicture, filled


def with_pictures(plan: Plan, folder: Path | None, before: Plan | None = None) -> Plan | tuple[Fault, ...]:
    """Put the pictures that a plan names into it, or give everything that is wrong with them.

    Args:
        plan: As read from its file.
        folder: Where the file lies; None = it came alone.
        before: The plan in force: a picture of the same name is taken from it where no file lies.
    """
    faults: list[Fault] = []
    kept = {picture.file: picture for picture in pictures_of(before)} if before else {}
    reports = tuple(_pictured(report, f"reports[{at}]", folder, kept, faults) for at, report in enumerate(plan.reports))
    return tuple(faults) or plan.model_copy(update={"reports": reports})


def pictures_of(plan: Plan) -> Iterator[PlanPicture]:
    """Give the pictures of a plan that have their bytes."""
    for report in plan.reports:
        yield from (each for each in (report.logo, report.publicity) if each is not None and each.content)


def without_contents(plan: Plan) -> Plan:
    """Leave the bytes of pictures out of a plan: its file names them."""
    reports = []
    for report in plan.reports:
        named = {name: getattr(report, name) for name in ("logo", "publicity")}
        bare = {name: each and each.model_copy(update={"content": ""}) for name, each in named.items()}
        reports.append(report.model_copy(update=bare))
    return plan.model_copy(update={"reports": tuple(reports)})


def _pictured(
    report: ReportDefinition,
    where: str,
    folder: Path | None,
    kept: Mapping[str, PlanPicture],
    faults: list[Fault],
) -> ReportDefinition:
    update: dict[str, PlanPicture] = {}
    for name, picture in (("logo", report.logo), ("publicity", report.publicity)):
        if picture is None or picture.content:
            continue
        found = _read(picture, f"{where}.{name}", folder, kept)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            update[name] = found
    return report.model_copy(update=update)


def _read(
    picture: PlanPicture, where: str, folder: Path | None, kept: Mapping[str, PlanPicture]
) -> PlanPicture | Fault:
    try:
        data = (folder / picture.file).read_bytes() if folder is not None else None
    except OSError:
        data = None
    if data is None and picture.file in kept:
        return picture.model_copy(update={"content": kept[picture.file].content})
    if data is None:
        return Fault(code="plan.no_picture_file", where=where, data={"file": picture.file})
    return filled(picture, data, where)
