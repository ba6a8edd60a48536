"""What a plan says of the time before the first round, read as answers of the form."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from bot.conversation.list_reading import list_reading
from flows.answers import Answer, Answers, JsonValue, Origin, Place
from flows.evaluation_pass import counted_turn
from flows.form import Form, Kind, Question
from flows.plan import Indicator, Plan
from flows.reading.counts import read_counts
from flows.reading.folding import fold
from flows.reading.outcome import Understood

PlanValue: TypeAlias = bool | int | str | Sequence[str]
LISTS = frozenset({"lines", "sources", "counts", "outline"})


def read_last(form: Form, plan: Plan, values: Mapping[str, PlanValue], indicators: Sequence[Indicator] = ()) -> Answers:
    """Read last year's values by question name; a list is written as its lines. What does not fit is passed over.

    Args:
        form: The form that asks.
        plan: For the words of its sources and its items.
        values: As the plan says them; the figures of indicators as lines "key: figure" or "title: figure".
        indicators: Those of the item.
    """
    found: dict[Place, Answer] = {}
    for name, value in values.items():
        question = form.by_name.get(name)
        if question is not None and question.appearance & LISTS:
            found |= read_turns(form, plan, question, lines_of(value))
        elif question is not None and question.repeat_count is not None:
            found |= read_figures(question, indicators, lines_of(value))
        elif question is not None:
            found[Place(question=name)] = answer(value_of(question, value))
    return found


def lines_of(value: PlanValue) -> str:
    """Give a list's lines as one text."""
    return value if isinstance(value, str) else "\n".join(value) if isinstance(value, Sequence) else str(value)


def read_turns(form: Form, plan: Plan, repeat: Question, text: str) -> Answers:
    """Read the lines of a list as turns; their ids are made of their numbers."""
    reading = list_reading(form, plan, repeat, text)
    found: dict[Place, Answer] = {}
    for order, turn in enumerate(reading.value if isinstance(reading, Understood) else ()):
        instance = f"last-{repeat.name}-{order}"
        found[Place(question=repeat.name, instance=instance)] = answer({"order": order, "parent": "", "gone": False})
        for name, value in turn.items():
            found[Place(question=name, instance=instance)] = answer(value)
    return found


def read_figures(repeat: Question, indicators: Sequence[Indicator], text: str) -> Answers:
    """Read the figures of indicators; each belongs to the turn that the repeat makes for its indicator."""
    figure = next((one.name for one in repeat.children if one.kind in {Kind.DECIMAL, Kind.INTEGER}), "")
    reading = read_counts(text)
    keys = {fold(word): one.key for one in indicators for word in (one.title, one.key)}
    counts = reading.value if isinstance(reading, Understood) and figure else ()
    return {
        Place(question=figure, instance=counted_turn(repeat.name, "", keys[fold(one.name)])): answer(f"{one.value:f}")
        for one in counts
        if fold(one.name) in keys
    }


def value_of(question: Question, value: PlanValue) -> JsonValue:
    """Write a value as an answer of its kind."""
    match question.kind:
        case Kind.TEXT | Kind.SELECT_MULTIPLE:
            return (
                [value]
                if isinstance(value, str)
                else [str(one) for one in value]
                if isinstance(value, Sequence)
                else []
            )
        case Kind.INTEGER:
            return int(value) if isinstance(value, int) else None
        case _:
            return str(value)


def answer(value: JsonValue) -> Answer:
    """Make an answer copied from the plan."""
    return Answer(value=value, origin=Origin.COPIED)
