"""A form as the engine sees it: an XLSForm that was read, checked and compiled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from flows.expressions import Expression
from flows.faults import Fault

if TYPE_CHECKING:
    from flows.evaluation import Node

Texts: TypeAlias = Mapping[str, str]
"""Language code ("cs", "en") to text; the form's default language is always there."""


class Kind(StrEnum):
    """Question types of XLSForm that the engine supports, by their XLSForm names."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    NOTE = "note"
    ACKNOWLEDGE = "acknowledge"
    CALCULATE = "calculate"
    FILE = "file"
    GEOPOINT = "geopoint"
    GROUP = "begin_group"
    REPEAT = "begin_repeat"


class Media(StrEnum):
    """What a question of kind FILE asks for, by the XLSForm type it was written as."""

    FILE = "file"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One choice of a list.

    Attributes:
        name: Stored value.
        label: Printed label.
        short: Label of the button (column `short::cs`), the printed one where absent.
        words: Further words that a person may type for it (column `words`, separated by "|").
        filters: The list's other columns, for choice_filter and pulldata.
    """

    name: str
    label: Texts
    short: Texts
    words: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One row of the survey sheet, group and repeat included.

    Attributes:
        name: Unique within the form.
        path: XPath of its node from the root, e.g. "/data/costs/amount".
        guidance: Longer help (column guidance_hint), for who asks for it.
        repeats: Names of the repeats around it, outermost first (a repeat does not count itself).
        appearance: Words of the appearance column, e.g. {"money"}, {"multiline"}, {"lines"}.
        choices: Name of its choice list, "" if none.
        children: Rows inside a group or repeat, in order.
        settings: `bind::plneni:*` columns by their bare name (e.g. "typed", "section").
        read_only: Shown, never asked.
        row: Row in the author's sheet, counted from 1 with the header, for messages.
        media: For files: what may be sent; FILE = anything. The stored MIME type must agree.
        other: Its or_other choice: stays whatever the choice_filter says, and joins a list from outside.
        from_file: The choices are an external instance, whatever lists the form itself has.
        value_column: Column of that instance that is stored.
        label_column: Column of that instance that is shown.
        save_to: Property of the register entry that the answer is written to, "" if none.
    """

    name: str
    kind: Kind
    path: str
    label: Texts
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    repeats: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    required: Expression | None = None
    required_message: Texts = field(default_factory=dict)
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Texts = field(default_factory=dict)
    calculation: Expression | None = None
    default: Expression | None = None
    appearance: frozenset[str] = frozenset()
    choices: str = ""
    choice_filter: Expression | None = None
    repeat_count: Expression | None = None
    children: tuple["Question", ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    read_only: bool = False
    media: Media = Media.FILE
    other: Choice | None = None
    from_file: bool = False
    value_column: str = "name"
    label_column: str = "label"
    save_to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A register that the form writes: one row of the entities sheet.

    Attributes:
        list_name: Name of the register.
        repeat: The repeat whose turns are an entry each; "" = the whole form is one entry.
        label: The entry's label.
        entity_id: Key of the entry that changes; None or a blank result = a new entry.
        create_if: When a new entry is made; None = always.
        update_if: When a known one is changed; None = always.
        saved: Property to the name of the question whose answer it takes.
    """

    list_name: str
    repeat: str = ""
    label: Expression | None = None
    entity_id: Expression | None = None
    create_if: Expression | None = None
    update_if: Expression | None = None
    saved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A whole form version.

    Attributes:
        key: form_id of the settings sheet.
        title: form_title by language.
        default_language: Language whose texts stand in for missing ones.
        questions: Top-level rows in order.
        lists: Choice lists by name.
        by_name: Every question, at any depth.
        order: Names of all questions so that each comes after everything its relevance and value depend on.
        parents: Name of the group or repeat directly around each question, "" at the top.
        languages: Languages that the form has texts in, the default one first.
        xform: The XForm that pyxform made of it.
        source: The text that it was read from; Markdown also where it was a workbook.
        entities: Registers that it writes.
        asked: Names of the questions that are asked by themselves (flows/asked.py).
        frozen: Calculations whose results are stored, so that another day does not change them.
        refused: Faults of expressions that were good when this version was stored; those cells are read as blank.
        blank: Places outside repeats at which nothing stands, by question, whether relevant, and whether required:
            remembered when one is first met, since in every task it is the same.
    """

    key: str
    title: Texts
    default_language: str
    questions: tuple[Question, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    by_name: Mapping[str, Question]
    order: tuple[str, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    xform: str = ""
    source: str = ""
    entities: tuple[Entity, ...] = ()
    asked: frozenset[str] = frozenset()
    frozen: tuple[Question, ...] = ()
    refused: tuple[Fault, ...] = ()
    blank: dict[tuple[str, bool, bool], "Node"] = field(init=False, default_factory=dict, repr=False, compare=False)
