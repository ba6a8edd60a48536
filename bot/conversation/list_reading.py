"""A message as the turns of a list: money by source, one name a line, or counts with their names."""

from collections.abc import Mapping

from bot.conversation.reading import choice_words
from bot.conversation.showing import is_money
from flows.answer_values import ACKNOWLEDGED
from flows.answers import JsonValue
from flows.form import Form, Kind, Question
from flows.plan import Plan
from flows.plan_references import numbered_item
from flows.reading.bullets import read_bullets
from flows.reading.cleaning import clean
from flows.reading.cost_text import CostText, read_cost_text
from flows.reading.counts import Count, read_counts
from flows.reading.estimates import estimates_among, says_estimate, without_estimate
from flows.reading.lines import read_named_lines
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood
from flows.reading.sources import SourceAmount, read_sources

COUNTED_ELSEWHERE = "elsewhere_counted"
"""The kind of costs that says where they are counted instead."""

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
    if "counts" in repeat.appearance:
        return read_count_list(repeat, text)
    if "outline" in repeat.appearance:
        return read_outline(repeat, text)
    return NotUnderstood(code="kind.file", text=text)


def read_money_list(form: Form, plan: Plan, repeat: Question, text: str) -> Reading[TurnValues]:
    """Read "město 120 tis, kraj 60 tis." by the choices of the repeat's source question."""
    source = child(repeat, Kind.SELECT_ONE)
    lists = form.lists[form.by_name[source].choices]
    words: Mapping[str, tuple[str, ...]] = {
        name: (*typed, *plan.sources.get(name, ())) for name, typed in choice_words(lists).items()
    }
    cleaned = clean(text)
    told = read_cost_text(cleaned, kind_words(form, plan, repeat)) if kind_child(form, repeat) else None
    if told is not None:
        return with_kinds(form, plan, repeat, told)
    reading = read_sources(without_estimate(cleaned) if says_estimate(cleaned) else cleaned, words)
    match reading:
        case Understood(value=value):
            return Understood(value=money_turns(repeat, value, cleaned))
        case Ambiguous(code=code, options=options):
            return Ambiguous(code=code, options=tuple(money_turns(repeat, one, cleaned) for one in options))
        case NotUnderstood():
            return reading


def kind_child(form: Form, repeat: Question) -> Question | None:
    """Find the question that says of a line how it counts: it has the choices of the question before the list."""
    before = next((one for one in form.by_name.values() if one.settings.get("typed", "").endswith(repeat.name)), None)
    if before is None:
        return None
    return next((one for one in repeat.children if one.choices and one.choices == before.choices), None)


def kind_words(form: Form, plan: Plan, repeat: Question) -> Mapping[str, tuple[str, ...]]:
    """Give what may be written for each kind of costs that needs no amount."""
    kind = kind_child(form, repeat)
    lists = form.lists[kind.choices] if kind is not None else ()
    amounts = {"amount", "passed_on"}
    words = choice_words(tuple(one for one in lists if one.name not in amounts))
    return {name: (*typed, *plan.wordings.get(name, ())) for name, typed in words.items()}


def with_kinds(form: Form, plan: Plan, repeat: Question, told: CostText) -> Reading[TurnValues]:
    """Write costs told in sentences as lines: those with amounts first, then those that only say a kind."""
    kind = kind_child(form, repeat)
    where = next((one.name for one in repeat.children if one.settings.get("offers")), "")
    others: list[dict[str, JsonValue]] = []
    for one in told.kinds:
        values: dict[str, JsonValue] = {kind.name if kind else "": one.kind}
        if one.rest and where and one.kind == COUNTED_ELSEWHERE:
            item = numbered_item(one.rest, plan, plan.trees[0].key) if len(plan.trees) == 1 else None
            values[where] = [item.key if item is not None else one.rest]
        others.append(values)
    if not told.amounts:
        return Understood(value=tuple(others))
    reading = read_money_list(form, plan, repeat, told.amounts)
    match reading:
        case Understood(value=value):
            return Understood(value=(*value, *others))
        case Ambiguous(code=code, options=options):
            return Ambiguous(code=code, options=tuple((*one, *others) for one in options))
        case NotUnderstood():
            return reading


def mark_of(repeat: Question) -> str:
    """Name the question in a turn that calls its figure an estimate, "" if there is none."""
    return next((one.name for one in repeat.children if one.settings.get("toggle") == repeat.name), "")


def marked(values: dict[str, JsonValue], mark: str, *, estimated: bool) -> dict[str, JsonValue]:
    """Add the mark of an estimate to a turn's values."""
    return {**values, mark: ACKNOWLEDGED} if mark and estimated else values


def money_turns(repeat: Question, lines: tuple[SourceAmount, ...], text: str) -> TurnValues:
    """Write lines of money as values of the repeat's questions."""
    mark, estimates = mark_of(repeat), estimates_among(text, len(lines))
    source, figure = child(repeat, Kind.SELECT_ONE), child(repeat, Kind.DECIMAL, money=True)
    label = child(repeat, Kind.TEXT)
    wording = next((one.name for one in repeat.children if one.settings.get("beside") == figure), "")
    turns = []
    for line, estimated in zip(lines, estimates, strict=True):
        values: dict[str, JsonValue] = {figure: f"{line.amount:f}"}
        if line.source:
            values[source] = line.source
        if line.label and label:
            values[label] = [line.label]
        if line.wording and wording:
            values[wording] = [line.wording]
        turns.append(marked(values, mark, estimated=estimated))
    return tuple(turns)


def read_lines(repeat: Question, text: str) -> Reading[TurnValues]:
    """Read one name a line; only a closing amount, and the town's part of it, are taken off."""
    name = child(repeat, Kind.TEXT)
    figure, town, *_ = [*(one.name for one in repeat.children if is_money(one)), "", ""]
    turns = []
    for line in read_named_lines(clean(text)):
        values: dict[str, JsonValue] = {name: [line.name]}
        if line.amount is not None and figure:
            values[figure] = f"{line.amount:f}"
        if line.town is not None and town:
            values[town] = f"{line.town:f}"
        turns.append(marked(values, mark_of(repeat), estimated=line.estimated))
    return Understood(value=tuple(turns)) if turns else NotUnderstood(code="list.empty", text=text)


def read_outline(repeat: Question, text: str) -> Reading[TurnValues]:
    """Read bullets with their levels."""
    words, level = child(repeat, Kind.TEXT), child(repeat, Kind.INTEGER)
    turns: TurnValues = tuple({words: [one.text], level: one.level} for one in read_bullets(text))
    return Understood(value=turns) if turns else NotUnderstood(code="list.empty", text=text)


def read_count_list(repeat: Question, text: str) -> Reading[TurnValues]:
    """Read counts, each with the names below it."""
    reading = read_counts(text)
    match reading:
        case Understood(value=value):
            return Understood(value=tuple(count_turn(repeat, count) for count in value))
        case Ambiguous() | NotUnderstood():
            return NotUnderstood(code="count.none", text=text)


def count_turn(repeat: Question, count: Count) -> dict[str, JsonValue]:
    """Write a count as values of the repeat's questions: name, number, names."""
    name, items, *_ = [*(one.name for one in repeat.children if one.kind is Kind.TEXT), "", ""]
    values: dict[str, JsonValue] = {name: [count.name], child(repeat, Kind.DECIMAL, Kind.INTEGER): f"{count.value:f}"}
    if count.items and items:
        values[items] = ["\n".join(count.items)]
    return marked(values, mark_of(repeat), estimated=count.estimated)
