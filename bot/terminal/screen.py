"""A message of the chat as lines of text, with its buttons numbered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from bot.delivery.row import OutRow
from flows.reading.folding import fold

QUOTED = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL)
LINKED = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
SHOWN_KINDS = frozenset({"send", "edit"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A button as a terminal offers it."""

    label: str
    data: str


def plain_lines(text: str) -> list[str]:
    """Give the lines of a message; a quotation is set off, a link shows where it leads."""
    quoted = QUOTED.sub(lambda found: "\n" + "\n".join(f"    {one}" for one in found[1].split("\n")) + "\n", text)
    linked = LINKED.sub(lambda found: f"{found[2]} ({found[1]})", quoted)
    bare = unescape(TAG.sub("", linked)).replace("\N{NO-BREAK SPACE}", " ")
    return [line.rstrip() for line in bare.split("\n") if line.strip()]


def is_page(row: OutRow) -> bool:
    """Tell whether a row says something: an edit that only takes buttons off a message says nothing new."""
    if row.kind not in SHOWN_KINDS or row.payload.get("unbutton"):
        return False
    return row.kind == "send" or bool(row.payload.get("rows")) or bool(row.payload.get("ref"))


def choices_of(row: OutRow) -> list[Choice]:
    """Give the buttons under a message, without those that open a page elsewhere."""
    rows = row.payload.get("rows")
    buttons = [one for line in rows if isinstance(line, list) for one in line] if isinstance(rows, list) else []
    return [
        Choice(label=str(one["label"]), data=str(one["data"]))
        for one in buttons
        if isinstance(one, dict) and one.get("data")
    ]


def choice_line(choices: Sequence[Choice]) -> str:
    """Number the buttons in a line: ".1 Odpovědět  .2 Zpět"."""
    return "  ".join(f".{number} {one.label}" for number, one in enumerate(choices, start=1))


def chosen(choices: Sequence[Choice], said: str) -> Choice | None:
    """Find the button that is meant by its number, its label or the beginning of it."""
    if said.isascii() and said.isdigit():
        number = int(said[:4])
        return choices[number - 1] if 0 < number <= len(choices) else None
    wanted = fold(said)
    exact = [one for one in choices if fold(one.label) == wanted]
    begun = [one for one in choices if wanted and fold(one.label).startswith(wanted)]
    return next(iter(exact or begun), None)
