"""What fields and values of a plan are called in the list of changes: as TOML has them, or as a workbook has them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Protocol, cast

from bot.commands.phrases import Phrases
from flows.plan import Actor, Item, Plan, Round
from flows.plan_part import Part
from flows.workbook import shapes
from flows.workbook.choice_words import word_for
from flows.workbook.shape import Column, Holds, Language, SheetShape

QUOTED = 60
_SHEETS: Mapping[type[Part], SheetShape] = {
    Plan: shapes.PLAN,
    Item: shapes.ITEMS,
    Actor: shapes.ACTORS,
    Round: shapes.ROUNDS,
}
_SHEET_OF = {
    "abbreviations": shapes.ABBREVIATIONS,
    "asks": shapes.ASKS,
    "indicators": shapes.INDICATORS,
    "kinds": shapes.KINDS,
    "ladder": shapes.STEPS,
    "last": shapes.LAST,
    "members": shapes.GROUPS,
    "registers": shapes.REGISTERS,
    "reports": shapes.REPORTS,
    "sources": shapes.SOURCES,
    "statuses": shapes.STATUSES,
    "texts": shapes.TEXTS,
    "trees": shapes.TREES,
    "wordings": shapes.STATUSES,
}
"""The sheet of a field that is no column."""


class ChangeWords(Protocol):
    """What fields and values are called."""

    phrases: Phrases

    def field(self, part: Part, name: str) -> str:
        """Name a field of a part."""

    def value(self, part: Part, name: str, plan: Plan) -> str | None:
        """Show the value of a field; None: it has parts of its own, which make no line."""


class TomlWords:
    """Words of a TOML file: fields and keys as they are written there."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def field(self, part: Part, name: str) -> str:  # noqa: ARG002 - a TOML file has one name for a field
        """Name a field of a part."""
        return name

    def value(self, part: Part, name: str, plan: Plan) -> str | None:  # noqa: ARG002 - keys say it all
        """Show the value of a field; None: it has parts of its own, which make no line."""
        value = getattr(part, name)
        return str(value) if isinstance(value, int | date | time) else _text(value, self.phrases)


class WorkbookWords:
    """Words of a workbook: headings of columns, names of sheets and of actors."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._language = cast("Language", phrases.language)

    def field(self, part: Part, name: str) -> str:
        """Name a field of a part by its column, else by its sheet."""
        column = _column(part, name)
        if column is not None:
            return column.heading(self._language)
        sheet = _SHEET_OF.get(name)
        return sheet.title(self._language) if sheet else name

    def value(self, part: Part, name: str, plan: Plan) -> str | None:
        """Show the value of a field; None: it has parts of its own, which make no line."""
        value, column = getattr(part, name), _column(part, name)
        if column is None or name == "body":
            return None
        names = {actor.key: actor.name for actor in plan.actors}
        match column.holds:
            case Holds.ACTOR:
                return _text(names.get(value, value), self.phrases)
            case Holds.ACTORS:
                return _text(tuple(names.get(each, each) for each in value), self.phrases)
            case Holds.CHOICE if column.words:
                return word_for(column.words, value, self._language) or "–"
            case Holds.TRUTH if column.words:
                return word_for(column.words, "true" if value else "false", self._language)
            case _:
                return _day(value) if isinstance(value, date) else TomlWords(self.phrases).value(part, name, plan)


def short(text: str) -> str:
    """Give as much of a text as a line can hold."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"


def _column(part: Part, name: str) -> Column | None:
    """Find the column of a field; a field of several columns is told by the first, unless a sheet is meant."""
    shape = next((shape for kind, shape in _SHEETS.items() if isinstance(part, kind)), None)
    if shape is None or (isinstance(part, Item) and name == "last"):
        return None
    return next((column for column in shape.columns if column.field.partition(".")[0] == name), None)


def _text(value: object, phrases: Phrases) -> str | None:
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return short(", ".join(value)) or "–"
    if isinstance(value, str):
        return phrases.phrase("change.quoted", value=short(value)) if value else "–"
    return None


def _day(value: date) -> str:
    day = f"{value.day}. {value.month}. {value.year}"
    return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day
