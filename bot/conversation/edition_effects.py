"""What is asked to be done with an edition of a report."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flows.approval import Approval


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishEdition:
    """Tell everybody whose answer is in an edition that it is done."""

    edition: str
    plan: str
    label: str
    approval: Approval | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MakeEdition:
    """Have an edition of a report made; `round` is the row's id."""

    round: str
    report: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SendEdition:
    """Send the finished report to this contact.

    Attributes:
        is_summary: Only its summary for the council.
        is_approved: In every form that people read, with the approval that was recorded last.
    """

    edition: str
    is_summary: bool = False
    is_approved: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordApproval:
    """Note who approved an edition and when; a later one corrects it."""

    edition: str
    body: str
    on: date
    resolution: str


EditionEffect: TypeAlias = PublishEdition | MakeEdition | SendEdition | RecordApproval
