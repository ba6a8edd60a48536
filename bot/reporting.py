"""Making a report of what is in the database: here, or in a child process that cannot harm the bot."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.earlier_answers import with_earlier
from bot.report_answer import ChecksAnswer, FindingAnswer
from bot.report_building import Taken, build_taken
from bot.report_child import ChildReport, report_in_child
from bot.report_choice import choose_formats, choose_plan, choose_report
from bot.report_frozen import load_frozen
from flows.faults import Fault
from flows.form import Form
from flows.plan_walk import round_of
from flows.snapshot import Snapshot
from flows.tasks import TaskState
from flows.xlsform import read_form
from reports.model import Report
from reports.shares import disowned, missing
from reports.write import WriteFailure, Written, write_report
from storage.database import Database, Tx
from storage.forms import FormVersion
from storage.plans import load_plan, load_plan_revisions
from storage.snapshot import load_pinned_forms, load_snapshot

__all__ = ["ChildReport", "MadeReport", "make_report", "report_in_child"]


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeReport:
    """What came out.

    Attributes:
        plan: Key of the plan.
        report: Key of the report.
        outcomes: For each format its files or why there are none, in the order asked for.
        supplied: How many of the tasks that the report lists were answered, or do not apply.
        total: How many tasks it lists.
        findings: What the checks found.
    """

    plan: str
    report: str
    outcomes: tuple[Written | WriteFailure, ...]
    supplied: int
    total: int
    findings: tuple[FindingAnswer, ...] = ()


async def make_report(
    database: Database,
    plan_key: str,
    *,
    report_key: str = "",
    folder: Path,
    formats: Collection[str] = (),
    made_at: datetime,
    draft: bool,
    language: str = "",
) -> MadeReport | Fault:
    """Make a report of what is submitted now. Builds in this thread: the bot itself calls `report_in_child`.

    Args:
        database: It is only read.
        plan_key: Key of the plan; "" = the only one.
        report_key: Key of the report; "" = see `choose_report`.
        folder: Where the files go; made when missing.
        formats: Formats to write; none = the definition's that can be made.
        made_at: Now, aware UTC.
        draft: Whether it is a working version.
        language: "cs" or "en"; "" = the plan's.
    """
    async with database.read() as tx:
        taken = await take_picture(tx, plan_key, report_key, made_at=made_at, draft=draft)
    if isinstance(taken, Fault):
        return taken
    return _written(replace(taken, is_issued=draft), folder, formats, language)


async def make_edition(
    database: Database, edition: str, *, folder: Path, formats: Collection[str] = (), approval: int | None = None
) -> MadeReport | Fault:
    """Write a stored edition anew, from its frozen data.

    Args:
        database: It is only read.
        edition: Its id.
        folder: Where the files go; made when missing.
        formats: Formats to write; none = the definition's that can be made.
        approval: Number of the approval to print; 0 = none, None = the one that holds.
    """
    async with database.read() as tx:
        frozen = await load_frozen(tx, edition)
    if isinstance(frozen, Fault):
        return frozen
    wanted = frozen.approvals[-1:] if approval is None else [one for one in frozen.approvals if one.number == approval]
    taken = Taken(
        snapshot=frozen.snapshot,
        definition=frozen.definition,
        before=frozen.before,
        approval=wanted[0] if wanted else None,
    )
    return _written(taken, folder, formats, "")


def _written(taken: Taken, folder: Path, formats: Collection[str], language: str) -> MadeReport | Fault:
    snapshot, definition = taken.snapshot, taken.definition
    report = build_taken(taken, language)
    if isinstance(report, Fault):
        return report
    supplied, total = _counted(snapshot)
    return MadeReport(
        plan=snapshot.plan.key,
        report=definition.key,
        outcomes=write_report(report, folder, formats or choose_formats(definition)),
        supplied=supplied,
        total=total,
        findings=found_in(report, snapshot),
    )


async def make_checks(
    database: Database, plan_key: str, *, report_key: str = "", made_at: datetime, language: str = ""
) -> ChecksAnswer | Fault:
    """Check what is submitted now; nothing is written.

    Args:
        database: It is only read.
        plan_key: Key of the plan; "" = the only one.
        report_key: Key of the report whose rounds are checked; "" = see `choose_report`.
        made_at: Now, aware UTC.
        language: Of the sentences; "" = the plan's.
    """
    async with database.read() as tx:
        taken = await take_picture(tx, plan_key, report_key, made_at=made_at, draft=True)
    if isinstance(taken, Fault):
        return taken
    report = build_taken(taken, language)
    if isinstance(report, Fault):
        return report
    return ChecksAnswer(title=taken.definition.title, findings=list(found_in(report, taken.snapshot)))


def found_in(report: Report, snapshot: Snapshot) -> tuple[FindingAnswer, ...]:
    """Give what the checks found, each with the task to look at."""
    numbers = {(item.tree, item.key): item.number for item in snapshot.plan.items}
    return tuple(
        FindingAnswer(
            text=finding.text,
            task=next((place.task for place in finding.places if place.task), ""),
            number=next((found for one in finding.places if (found := numbers.get((one.tree, one.item)))), ""),
        )
        for finding in report.data.findings
    )


async def take_picture(tx: Tx, plan_key: str, report_key: str, *, made_at: datetime, draft: bool) -> Taken | Fault:
    """Find out what is meant and take its picture."""
    key = choose_plan(plan_key, await load_plan_revisions(tx))
    if isinstance(key, Fault):
        return key
    definition = choose_report(report_key, await load_plan(tx, key), made_at)
    if isinstance(definition, Fault):
        return definition
    forms = _compiled((await load_pinned_forms(tx, key, definition)).values())
    if isinstance(forms, Fault):
        return forms
    snapshot = await load_snapshot(tx, key, definition.key, made_at=made_at, draft=draft, forms=forms)
    return Taken(snapshot=with_earlier(snapshot, forms.values()), definition=definition)


def _compiled(versions: Collection[FormVersion]) -> dict[str, Form] | Fault:
    forms: dict[str, Form] = {}
    for version in versions:
        form = read_form(version.source, name=version.form, judged=version.xform)
        if not isinstance(form, Form):
            return Fault(code="report.bad_form", where=f"{version.form} {version.number}", data={"code": form[0].code})
        forms[version.id] = form
    return forms


def _counted(snapshot: Snapshot) -> tuple[int, int]:
    """Count what the report lists as supplied and in all: the leads' tasks of the round that it is about."""
    about = round_of(snapshot.plan, snapshot.rounds[-1])
    asks = {ask.key for ask in about.asks if ask.role == "lead"}
    listed = [
        task
        for task in snapshot.tasks
        if task.round == about.key and task.ask in asks and task.state != TaskState.CANCELLED
    ]
    absent = sum(len(tasks) for found in (missing(listed), disowned(listed)) for tasks in found.values())
    return len(listed) - absent, len(listed)
