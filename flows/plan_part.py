"""What all parts of a plan have in common: frozen, nothing unknown in them, keys of one shape."""

from datetime import date, datetime
from typing import Annotated, TypeGuard

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

_NONE_WRITTEN: set[str] = set()
"""Shared by all parts; pydantic copies it before it adds to it."""


class Part(BaseModel):
    """A value inside a plan: frozen, and a word that the plan does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _: object) -> None:
        """Forget which words were written and which left out: nobody asks, and it takes half of a plan's memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NONE_WRITTEN)


def _only_written_dates(value: object) -> object:
    """Let dates and ISO text through; pydantic would read a bare number as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and value[4:5] == "-"):
        return value
    raise PydanticCustomError("date_type", "a date such as 2027-01-29 is expected")


def _without_zone(value: date) -> date:
    """Refuse an instant with an offset: the plan's own zone is the only one."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise PydanticCustomError("date_zone", "a local time without an offset is expected")
    return value


def _from_pairs(value: object) -> object:
    """Take a table as its author wrote it, or the pairs that JSON keeps."""
    return {pair[0]: pair[1] for pair in value} if _are_pairs(value) else value


def _are_pairs(value: object) -> TypeGuard[list[list[str]]]:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in value
    )


def _to_pairs(value: dict[str, str]) -> list[list[str]]:
    return [[label, text] for label, text in value.items()]


KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=64)]
"""Stable name of a part: never shown, never changed, so that answers keep their subject."""

Reference = Annotated[str, StringConstraints(max_length=64)]
"""The key of another part, or "" for none."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that must say something."""

LocalDate = Annotated[date, BeforeValidator(_only_written_dates)]
"""A day in the plan's time zone."""

LocalMoment = Annotated[
    date | datetime,
    Field(union_mode="left_to_right"),
    BeforeValidator(_only_written_dates),
    AfterValidator(_without_zone),
]
"""A day (then its midnight is meant) or a moment without offset, both in the plan's time zone."""

OrderedTexts = Annotated[dict[str, str], BeforeValidator(_from_pairs), PlainSerializer(_to_pairs)]
"""Label to text in the author's order. JSON holds pairs: canonical JSON sorts the keys of tables."""
