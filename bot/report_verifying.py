"""Proving that an edition's files belong to its data, and the data to what was submitted."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.program_version import program_version
from bot.report_building import Taken, build_taken
from bot.report_choice import choose_formats
from bot.report_frozen import Frozen, load_frozen, named
from flows.faults import Fault
from flows.wording.order import czech_key
from reports.write import WRITERS, CannotSetError
from storage.database import Database
from storage.editions import (
    EditionFile,
    UsedSubmission,
    find_file,
    load_edition,
    load_edition_ids,
    load_files,
    load_used,
)

OWN_LIST = "findings.txt"
"""What the checks found is kept beside the files; it is none of the report's."""


_NO_EDITION = re.compile(r"-(?:preview|draft-\d+)(?:-\w+)?\.\w+$")
"""How files are named that were made and kept nowhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What verifying found.

    Attributes:
        name: The edition, "kamenov/zprava 2", or the file.
        faults: What does not agree; none = it is proved.
        files: How many files were made again and compared.
        sha256: Hash of the data.
    """

    name: str
    faults: tuple[Fault, ...]
    files: int = 0
    sha256: str = ""


async def verify_editions(database: Database, *, plan: str = "", report: str = "", edition: str = "") -> list[Verdict]:
    """Verify one edition, or all of a plan and report ("" = of all).

    Args:
        database: It is only read.
        plan: Key of the plan.
        report: Key of the report.
        edition: Id of the only one.
    """
    async with database.read() as tx:
        ids = [edition] if edition else await load_edition_ids(tx, plan=plan, report=report)
    verdicts = []
    for one in ids:
        async with database.read() as tx:
            frozen = await load_frozen(tx, one)
            files, used = await load_files(tx, one), await load_used(tx, one)
        if isinstance(frozen, Fault):
            verdicts.append(Verdict(name=frozen.where, faults=(frozen,)))
        else:
            verdicts.append(_verdict(frozen, files, used))
    return verdicts


async def verify_file(database: Database, name: str, content: bytes) -> Verdict:
    """Tell which edition a file is of; a fault where it is of none."""
    async with database.read() as tx:
        found = await find_file(tx, hashlib.sha256(content).hexdigest())
        view = await load_edition(tx, found[0]) if found else None
    if found is None or view is None:
        code = "report.file_no_edition" if _NO_EDITION.search(name) else "report.file_unknown"
        return Verdict(name=name, faults=(Fault(code=code, where=name),))
    return Verdict(name=f"{name}: {named(view)}, {found[1]}", faults=(), files=1, sha256=view.sha256)


def _verdict(frozen: Frozen, files: list[EditionFile], used: list[UsedSubmission]) -> Verdict:
    own = [one for one in files if one.name != OWN_LIST]
    faults = (*_of_data(frozen), *_of_answers(frozen, used), *_of_hashes(frozen, files), *_of_bytes(frozen, own))
    return Verdict(name=named(frozen.view), faults=faults, files=len(own), sha256=frozen.view.sha256)


def _of_data(frozen: Frozen) -> Iterator[Fault]:
    """Are the frozen data those that were noted, of this edition, after the one before?"""
    view, snapshot = frozen.view, frozen.snapshot
    if hashlib.sha256(view.snapshot.encode()).hexdigest() != view.sha256:
        yield Fault(code="report.data_altered", where=named(view))
    about = (snapshot.plan.key, snapshot.report, snapshot.number, snapshot.draft)
    if about != (view.plan, view.report, view.number, not view.final):
        yield Fault(code="report.data_elsewhere", where=named(view))
    if snapshot.previous != (frozen.earlier.sha256 if frozen.earlier else ""):
        yield Fault(code="report.chain_broken", where=named(view))


def _of_answers(frozen: Frozen, used: list[UsedSubmission]) -> Iterator[Fault]:
    """Are the answers in the data those that were submitted?"""
    stored = {one.task: one for one in used}
    shown = {task.task: task for task in frozen.snapshot.tasks if task.number}
    for key in sorted({*stored, *shown}):
        task, one = shown.get(key), stored.get(key)
        if task is None or one is None or task.number != one.number or task.values != one.values:
            item = task.item if task else ""
            yield Fault(code="report.answers_differ", where=named(frozen.view), data={"item": item or key})


def _of_hashes(frozen: Frozen, files: list[EditionFile]) -> Iterator[Fault]:
    """Are the stored files those that were noted?"""
    if not files:
        yield Fault(code="report.no_files", where=named(frozen.view))
    for one in files:
        if hashlib.sha256(one.content).hexdigest() != one.sha256:
            yield Fault(code="report.file_altered", where=f"{named(frozen.view)}, {one.name}")


def _of_bytes(frozen: Frozen, files: list[EditionFile]) -> Iterator[Fault]:
    """Are the stored files, byte by byte, what the data give?"""
    stored = {one.name: one.content for one in files}
    for number in sorted({one.approval for one in files}):
        own = [one.name for one in files if one.approval == number]
        made = _made(frozen, number)
        if isinstance(made, Fault):
            yield made
            continue
        for name in sorted({*own, *made}, key=czech_key):
            where = f"{named(frozen.view)}, {name}"
            if name not in stored:
                yield Fault(code="report.file_lacks", where=where)
            elif name not in made:
                yield Fault(code="report.file_extra", where=where)
            elif stored[name] != made[name]:
                yield _differs(frozen, where)


def _differs(frozen: Frozen, where: str) -> Fault:
    made_by, here = frozen.view.program, program_version()
    if made_by in {"", here}:
        return Fault(code="report.file_differs", where=where)
    return Fault(code="report.file_of_other_program", where=where, data={"made_by": made_by, "here": here})


def _made(frozen: Frozen, number: int) -> Mapping[str, bytes] | Fault:
    """Make the files again; what cannot be set was not made then either."""
    approval = next((one for one in frozen.approvals if one.number == number), None)
    if number and approval is None:
        return Fault(code="report.approval_lacks", where=named(frozen.view), data={"number": str(number)})
    report = build_taken(
        Taken(snapshot=frozen.snapshot, definition=frozen.definition, before=frozen.before, approval=approval), ""
    )
    if isinstance(report, Fault):
        return report
    made: dict[str, bytes] = {}
    for name in choose_formats(frozen.definition):
        try:
            made |= WRITERS[name](report)
        except CannotSetError:
            continue
    return made
