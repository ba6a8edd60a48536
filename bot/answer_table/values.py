"""One cell of a returned table as an answer: what an office writes, read like what a person types."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from bot.conversation.reading import choice_words, json_of
from bot.conversation.showing import is_money, printed, text_of
from bot.conversation.state import TaskCard
from flows.answers import JsonValue
from flows.form import Choice, Kind, Question
from flows.reading.choices import match_choice
from flows.reading.cleaning import clean
from flows.reading.dates import read_date
from flows.reading.folding import fold
from flows.reading.money import read_amount
from flows.reading.numbers import read_decimal, read_integer
from flows.reading.outcome import Reading, Understood
from flows.workbook.grid import Cell

MOST_FIGURE = Decimal(10) ** 15
"""A number beyond it is a slip of the finger; a chat takes no longer ones either."""
YES = frozenset({"ano", "yes", "x", "a", "y", "1", "true", "pravda"})
LEFT_OUT = frozenset({"neuvadet", "neuvedeno", "leave out", "not stated"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Left out on purpose."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """Not understood; `code` is the fault's."""

    code: str
    text: str


CellValue: TypeAlias = "JsonValue | LeftOut | Unread"


def read_cell(card: TaskCard, question: Question, cell: Cell, today: date) -> CellValue:
    """Read a cell that is not blank."""
    if cell.error:
        return Unread(code="table.formula", text=str(cell.value))
    if isinstance(cell.value, str) and fold(cell.value) in LEFT_OUT:
        return LeftOut()
    match question.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return read_figure(question, cell)
        case Kind.DATE:
            return read_day(cell, today)
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
            return read_choice(card, question, shown(cell))
        case Kind.ACKNOWLEDGE:
            return "OK" if fold(shown(cell)) in YES else Unread(code="table.yes", text=shown(cell))
        case _:
            return [clean(shown(cell))]


def shown(cell: Cell) -> str:
    """Give a cell's value as text; a whole number without its decimal point."""
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(cell.value).strip()


def read_figure(question: Question, cell: Cell) -> CellValue:
    """Read a number or an amount."""
    value = cell.value
    if isinstance(value, bool | date | datetime):
        return Unread(code="table.date_for_number", text=shown(cell))
    if isinstance(value, int | float):
        exact = Decimal(str(value))
        if abs(exact) > MOST_FIGURE:
            return Unread(code="table.number", text=shown(cell)[:40])
        if question.kind is Kind.INTEGER:
            return int(exact) if exact == exact.to_integral_value() else Unread(code="table.number", text=shown(cell))
        return f"{exact.normalize():f}"
    if question.kind is Kind.INTEGER:
        return understood(read_integer(shown(cell)), shown(cell))
    if is_money(question):
        return understood(read_amount(shown(cell)), shown(cell))
    return understood(read_decimal(shown(cell)), shown(cell))


def understood(reading: Reading[int] | Reading[Decimal], text: str) -> CellValue:
    """Give a number that was understood without doubt."""
    return json_of(reading.value) if isinstance(reading, Understood) else Unread(code="table.number", text=text)


def read_day(cell: Cell, today: date) -> CellValue:
    """Read a date."""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    reading = read_date(shown(cell), today=today)
    return json_of(reading.value) if isinstance(reading, Understood) else Unread(code="table.date", text=shown(cell))


def read_choice(card: TaskCard, question: Question, text: str) -> CellValue:
    """Read a printed label, a short one, or a word that stands for a choice; several are parted by commas."""
    choices = choices_of(card, question)
    words = choice_words(choices)
    for one in choices:
        words[one.name] = (*words[one.name], printed(card, question, one.name, card.plan.language))
    several = question.kind is Kind.SELECT_MULTIPLE
    names: list[JsonValue] = []
    for part in text.replace("\n", ",").split(",") if several else [text]:
        reading = match_choice(part, words)
        if not isinstance(reading, Understood):
            return Unread(code="table.choice", text=part.strip())
        names.append(reading.value)
    return names if several else names[0]


def choices_of(card: TaskCard, question: Question) -> tuple[Choice, ...]:
    """Give the choices of a question: as the form asks it now, or its whole list."""
    node = next((one for one in card.evaluation.nodes if one.question.name == question.name and one.choices), None)
    return node.choices if node is not None else card.interview.form.lists.get(question.choices, ())


def same_value(question: Question, stored: JsonValue, read: JsonValue) -> bool:
    """Tell whether a cell says what is stored already."""
    if stored is None:
        return False
    if question.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return Decimal(str(stored)) == Decimal(str(read))
    if question.kind is Kind.TEXT:
        return clean(text_of(stored)).strip() == text_of(read).strip()
    if question.kind is Kind.SELECT_MULTIPLE and isinstance(stored, list) and isinstance(read, list):
        return sorted(map(str, stored)) == sorted(map(str, read))
    return stored == read
