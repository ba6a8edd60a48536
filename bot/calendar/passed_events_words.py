"""The words of what an owner hears of events whose day has passed since the answer was sent."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.conversation.buttons import Verb, button_data
from bot.conversation.message import Button, Message
from bot.words import Words
from flows.register_book import BookEntry
from flows.wording.days import date_numeric, until_date

NAMED = 3
"""So many events are named, the others are counted."""


def passed_message(words: Words, task: str, events: Sequence[BookEntry], *, until: date, today: date) -> Message:
    """Name the events with their days and give the way into the sent answer."""
    lines = [
        words.text("passed_event_line", event=one.label, day=day_of_event(one.values, words.language))
        for one in events[:NAMED]
    ]
    if len(events) > NAMED:
        lines.append(words.text("and_more", n=len(events) - NAMED))
    body = Markup("\n").join(Markup(line) for line in lines)  # noqa: S704 - rendered with autoescape
    text = words.text("passed_event", body=body, until=until_date(until, words.language, today=today))
    return Message(text=text, rows=((Button(label=words.label("complete"), data=button_data(Verb.OPEN, task)),),))


def day_of_event(values: Mapping[str, str], language: str) -> str:
    """Write the day or days of an event; what is no day stays as it is kept."""
    days = [values.get("from_on", ""), values.get("to_on", "")]
    return " – ".join(_written(one, language) for one in dict.fromkeys(days) if one)


def _written(day: str, language: str) -> str:
    try:
        return date_numeric(date.fromisoformat(day), language)
    except ValueError:
        return day
