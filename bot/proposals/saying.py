"""What is said of a plan that came: its faults, what is to be asked, what would change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

from bot.commands.plan_stored import Stored
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.delivery.row import OutRow
from bot.faults_text import fault_sentence
from bot.intake.act import message_payload
from bot.proposals.comparing import Compared, Told
from bot.words import Words
from flows.faults import Fault
from flows.wording.days import day_month
from flows.workbook.known import SameRow
from storage.proposals import Proposal

LONGEST_LINE = 300
SHOWN = 5
"""Faults or changes that a message lists; with more, all of them come as a text file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Says things in the chat where a wish came from."""

    row: OutRow
    words: Words

    def said(self, text: str, buttons: Sequence[Button] = ()) -> OutRow:
        """Say a sentence."""
        message = Message(text=text, rows=lay_out(buttons))
        return replace(self.row, kind="send", payload=message_payload(message))

    def listed(self, lines: Sequence[str], name: str) -> list[OutRow]:
        """Give all lines as a text file, where a message does not show them all."""
        if len(lines) <= SHOWN:
            return []
        return [replace(self.row, kind="document", payload={"text": "\n".join(lines) + "\n", "name": name})]


def first_of(lines: Sequence[str]) -> list[str]:
    """Give the first lines, none so long that the message would be more than the channel takes."""
    return [shorten(line, LONGEST_LINE) for line in lines[:SHOWN]]


def faults_said(
    answer: Answer, name: str, faults: Sequence[Fault], *, what: Literal["plan_faults", "form_faults"] = "plan_faults"
) -> list[OutRow]:
    """Say everything that is to be mended: the first in the message, all as a file."""
    words = answer.words
    lines = [fault_sentence(one, words.language) for one in faults]
    key = "form_faults" if what == "form_faults" else "plan_faults"
    text = words.text(key, name=name, n=len(lines), lines=first_of(lines), more=max(0, len(lines) - SHOWN))
    return [answer.said(text), *answer.listed(lines, words.label("faults_file"))]


def asked_said(answer: Answer, proposal: Proposal, rows: Sequence[SameRow], told: Told) -> list[OutRow]:
    """Ask whether rows without a key are what the plan has."""
    words, seen = answer.words, str(len(told.rows))
    lines = [row_line(row) for row in rows]
    text = words.text("plan_same_rows", lines=first_of(lines), more=max(0, len(lines) - SHOWN))

    def choice(label: str, said: str) -> Button:
        return Button(label=label, data=button_data(Verb.PLAN_SAME, proposal.id, said, seen))

    several = len(rows) > 1
    buttons = [
        choice(words.label("rows_same" if several else "row_same"), "same"),
        choice(words.label("rows_new" if several else "row_new"), "new"),
        *([choice(words.label("rows_apart"), "apart")] if several else []),
        Button(label=words.label("cancel"), data=button_data(Verb.PLAN_DROP, proposal.id)),
    ]
    return [answer.said(text, buttons), *answer.listed(lines, words.label("rows_file"))]


def row_line(row: SameRow) -> str:
    """Name a row, and what it may be where that reads differently."""
    name = f"{row.number} {row.title}".strip()
    was = f"{row.part.number} {row.part.title}".strip()
    return f"{row.spot.sheet} {row.spot.row}: {name}" + (f" = {was}" if was != name else "")


def changes_said(
    answer: Answer, proposal: Proposal, stored: Stored, compared: Compared, *, meanwhile: bool
) -> list[OutRow]:
    """Say what would change, with Použít and Zrušit."""
    words, lines = answer.words, compared.lines
    notes = [fault_sentence(one, words.language) for one in compared.notes]
    text = words.text(
        "plan_preview",
        title=compared.plan.title if compared.plan else "",
        meanwhile=meanwhile,
        by=by_whom(stored, words),
        n=len(lines),
        lines=first_of(lines),
        more=max(0, len(lines) - SHOWN),
        notes=first_of(notes),
    )
    buttons = [
        Button(label=words.label("use_table"), data=button_data(Verb.PLAN_USE, proposal.id)),
        Button(label=words.label("cancel"), data=button_data(Verb.PLAN_DROP, proposal.id)),
    ]
    return [answer.said(text, buttons), *answer.listed(lines, words.label("changes_file"))]


def by_whom(stored: Stored, words: Words) -> str:
    """Say which revision is in force, since when, by whom."""
    if stored.authorship is None or stored.plan is None:
        return ""
    day = stored.authorship.at.astimezone(ZoneInfo(stored.plan.time_zone)).date()
    said = (str(stored.number), day_month(day, words.language), stored.authorship.author)
    return ", ".join(part for part in said if part)
