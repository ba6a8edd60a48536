"""What a person has answered: places and the newest value in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | str | list[JsonValue] | dict[str, JsonValue] | None"
"""What a JSON column holds. Numbers with decimals travel as text ("1234.50"), never as float."""


class Origin(StrEnum):
    """Where a revision came from."""

    TYPED = "typed"
    TAPPED = "tapped"
    FILE = "file"
    DEFAULT = "default"
    COPIED = "copied"
    CALCULATED = "calculated"
    ON_BEHALF = "on_behalf"
    EDITED = "edited"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Place:
    """Where a value belongs: a question, within one turn of a repeat or in none.

    Attributes:
        question: The question's name; for the turn of a repeat itself, the repeat's name.
        instance: Id of the innermost repeat turn that holds the question; "" outside repeats.
    """

    question: str
    instance: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The newest revision of one place.

    Attributes:
        value: By kind of question: text -> list of str (one per message), integer -> int,
            decimal -> str in canonical decimal notation, date -> "YYYY-MM-DD",
            select_one -> choice name, select_multiple -> list of choice names, acknowledge -> "OK",
            geopoint -> "latitude longitude", then altitude and accuracy in metres where known,
                as ODK writes it ("49.8345 18.2820" or "49.8345 18.2820 210 5"),
            file -> {"attachment": id, "name": str, "size": int, "type": str};
            turn of a repeat -> {"order": int, "parent": instance id or "", "gone": bool}.
            None = emptied.
        origin: How it came to be. A default alone does not make a question answered.
        left_out: The person said "Neuvádět": no value on purpose (then value is None).
        seq: Number of the revision within its task; grows.
        person: Id of the person who wrote it, "" when the program did.
    """

    value: JsonValue
    origin: Origin
    left_out: bool = False
    seq: int = 0
    person: str = ""


Answers: TypeAlias = Mapping[Place, Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """One new entry of the append-only history, not yet numbered: storage gives it the next seq."""

    place: Place
    value: JsonValue
    origin: Origin
    left_out: bool = False
