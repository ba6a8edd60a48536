"""The words of a digest: state and days left are those of the moment of sending (B1, B3, B4, B5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from markupsafe import Markup

from bot.calendar.waiting_tasks import RoundPart, WaitingTask
from bot.conversation.buttons import Verb, button_data
from bot.conversation.duties import duty_rows
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.overview import document_name, minutes, waiting_for_you
from bot.words import Words
from flows.tasks import TaskState
from flows.wording.days import date_long, days_left, in_days, on_date, until_date
from flows.wording.levels import count_of

NAMED = 3
"""So many items are named, the others are counted: a reminder stays on one screen."""
SENT = frozenset({TaskState.SUBMITTED, TaskState.CORRECTED, TaskState.APPROVED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalated:
    """An actor of whom nothing was heard.

    Attributes:
        step: Id of the row; its button names it.
        actor_name: As the plan writes it.
        first: Names of the people who have the duty.
        second: Names of the deputy's people.
        to_deputy: Whether the reader is the deputy.
        part: What is missing.
    """

    step: str
    actor_name: str
    first: str
    second: str
    to_deputy: bool
    part: RoundPart


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """What one message says.

    Attributes:
        today: The reader's local day.
        is_last_call: The end is near: the message says what will be missing.
        is_opening: Nothing but the opening is to be said.
        note: The plan's own words.
        has_last: Last year's answers can be confirmed.
        estimates: How many sent amounts are still marked as estimates.
    """

    today: date
    parts: tuple[RoundPart, ...]
    is_last_call: bool = False
    is_opening: bool = False
    note: str = ""
    has_last: bool = False
    estimates: int = 0
    escalated: tuple[Escalated, ...] = ()


def digest_message(words: Words, digest: Digest) -> Message:
    """Write the message."""
    others = [one for one in digest.escalated if one.to_deputy]
    own = [one for one in digest.escalated if not one.to_deputy]
    texts: list[str] = []
    rows: Rows = ()
    if len(digest.parts) == 1:
        texts.append(one_round(words, digest, digest.parts[0]))
    elif digest.parts:
        texts.append(many_rounds(words, digest))
    if digest.parts:
        rows = call_rows(words, digest) if digest.is_last_call else reminder_rows(words, digest)
    texts += [words.text("deputy_knows", missing=missing_count(words, each.part), deputy=each.second) for each in own]
    for each in others:
        texts.append(deputy_text(words, digest, each))
        rows = (*rows, *duty_rows(words, each.step, is_shown=False))
    return Message(text="\n\n".join(texts), rows=rows)


def one_round(words: Words, digest: Digest, part: RoundPart) -> str:
    """Write of one round: the opening, a reminder, or the last call."""
    if digest.is_last_call:
        return last_call(words, digest, part)
    if digest.is_opening and all(task.view.state is TaskState.OPEN for task in part.tasks):
        return opening_text(words, digest, part)
    lines = [state_line(words, part), *returned_lines(words, part)]
    if digest.has_last:
        lines.append(words.text("reminder_same"))
    body = Markup("\n").join(Markup(line) for line in lines)  # noqa: S704 - rendered with autoescape
    return words.text("reminder", deadline=until_end(words, digest, part), note=digest.note, body=body)


def opening_text(words: Words, digest: Digest, part: RoundPart) -> str:
    """Write B1."""
    level, language, count = part.waiting[0].levels[words.language], words.language, len(part.waiting)
    return words.text(
        "opening",
        year=part.label,
        plan_genitive=document_name(part.plan, language),
        waiting=waiting_for_you(level, count),
        minutes=minutes(count),
        deadline=date_long(part.deadline_on, language, today=digest.today),
        in_days=in_days((part.deadline_on - digest.today).days, language),
        contact=f"{part.plan.contact.name}, tel. {part.plan.contact.telephone}",
    )


def until_end(words: Words, digest: Digest, part: RoundPart) -> str:
    """Say how far the deadline is, from today."""
    language, left = words.language, (part.deadline_on - digest.today).days
    day = date_long(part.deadline_on, language, today=digest.today)
    if left > 0:
        return words.markup("deadline_ahead", left=days_left(left, language), date=day)
    if left == 0:
        return words.markup("deadline_today", date=day)
    on = on_date(part.deadline_on, language, today=digest.today)
    return words.markup("deadline_passed", on=on, until=until_date(part.closes_on, language, today=digest.today))


def state_line(words: Words, part: RoundPart) -> str:
    """Say what is missing: all of it, or what is left."""
    done = sum(task.view.state in SENT for task in part.tasks)
    begun = any(task.view.state is not TaskState.OPEN for task in part.tasks)
    open_ones = [task for task in part.waiting if task.view.state is not TaskState.RETURNED]
    if not begun:
        return words.text("reminder_missing", count=missing_count(words, part))
    return words.text(
        "reminder_part",
        done=done,
        total=len(part.tasks),
        items=named(words, open_ones, mark=True),
        minutes=minutes(len(open_ones)) if open_ones else 0,
    )


def returned_lines(words: Words, part: RoundPart) -> list[str]:
    """Name what was returned."""
    back = [task for task in part.waiting if task.view.state is TaskState.RETURNED]
    return [words.text("reminder_returned", items=named(words, back))] if back else []


def missing_count(words: Words, part: RoundPart) -> str:
    """Count what waits: "5 aktivit"."""
    return count_of(part.waiting[0].levels[words.language], len(part.waiting))


def named(words: Words, tasks: Sequence[WaitingTask], *, mark: bool = False) -> str:
    """Name the first few items and count the others."""
    said = [one.name for one in tasks[:NAMED]]
    if mark:
        begun = words.text("state_started")
        said = [f"{one.name} ({begun})" if one.view.state is TaskState.STARTED else one.name for one in tasks[:NAMED]]
    more = len(tasks) - NAMED
    return ", ".join([*said, *([words.text("and_more", n=more)] if more > 0 else [])])


def many_rounds(words: Words, digest: Digest) -> str:
    """Write of several rounds or plans, a line each."""
    lines = [
        words.text(
            "reminder_line",
            title=part.plan.document.title,
            year=part.label,
            deadline=until_end(words, digest, part),
            missing=missing_count(words, part),
        )
        for part in digest.parts
    ]
    body = Markup("\n").join(Markup(line) for line in lines)  # noqa: S704 - rendered with autoescape
    ends = digest.is_last_call
    return words.text("reminder_many", body=body, note=digest.note, ends=ends)


def last_call(words: Words, digest: Digest, part: RoundPart) -> str:
    """Write B4: what is missing, and what is filled in and not sent."""
    ready = [task for task in part.waiting if task.ready]
    missing = [task for task in part.waiting if not task.ready]
    return words.text(
        "last_call",
        when=ending(words, digest, part),
        note=digest.note,
        missing=named(words, missing),
        ready=named(words, ready),
        estimates=digest.estimates,
    )


def ending(words: Words, digest: Digest, part: RoundPart) -> str:
    """Say when the round ends: "Zítra, v pátek 29. ledna,", "V pátek 29. ledna"."""
    end = part.deadline_on if part.deadline_on >= digest.today else part.closes_on
    left = (end - digest.today).days
    on = on_date(end, words.language, today=digest.today)
    if left == 0:
        return words.markup("ends_today", on=on)
    return words.markup("ends_tomorrow", on=on) if left == 1 else on


def reminder_rows(words: Words, digest: Digest) -> Rows:
    """Give Začít or Pokračovat, and the list."""
    tasks = list(chain.from_iterable(part.tasks for part in digest.parts))
    begun = any(task.view.state is not TaskState.OPEN for task in tasks)
    few = digest.parts[0].waiting[0].levels[words.language].few
    begin = Button(label=words.label("go_on" if begun else "begin"), data=button_data(Verb.BEGIN))
    ours = Button(label=shorten(words.label("our_items", level_few=few)), data=button_data(Verb.OVERVIEW, "0"))
    later = Button(label=words.label("not_now"), data=button_data(Verb.NOT_NOW))
    return ((begin,), *lay_out([ours, later]))


def call_rows(words: Words, digest: Digest) -> Rows:
    """Give Doplnit, Odeslat vyplněné, Nestihneme to."""
    waiting = list(chain.from_iterable(part.waiting for part in digest.parts))
    missing = [task for task in waiting if not task.ready]
    ready = [task for task in waiting if task.ready]
    buttons: list[Button] = []
    if missing:
        label = words.label("complete_item", number=missing[0].number)
        buttons.append(Button(label=shorten(label), data=button_data(Verb.OPEN, missing[0].view.id)))
    if ready:
        label = words.label("send_ready", n=len(ready))
        buttons.append(Button(label=label, data=button_data(Verb.SEND_READY)))
    if missing:
        label = words.label("not_in_time")
        buttons.append(Button(label=label, data=button_data(Verb.NOT_IN_TIME, missing[0].view.id)))
    return lay_out(buttons)


def deputy_text(words: Words, digest: Digest, each: Escalated) -> str:
    """Write B5 to the deputy."""
    return words.text(
        "deputy_asked",
        actor=each.actor_name,
        missing=missing_count(words, each.part),
        first_contact=each.first,
        deadline=date_long(each.part.deadline_on, words.language, today=digest.today),
        in_days=in_days((each.part.deadline_on - digest.today).days, words.language),
    )
