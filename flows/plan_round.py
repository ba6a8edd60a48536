"""Rounds of a plan: what is asked of whom and until when, in local dates."""

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from flows.plan_part import Key, Line, LocalDate, LocalMoment, Part, Reference


class Period(Part):
    """What the answers are about; both days belong to it.

    Attributes:
        from_on: First day.
        to_on: Last day.
        label: As printed, e.g. "2026".
    """

    from_on: LocalDate
    to_on: LocalDate
    label: Line


class Ask(Part):
    """One form asked of one kind of subject.

    Attributes:
        key: Unique within the round.
        form: Key of the form.
        subject: Each item of a level, each actor with a duty in the tree, or the plan once.
        tree: Key of the tree; "" = the only one.
        level: Level of the asked items, 1 = top, 0 = the lowest level of the tree;
            the plan's text may say the level's word instead. With actors, 0 = duties at any level.
        filter: Keys of items, or numbers: the item with the number and all below it. Empty = all. Of actors also
            keys of registers: whoever owns an entry there (its value `owner`).
        role: Who answers. Of an item: its lead, or each contributor. A commentator or the
            coordinator is a person, not an actor, so such a task has no actor.
        after: Key of the ask that must be answered before, "" = none.
    """

    key: Key
    form: Key
    subject: Literal["item", "actor", "plan"] = "item"
    tree: Reference = ""
    level: Annotated[StrictInt, Field(ge=0)] = 0
    filter: tuple[str, ...] = ()
    role: Literal["lead", "contributor", "commentator", "coordinator"] = "lead"
    after: Reference = ""


class Step(Part):
    """One step of the ladder; its moment is `when`, or `days` from the anchor.

    Attributes:
        key: Unique within the round.
        act: Whom it turns to and how: a reminder, the last call, the deputy, the head, the coordinator.
        when: The moment in words: "-14d", "-3 working days", "last working day of January", "15 January 14:00".
        anchor: The day from which it is counted.
        days: How many days after the anchor, negative = before it.
        working_days: Count working days only.
        at: Local time of day, where `when` says none.
        to: Whose tasks it is about: "open" = all that wait, "not_started", "started", "returned"; "" = what suits
            the act: all that wait, and for deputy and head those of whom nothing was heard.
        text: Language to the plan's own words at the head of the message.
    """

    key: Key
    act: Literal["remind", "last_call", "deputy", "head", "coordinator"]
    when: str = ""
    anchor: Literal["opening", "deadline"] = "deadline"
    days: StrictInt | None = None
    working_days: StrictBool = False
    at: time = time(9, 0)
    to: Literal["", "open", "not_started", "started", "returned"] = ""
    text: dict[str, Line] = Field(default_factory=dict)


class Round(Part):
    """One collection.

    Attributes:
        key: Unique within the plan.
        title: As shown to the coordinator.
        period: What the answers are about.
        opens_at: Local day (its midnight) or moment.
        deadline_on: Last local day for answers.
        grace_days: Days after the deadline in which late answers are still taken.
        asks: What is asked of whom.
        ladder: Steps of reminding; none = the built-in ones (flows/ladder.py).
        remind: Whether people are reminded at all.
        take_over: Whether at closing what is filled in and not sent is taken over as it is.
        print_unfinished: Whether the report prints the answers of what was begun and never finished.
        last: Key of the round before, "" = none.
    """

    key: Key
    title: Line
    period: Period
    opens_at: LocalMoment
    deadline_on: LocalDate
    grace_days: Annotated[StrictInt, Field(ge=0, le=366)] = 0
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    ladder: tuple[Step, ...] = ()
    remind: StrictBool = True
    take_over: StrictBool = True
    print_unfinished: StrictBool = False
    last: Reference = ""
