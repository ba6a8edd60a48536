"""Trees of a plan: levels with their own words, items and their indicators."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from flows.plan_part import Key, Line, OrderedTexts, Part, Reference


class LevelForms(Part):
    """The name of a level in the forms that sentences need.

    Attributes:
        nominative: "aktivita".
        genitive: "aktivity".
        accusative: "aktivitu".
        few: With 2 to 4, "aktivity".
        many: With 5 and more, "aktivit".
        gender: "f", "m" or "n".
    """

    nominative: Line
    genitive: Line
    accusative: Line
    few: Line
    many: Line
    gender: Literal["f", "m", "n"]


class Tree(Part):
    """A named tree of items.

    Attributes:
        key: Unique within the plan.
        title: Printed name, may be empty where the plan has one tree only.
        levels: Names of the levels from the top, one word each ("priorita") or with own forms.
    """

    key: Key
    title: str = ""
    levels: Annotated[tuple[Line | LevelForms, ...], Field(min_length=1)]


class Indicator(Part):
    """What an item is measured by; baseline and target are texts as the plan prints them."""

    key: Key
    title: Line
    unit: str = ""
    baseline: str = ""
    target: str = ""


LastValue: TypeAlias = StrictBool | StrictInt | str | tuple[str, ...]


class Last(Part):
    """What was reported on an item before the first round that the bot collected.

    Attributes:
        label: Period that it belongs to, e.g. "2025".
        values: Question name of the asked form to the answer.
    """

    label: Line
    values: dict[str, LastValue] = Field(default_factory=dict)


class Item(Part):
    """One item of a tree.

    Attributes:
        key: Unique within its tree; answers hang on it, so it never changes.
        tree: Key of the tree.
        number: As printed, e.g. "2.2.7"; unique within the tree. "" = not numbered, then nothing beside it is.
        level: 1 for the top level of the tree; the plan's text may say the level's word instead.
        parent: Key of the item above, "" at the top.
        title: As printed; may be long.
        body: Copied description, may be empty.
        details: What the document says of it besides, label to text: a time frame, a deadline, what proves it.
        lead: Key of the one actor who answers for it, "" where nobody is asked.
        contributors: Keys of actors who help.
        last: What was reported before the first round, if it was imported.
    """

    key: Key
    tree: Reference
    number: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    level: Annotated[StrictInt, Field(ge=1)]
    parent: Reference = ""
    title: Line
    body: str = ""
    details: OrderedTexts = Field(default_factory=dict)
    lead: Reference = ""
    contributors: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    last: Last | None = None
