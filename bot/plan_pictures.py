"""Pictures and documents of a plan's reports: files beside the plan, read into it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from flows.faults import Fault
from flows.plan import Plan, ReportDefinition
from flows.plan_document import PlanDocument, document_filled
from flows.plan_picture import PlanPicture, filled

PlanFile: TypeAlias = PlanPicture | PlanDocument
"""What a plan names and keeps."""

_PLACES = ("logo", "publicity", "word_reference")


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


def pictures_of(plan: Plan) -> Iterator[PlanFile]:
    """Give the pictures and documents of a plan that have their bytes."""
    for report in plan.reports:
        yield from (each for _, each in _files(report) if each.content)


def without_contents(plan: Plan) -> Plan:
    """Leave the bytes of pictures and documents out of a plan: its file names them."""
    reports = []
    for report in plan.reports:
        bare = {name: each.model_copy(update={"content": ""}) for name, each in _files(report)}
        reports.append(report.model_copy(update=bare))
    return plan.model_copy(update={"reports": tuple(reports)})


def _files(report: ReportDefinition) -> Iterator[tuple[str, PlanFile]]:
    named: tuple[PlanFile | None, ...] = (report.logo, report.publicity, report.word_reference)
    yield from ((name, each) for name, each in zip(_PLACES, named, strict=True) if each is not None)


def _pictured(
    report: ReportDefinition,
    where: str,
    folder: Path | None,
    kept: Mapping[str, PlanFile],
    faults: list[Fault],
) -> ReportDefinition:
    update: dict[str, PlanFile] = {}
    for name, named in _files(report):
        if named.content:
            continue
        found = _read(named, f"{where}.{name}", folder, kept)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            update[name] = found
    return report.model_copy(update=update)


def _read(named: PlanFile, where: str, folder: Path | None, kept: Mapping[str, PlanFile]) -> PlanFile | Fault:
    try:
        data = (folder / named.file).read_bytes() if folder is not None else None
    except OSError:
        data = None
    if data is None and named.file in kept:
        return named.model_copy(update={"content": kept[named.file].content})
    match named:
        case PlanPicture() if data is not None:
            return filled(named, data, where)
        case PlanDocument() if data is not None:
            return document_filled(named, data, where)
        case _:
            code = "no_picture_file" if isinstance(named, PlanPicture) else "no_document_file"
            return Fault(code=f"plan.{code}", where=where, data={"file": named.file})
