"""What a sheet of a plan's workbook is: its names, its columns and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal, TypeAlias

from flows.reading.folding import fold

Language: TypeAlias = Literal["cs", "en"]
Words: TypeAlias = Mapping[str, tuple[str, ...]]
"""A value of the plan to what a cell says for it: Czech, English, further wordings."""


NOTHING = "–"
"""What a cell says where blank would mean: find it yourself."""


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    LONG = auto()
    KEY = auto()
    NUMBER = auto()
    WHOLE = auto()
    DAY = auto()
    MOMENT = auto()
    TIME = auto()
    CHOICE = auto()
    CHOICES = auto()
    TRUTH = auto()
    LINES = auto()
    ACTOR = auto()
    ACTORS = auto()
    ITEM = auto()
    TREE = auto()
    LEVEL = auto()
    KIND = auto()
    ROUND = auto()
    ROUNDS = auto()
    REPORT = auto()
    REGISTER = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column.

    Attributes:
        field: Field of the part that a row makes, "period.from_on"; with "@" before it, what the part belongs to.
        cs: Czech heading.
        en: English heading.
        holds: What its cells hold.
        required: A row without it is a fault.
        words: What its cells may say, where they hold a choice.
        also: Further headings that people give it.
    """

    field: str
    cs: str
    en: str
    holds: Holds = Holds.TEXT
    required: bool = False
    words: Words | None = None
    also: tuple[str, ...] = ()

    def heading(self, language: Language) -> str:
        """Give its heading in a language."""
        return self.cs if language == "cs" else self.en


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetShape:
    """One sheet.

    Attributes:
        key: Name for the program.
        cs: Czech name, at most 31 characters.
        en: English name.
        upright: Its columns stand below each other: a name, a value beside it.
        open: Further columns are values with names of their own.
        also: Further names that people give it.
    """

    key: str
    cs: str
    en: str
    columns: tuple[Column, ...]
    upright: bool = False
    open: bool = False
    also: tuple[str, ...] = ()

    def title(self, language: Language) -> str:
        """Give its name in a language."""
        return self.cs if language == "cs" else self.en

    def column(self, field: str) -> Column:
        """Give the column of a field.

        Raises:
            KeyError: There is none.
        """
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


def heading_key(text: str) -> str:
    """Fold a heading or a sheet's name for comparing: no case, accents, stars, brackets with what is in them."""
    plain = fold(text.replace("*", " "))
    before, bracket, _ = plain.partition("(")
    return fold(before) if bracket and fold(before) else plain
