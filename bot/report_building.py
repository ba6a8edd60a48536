"""Building a report of what was taken from the database."""

from dataclasses import dataclass

from bot.words import LANGUAGES
from flows.approval import Approval
from flows.faults import Fault
from flows.plan import ReportDefinition
from flows.snapshot import Snapshot
from reports.build import build_report
from reports.markup import TemplateError
from reports.model import Report
from reports.packaged import report_template, report_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What a report is built of.

    Attributes:
        snapshot: Everything that it may show.
        definition: The report in the snapshot's plan.
        before: The edition before; None for the first one and for drafts.
        approval: What is printed on the title page; None = nothing.
        is_issued: It is a stored edition, or a draft; otherwise a preview that is kept nowhere.
    """

    snapshot: Snapshot
    definition: ReportDefinition
    before: Snapshot | None = None
    approval: Approval | None = None
    is_issued: bool = True


def build_taken(taken: Taken, language: str) -> Report | Fault:
    """Build the report.

    Args:
        taken: What of.
        language: "cs" or "en"; "" = the plan's.
    """
    definition = taken.definition
    wanted = language or taken.snapshot.plan.language
    spoken = wanted if wanted in LANGUAGES else LANGUAGES[0]
    try:
        template = report_template(definition.template)
    except FileNotFoundError:
        return Fault(code="report.unknown_template", where=definition.key, data={"template": definition.template})
    try:
        return build_report(
            taken.snapshot,
            definition,
            language=spoken,
            words=report_words(spoken),
            template=template,
            before=taken.before,
            approval=taken.approval,
            is_issued=taken.is_issued,
        )
    except TemplateError as error:
        detail = ", ".join((error.fault.code.rpartition(".")[2], *error.fault.data.values()))
        return Fault(code="report.template", where=error.fault.where, data={"detail": detail})
