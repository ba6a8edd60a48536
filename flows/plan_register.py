"""Registers of a plan: what outlives a task."""

from pydantic import Field

from flows.plan_part import Key, Line, Part


class Entry(Part):
    """One project, fact, event or name; values by the names that forms save them under."""

    key: Key
    label: Line
    values: dict[str, str] = Field(default_factory=dict)


class Register(Part):
    """An entity list that forms read and write, e.g. key "project"."""

    key: Key
    title: Line
    entries: tuple[Entry, ...] = ()
