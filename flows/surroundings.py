"""What an evaluation knows besides the form and the answers: the day, the plan's data, the last submission."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from flows.answers import JsonValue


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ExternalTable:
    """One external instance (items, actors, projects...): rows of text by column, "name" being the key.

    Two tables are the same only if they are the same object: results are remembered per object, so a
    changed table must be a new one.
    """

    rows: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Surroundings:
    """Everything that an expression may read besides the answers.

    Attributes:
        today: Local date in the plan's time zone; now() is this day too.
        external: External instances by name.
        last: The latest earlier submission, by question name, for `${last-saved#x}` and for proposals.
            Questions in repeats are not in it: whole repeats are taken over by `TakeOver`.
    """

    today: date
    external: Mapping[str, ExternalTable] = field(default_factory=lambda: MappingProxyType({}))
    last: Mapping[str, JsonValue] = field(default_factory=lambda: MappingProxyType({}))
