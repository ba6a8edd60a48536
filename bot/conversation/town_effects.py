"""What a coordinator's acts ask for besides answers: tables, digests, texts of the report. Values only."""

from dataclasses import dataclass
from typing import TypeAlias

from flows.tasks import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class EditReportText:
    """Write a text of a report; `part` as flows/report_texts.py names it."""

    plan: str
    report: str
    part: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TellReworded:
    """Everybody who answers for an actor learns, in one digest, what the town worded anew."""

    plan: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MakeTable:
    """Make the answer table of an actor and send it to this contact."""

    plan: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadWorkbook:
    """Fetch a workbook that came, read it and say what it would change; `id` names what is kept of it."""

    id: str
    file: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDocument:
    """Fetch a document that came in place of bullets and say what is in it; `id` names what is kept of it.

    Attributes:
        repeat: The outline that it was sent for.
        text: The question that holds a bullet's words.
        level: The question that holds its level.
    """

    id: str
    file: str
    name: str
    plan: str
    actor: str
    task: str
    repeat: str
    text: str
    level: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SettleTable:
    """What became of an answer table that came back."""

    id: str
    used: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeFact:
    """A shared fact has another figure from now on; coordinators learn which texts are to be read again.

    Attributes:
        task: Whose answer says so.
        value: The figure as the register keeps it.
        before: What it was.
        role: Who learns of it.
    """

    plan: str
    round: str
    task: str
    actor: str
    fact: str
    value: str
    before: str
    role: Role = Role.COORDINATOR


TownEffect: TypeAlias = (
    ChangeFact | MakeTable | ReadWorkbook | ReadDocument | SettleTable | TellReworded | EditReportText
)
