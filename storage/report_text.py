"""One edited text of a report, as a batch writes it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportText:
    """A text of a report as somebody writes it; `part` as flows/report_texts.py names it."""

    plan: str
    report: str
    part: str
    text: str
    person: str
    at: datetime
