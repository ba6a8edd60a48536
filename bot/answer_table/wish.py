"""Answer tables in the chat: the wish for an empty one, and a workbook that somebody sent."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeAlias, cast

from bot.answer_table.filling import fill_table
from bot.answer_table.received import TableRead, load_cards, marked_for, may_answer, read_table
from bot.clock import Clock
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.faults_text import fault_sentence
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.words import Words, words_for
from flows.answers import JsonValue
from flows.faults import Fault
from flows.wording.days import date_long
from flows.workbook.grid import Workbook
from storage.answer_tables import AnswerTableView, keep_answer_table
from storage.database import Database
from storage.loading import load_memberships

LONGEST_LINE = 180
SHOWN = 20
"""Faults or changes that a message lists; the rest is counted."""


def table_expander(database: Database, in_force: InForce, clock: Clock) -> Expand:
    """Give the function that makes the table of an actor, filled with what is known."""

    async def expand(row: OutRow) -> list[OutRow]:
        from bot.answer_table.file import table_bytes  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

        words = words_for(str(row.payload["language"]))
        plan, actor = str(row.payload["plan"]), str(row.payload["actor"])
        async with database.read() as tx:
            cards = await load_cards(tx, in_force, plan, actor, now=clock.now())
        if not cards:
            return [said(row, words.text("table_nothing"))]
        made = fill_table(cards, words, deadline=date_long(cards[0].round.deadline_on, words.language))
        content = base64.b64encode(table_bytes(made)).decode()
        caption = words.text("table_caption", actor=cards[0].actor_name)
        payload: dict[str, JsonValue] = {"base64": content, "name": f"{made.name}.xlsx", "caption": caption}
        return [replace(row, kind="document", payload=payload)]

    return expand


Fetch: TypeAlias = Callable[[str], Awaitable[bytes]]
"""Gives the content of a file by the channel's name of it."""
Otherwise: TypeAlias = Callable[[OutRow, bytes], Awaitable[list[OutRow] | None]]
"""Answers to a file that is no answer table; None: it is nothing else either, or not this person's to send."""


def workbook_expander(
    database: Database, in_force: InForce, clock: Clock, fetch: Fetch, mint: Callable[[], str], otherwise: Otherwise
) -> Expand:
    """Give the function that reads a workbook which somebody sent, and says what it would change."""

    async def expand(row: OutRow) -> list[OutRow]:
        words = words_for(str(row.payload["language"]))
        name = str(row.payload["name"])
        content, book = await fetched(fetch, str(row.payload["file"]), name)
        if isinstance(book, Fault):
            return [said(row, fault_sentence(book, words.language))]
        marked = marked_for(book) if book is not None else None
        if book is None or marked is None or marked[0] not in in_force.plans:
            other = await otherwise(row, content)
            return [said(row, words.text("table_unknown", name=name))] if other is None else other
        person = str(row.payload["person"])
        now = clock.now()
        async with database.read() as tx:
            members = (await load_memberships(tx, [person])).get(person, ())
            allowed = may_answer(members, *marked, now)
            cards = await load_cards(tx, in_force, *marked, now=now) if allowed else []
        if not cards:
            return [said(row, words.text("table_not_yours" if not allowed else "table_nothing"))]
        read = read_table(book, cards, now=now, mint=mint, language=words.language)
        if read.faults:
            return [said(row, faults_text(read, words))]
        if not read.tried:
            return [said(row, words.text("table_same", actor=read.actor_name))]
        async with database.write() as tx:
            await keep_answer_table(tx, waiting_table(row.id, read, person), at=now)
        return [preview(row, read, words)]

    return expand


async def fetched(fetch: Fetch, file: str, name: str) -> tuple[bytes, Workbook | Fault | None]:
    """Fetch a file and open it as a workbook; a text is none."""
    from bot.workbook.opening import open_workbook  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

    content = await fetch(file)
    is_text = name.lower().endswith(".toml")
    return content, None if is_text else await asyncio.to_thread(open_workbook, content, name=name)


def waiting_table(table: str, read: TableRead, person: str) -> AnswerTableView:
    """Give a table that was read, as it is kept until somebody decides."""
    content = cast("JsonValue", read.content)
    return AnswerTableView(id=table, plan=read.plan, actor=read.actor, person=person, content=content, state="waiting")


def said(row: OutRow, text: str) -> OutRow:
    """Answer a wish with a sentence."""
    return replace(row, kind="send", payload=message_payload(Message(text=text)))


def faults_text(read: TableRead, words: Words) -> str:
    """Say everything that is to be mended, all at once."""
    lines = [fault_sentence(one, words.language) for one in read.faults]
    return words.text("table_faults", count=len(lines), lines=shown(lines), more=max(0, len(lines) - SHOWN))


def shown(lines: Sequence[str]) -> list[str]:
    """Give the first lines, none so long that the message would be more than the channel takes."""
    return [shorten(line, LONGEST_LINE) for line in lines[:SHOWN]]


def preview(row: OutRow, read: TableRead, words: Words) -> OutRow:
    """Say what would change, with Použít and Zrušit."""
    lines = read.lines(words)
    text = words.text(
        "table_preview",
        actor=read.actor_name,
        n=len(read.tried),
        complete=read.complete(),
        lines=shown(lines),
        more=max(0, len(lines) - SHOWN),
    )
    buttons = [
        Button(label=words.label("use_table"), data=button_data(Verb.TABLE_USE, row.id)),
        Button(label=words.label("cancel"), data=button_data(Verb.TABLE_DROP, row.id)),
    ]
    return replace(row, kind="send", payload=message_payload(Message(text=text, rows=lay_out(buttons))))
