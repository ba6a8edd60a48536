"""Which reader reads a text for which question."""

from datetime import date
from decimal import Decimal

from bot.conversation.scene import Scene
from bot.conversation.showing import is_money
from bot.conversation.state import TaskCard
from flows.answers import JsonValue
from flows.evaluation import Node
from flows.form import Choice, Kind
from flows.reading.choices import match_choice
from flows.reading.cleaning import clean
from flows.reading.dates import read_date
from flows.reading.geopoint import read_geopoint
from flows.reading.money import read_amount
from flows.reading.numbers import read_decimal, read_integer
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood


def read_value(scene: Scene, task: TaskCard, node: Node, text: str) -> Reading[JsonValue]:
    """Read a text for a question outside lists; what could mean two things is never guessed."""
    match node.question.kind:
        case Kind.SELECT_ONE | Kind.ACKNOWLEDGE:
            return read_choice(node, text)
        case Kind.SELECT_MULTIPLE:
            return read_choices(node, text)
        case Kind.INTEGER:
            return as_json(read_integer(text))
        case Kind.DECIMAL if is_money(node.question):
            return as_json(read_amount(text, last=last_amount(task, node)))
        case Kind.DECIMAL:
            return as_json(read_decimal(text))
        case Kind.DATE:
            return as_json(read_date(text, today=scene.now.astimezone(scene.zone(task.plan)).date()))
        case Kind.TEXT:
            cleaned = clean(text)
            return Understood(value=[cleaned]) if cleaned.strip() else NotUnderstood(code="text.empty", text=text)
        case Kind.GEOPOINT:
            return as_json(read_geopoint(text))
        case Kind.FILE:
            return NotUnderstood(code=f"kind.{node.question.media.value}", text=text)
        case _:
            return NotUnderstood(code="kind.no_text", text=text)


def choice_words(choices: tuple[Choice, ...]) -> dict[str, tuple[str, ...]]:
    """Give what a person may type for each choice: labels of all languages, short ones, synonyms."""
    return {
        choice.name: (
            *dict.fromkeys((*choice.label.values(), *choice.short.values(), *choice.words, *number_of(choice))),
        )
        for choice in choices
    }


def number_of(choice: Choice) -> tuple[str, ...]:
    """Give the number of an item of the plan: it may be typed in place of the title."""
    number = choice.filters.get("number", "")
    return (number, f"{number} {next(iter(choice.label.values()), '')}") if number else ()


def read_choice(node: Node, text: str) -> Reading[JsonValue]:
    """Read a typed word as a tap."""
    if node.question.kind is Kind.ACKNOWLEDGE:
        return NotUnderstood(code="choice.none", text=text)
    return as_json(match_choice(text, choice_words(node.choices)))


def read_choices(node: Node, text: str) -> Reading[JsonValue]:
    """Read several words, separated by commas or lines, as several taps."""
    whole = match_choice(text, choice_words(node.choices))
    if isinstance(whole, Understood):  # a name may hold a comma
        return Understood(value=[whole.value])
    names: list[JsonValue] = []
    for word in text.replace("\n", ",").split(","):
        if not word.strip():
            continue
        reading = match_choice(word, choice_words(node.choices))
        if not isinstance(reading, Understood):
            return as_json(reading)
        if reading.value not in names:
            names.append(reading.value)
    return Understood(value=names) if names else NotUnderstood(code="choice.none", text=text)


def last_amount(task: TaskCard, node: Node) -> Decimal | None:
    """Give last year's amount at the same place, if there is one."""
    before = (task.last or {}).get(node.place)
    return Decimal(str(before.value)) if before is not None and before.value is not None else None


def as_json(reading: Reading[str] | Reading[int] | Reading[Decimal] | Reading[date]) -> Reading[JsonValue]:
    """Turn what a reader understood into what an answer stores."""
    match reading:
        case Understood(value=value):
            return Understood(value=json_of(value))
        case Ambiguous(code=code, options=options):
            return Ambiguous(code=code, options=tuple(json_of(one) for one in options))
        case NotUnderstood():
            return reading


def json_of(value: str | int | Decimal | date) -> JsonValue:
    """Write a value as an answer stores it: decimals and days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value
