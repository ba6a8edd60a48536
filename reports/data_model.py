"""The report's raw data: typed answers and sums that can be traced. Numbers are integers or decimal text."""

from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

from pydantic import GetPydanticSchema
from pydantic_core.core_schema import any_schema

from flows.answers import JsonValue

DATA_FORMAT_VERSION = 3
"""Version of the data file. 1: items with answers, sums with sources. 2: what the checks found. 3: tasks of retired
items, what changed since the edition before, who approved it."""

# pydantic cannot follow a type that names itself in a plain alias, so the schema is said outright
AnyJson: TypeAlias = Annotated[
    JsonValue,
    GetPydanticSchema(
        lambda _type, _handler: any_schema(),
        lambda _schema, _handler: {"type": ["null", "boolean", "integer", "string", "array", "object"]},
    ),
]
"""A value as flows.answers.Answer describes it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerData:
    """One answered place of a task; `instance` is the repeat's turn or ""."""

    question: str
    instance: str
    value: AnyJson
    left_out: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnData:
    """One turn of a repeat, in order."""

    repeat: str
    instance: str
    parent: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskData:
    """What one actor supplied; `submitted_at` is ISO 8601 in UTC or "", `number` 0 = nothing.

    `item` and `tree` name the item that it is about, "" = an actor or the whole plan.
    """

    task: str
    item: str
    tree: str
    round: str
    form: str
    form_number: int
    actor: str
    state: str
    number: int
    submitted_at: str
    how: str
    answers: tuple[AnswerData, ...]
    turns: tuple[TurnData, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemData:
    """One item of the plan, in the plan's order, with its tasks."""

    key: str
    tree: str
    parent: str
    level: int
    number: str
    title: str
    id: str
    tasks: tuple[TaskData, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorData:
    """One actor of the plan."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SumData:
    """One sum: over which items ("" = all), of what ("total", "town", ...), in which unit, from which tasks."""

    item: str
    name: str
    value: str
    unit: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingPlaceData:
    """Where something does not agree; `item` "" = the whole plan, `task` "" = no single answer."""

    item: str
    tree: str
    task: str
    question: str
    instance: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingData:
    """One thing that does not agree, in words and figures; figures are "" where it is about none."""

    code: str
    text: str
    stated: str
    computed: str
    difference: str
    unit: str
    places: tuple[FindingPlaceData, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeData:
    """One thing that is otherwise than in the edition before, in words and by name; "" = not about such a thing."""

    kind: str
    text: str
    tree: str
    item: str
    task: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovalData:
    """Who approved the edition: the body, the day (ISO 8601) and the number of the resolution ("" = none said)."""

    body: str
    on: str
    resolution: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportData:
    """The data file's content; `other_tasks` are about an actor, the whole plan, or an item that the plan has no more.

    `changes` are since the edition before; `approvals` holds the one that is printed, or nothing.
    """

    report: str
    title: str
    owner: str
    language: str
    made_at: str
    draft: bool
    number: int
    snapshot_sha256: str
    rounds: tuple[str, ...]
    actors: tuple[ActorData, ...]
    items: tuple[ItemData, ...]
    other_tasks: tuple[TaskData, ...]
    sums: tuple[SumData, ...]
    findings: tuple[FindingData, ...]
    changes: tuple[ChangeData, ...] = ()
    approvals: tuple[ApprovalData, ...] = ()
    format_version: int = field(default=DATA_FORMAT_VERSION)
