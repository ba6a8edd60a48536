"""A plan: what is reported on, by whom, when and into which reports."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StringConstraints

from flows.plan_actor import Actor
from flows.plan_part import Key, Line, OrderedTexts, Part
from flows.plan_register import Entry, Register
from flows.plan_report import ReportDefinition, ReportFormat
from flows.plan_round import Ask, Period, Round, Step
from flows.plan_sending import Sending
from flows.plan_tree import Indicator, Item, Last, LastValue, LevelForms, Tree

__all__ = [
    "Actor",
    "Ask",
    "Contact",
    "Document",
    "Entry",
    "Indicator",
    "Item",
    "Last",
    "LastValue",
    "LevelForms",
    "Period",
    "Plan",
    "Register",
    "ReportDefinition",
    "ReportFormat",
    "Round",
    "Sending",
    "Step",
    "Tree",
    "plan_from_json",
    "plan_to_json",
    "source_hash",
]

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Document(Part):
    """The document whose fulfilment is reported.

    Attributes:
        title: Nominative, "Strategie prevence kriminality města Kamenov".
        genitive: Genitive, "Strategie prevence kriminality města Kamenov": it follows "o plnění".
    """

    title: Line
    genitive: Line


class Contact(Part):
    """The human who asks; every opening message names them.

    Attributes:
        name: First name and surname.
        telephone: As shown.
        email: As shown, may be empty.
        position: Nominative in small letters, "manažerka prevence kriminality"; may be empty.
    """

    name: Line
    telephone: Line
    email: str = ""
    position: str = ""


class Plan(Part):
    """A whole validated plan. Make one with read_plan or plan_from_json: they check what refers to what.

    Attributes:
        key: Unique within the installation.
        title: As shown to the coordinator.
        owner: Who owns it, "město Kamenov".
        language: Language of the documents, "cs".
        time_zone: IANA name; all local days and times of the plan are in it.
        period: The years that the plan covers, where it says so.
        sending: When messages may go out by themselves.
        privacy: Language to the text that says what is kept about a person and why.
        retention_days: How many days after the plan's last round has closed the names and accounts of people are kept;
            0: until they are erased. Planned rounds count.
        counts: What a report reads: the last submission or the last approved one.
        kinds: Kinds of implementers in the order of the summary table.
        statuses: Code of the degree of fulfilment to its printed label, where it differs from the form's.
        wordings: Code of the degree of fulfilment to further wordings of it.
        sources: Code of a money source to further words for it.
        abbreviations: Abbreviation to what it means, in the author's order.
        texts: Language to message key to the plan's own wording of the message.
    """

    key: Key
    title: Line
    owner: Line
    document: Document
    language: LanguageCode = "cs"
    time_zone: str = "Europe/Prague"
    period: Period | None = None
    contact: Contact
    sending: Sending = Sending()
    privacy: dict[LanguageCode, Line]
    retention_days: Annotated[StrictInt, Field(ge=0, le=36_600)] = 0
    counts: Literal["submitted", "approved"] = "submitted"
    trees: Annotated[tuple[Tree, ...], Field(min_length=1)]
    items: tuple[Item, ...] = ()
    kinds: tuple[Line, ...] = ()
    actors: tuple[Actor, ...] = ()
    statuses: dict[Key, Line] = Field(default_factory=dict)
    wordings: dict[Key, tuple[Line, ...]] = Field(default_factory=dict)
    sources: dict[Key, tuple[Line, ...]] = Field(default_factory=dict)
    registers: tuple[Register, ...] = ()
    abbreviations: OrderedTexts = Field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    reports: tuple[ReportDefinition, ...] = ()
    texts: dict[LanguageCode, dict[str, str]] = Field(default_factory=dict)


def plan_to_json(plan: Plan) -> str:
    """Write a plan as canonical JSON (fields in their order, tables in the author's, no blanks)."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))


def plan_from_json(text: str) -> Plan:
    """Read what plan_to_json wrote.

    Raises:
        pydantic.ValidationError: The text was not made by plan_to_json.
    """
    return Plan.model_validate_json(text)


def source_hash(plan: Plan) -> str:
    """SHA-256 of the canonical JSON in hexadecimal: tells whether a plan is a new revision."""
    return hashlib.sha256(plan_to_json(plan).encode()).hexdigest()
