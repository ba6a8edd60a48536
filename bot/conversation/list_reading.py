"""A message as the turns of a list: money by source, or one name a line."""

from collections.abc import Mapping

from bot.conversation.reading import choice_words
from bot.conversation.showing import is_money
from flows.answers import JsonValue
from flows.form import Form, Kind, Question
from flows.plan import Plan
from flows.reading.cleaning import clean
from flows.reading.lines import read_named_lines
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood
from flows.reading.sources import SourceAmount, read_sources

TurnValues = tuple[dict[str, JsonValue], ...]


def child(repeat: Question, *kinds: Kind, money: bool = False) -> str:
    """Name the first question of these kinds inside a repeat, "" if there is none."""
    fits = (one for one in repeat.children if one.kind in kinds and is_money(one) is money)
    return next((one.name for one in fits), "")


def list_reading(form: Form, plan: Plan, repeat: Question, text: str) -> Reading[TurnValues]:
    """Read a message as the turns of a list; each turn is its values by question name."""
    if "sources" in repeat.appearance:
        return read_money_list(form, plan, repeat, text)
    if "lines" in repeat.appearance:
        return read_lines(repeat, text)
    return NotUnderstood(code="kind.file", text=text)


def read_money_list(form: Form, plan: Plan, repeat: Question, text: str) -> Reading[TurnValues]:
    """Read "město 120 tis, kraj 60 tis." by the choices of the repeat's source question."""
    source = child(repeat, Kind.SELECT_ONE)
    lists = form.lists[form.by_name[source].choices]
    words: Mapping[str, tuple[str, ...]] = {
        name: (*typed, *plan.sources.get(name, ())) for name, typed in choice_words(lists).items()
    }
    reading = read_sources(text, words)
    match reading:
        case Understood(value=value):
            return Understood(value=money_turns(repeat, value))
        case Ambiguous(code=code, options=options):
            return Ambiguous(code=code, options=tuple(money_turns(repeat, one) for one in options))
        case NotUnderstood():
            return reading


def money_turns(repeat: Question, lines: tuple[SourceAmount, ...]) -> TurnValues:
    """Write lines of money as values of the repeat's questions."""
    source, figure = child(repeat, Kind.SELECT_ONE), child(repeat, Kind.DECIMAL, money=True)
    label = child(repeat, Kind.TEXT)
    turns = []
    for line in lines:
        values: dict[str, JsonValue] = {figure: f"{line.amount:f}"}
        if line.source:
            values[source] = line.source
        if line.label and label:
            values[label] = [line.label]
        turns.append(values)
    return tuple(turns)


def read_lines(repeat: Question, text: str) -> Reading[TurnValues]:
    """Read one name a line; only a closing amount is taken off."""
    name, figure = child(repeat, Kind.TEXT), child(repeat, Kind.DECIMAL, money=True)
    turns = []
    for line in read_named_lines(clean(text)):
        values: dict[str, JsonValue] = {name: [line.name]}
        if line.amount is not None and figure:
            values[figure] = f"{line.amount:f}"
        turns.append(values)
    return Understood(value=tuple(turns)) if turns else NotUnderstood(code="list.empty", text=text)
