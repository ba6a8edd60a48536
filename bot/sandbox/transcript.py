"""Writes a chat down as a record: who said what when, which buttons there were and which was tapped."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.botapi.seen import Attachment, Message
from bot.sandbox.botapi.world import Earlier

ZONE = ZoneInfo("Europe/Prague")


def write_transcript(messages: Sequence[Message], *, title: str, zone: ZoneInfo = ZONE) -> str:
    """Return a chat as Markdown.

    Args:
        messages: The chat in order, with deleted messages where these are to be shown.
        title: Heading of the page.
        zone: The zone of the times shown.
    """
    parts = [f"# {title}"]
    day = ""
    for message in messages:
        local = message.at.astimezone(zone)
        if (today := f"{local.day}. {local.month}. {local.year}") != day:
            day = today
            parts.append(f"## {day}")
        parts.append(_entry(message, zone))
    return "\n\n".join(parts) + "\n"


def _entry(message: Message, zone: ZoneInfo) -> str:
    marks = [
        *(["silent"] if message.silent else []),
        *(["edited"] if message.edited else []),
        *(["deleted"] if message.deleted else []),
    ]
    head = f"**{_escaped(message.author)}** {_time(message.at, zone)}" + (f" ({', '.join(marks)})" if marks else "")
    lines = [head, *_quoted(message.text)]
    if message.attachment is not None:
        lines.append(f"> 📎 {_attachment(message.attachment)}")
    lines += [f"> {' '.join(f'[ {_escaped(button.text)} ]' for button in row)}" for row in message.buttons]
    lines += [f"> {' '.join(f'( {_escaped(label)} )' for label in row)}" for row in message.keyboard or ()]
    lines += [said for one in message.earlier if (said := _earlier(one, message, zone))]
    for tap in message.taps:
        lines.append(f">\n> → {_time(tap.at, zone)} **[{_escaped(tap.label or f'forged: {tap.data}')}]**")
    return "\n".join(lines)


def _earlier(earlier: Earlier, now: Message, zone: ZoneInfo) -> str:
    # an answered question keeps its text and adds "→ answer" below: the lines above say it already
    is_shown = now.text == earlier.text or now.text.startswith(f"{earlier.text}\n→ ")
    text = "" if is_shown else f" ~~{_escaped(' / '.join(earlier.text.splitlines()))}~~"
    rows = " / ".join(" ".join(f"[ {_escaped(label)} ]" for label in row) for row in earlier.labels)
    if not text and not rows:  # only its buttons were taken away, then
        return ""
    return f">\n> until {_time(earlier.until, zone)}:{text}{f' {rows}' if rows else ''}"


def _quoted(text: str) -> list[str]:
    # Two blanks at the end keep Markdown from joining the lines.
    return [f"> {_escaped(line)}  " if line else ">" for line in text.splitlines()]


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>~" else char for char in text)


def _time(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%H:%M:%S")


def _attachment(attachment: Attachment) -> str:
    if attachment.place is not None:
        return f"location {attachment.place[0]:.5f}, {attachment.place[1]:.5f}"
    name = f" {_escaped(attachment.name)}" if attachment.name else ""
    return f"{attachment.kind}{name}, {attachment.size or 0} bytes"
