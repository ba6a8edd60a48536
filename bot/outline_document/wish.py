"""A document sent in place of bullets: fetched, read, kept until somebody says whether it is used."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.answer_table.wish import said
from bot.clock import Clock
from bot.conversation.buttons import Verb, button_data
from bot.conversation.collecting import MOST
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.outline_showing import PAGE, line_of, summary, tops
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.intake.act import message_payload
from bot.words import Words, words_for
from flows.answers import JsonValue
from flows.outline import Row
from flows.reading.bullets import Bullet
from flows.reading.emphasis import unmarked
from storage.answer_tables import AnswerTableView, keep_answer_table
from storage.database import Database

Fetch: TypeAlias = Callable[[str], Awaitable[bytes]]
"""Gives the content of a file by the channel's id of it."""


def document_expander(database: Database, clock: Clock, fetch: Fetch) -> Expand:
    """Give the function that reads a document which somebody sent, and shows the bullets that it found."""

    async def expand(row: OutRow) -> list[OutRow]:
        from bot.outline_document.reading import read_document  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

        words = words_for(str(row.payload["language"]))
        name = str(row.payload["name"])
        bullets = await asyncio.to_thread(read_document, await fetch(str(row.payload["file"])))
        if not bullets:
            code = "document_unreadable" if bullets is None else "document_empty"
            return [said(row, words.text(code, name=name))]
        length = sum(len(bullet.text) for bullet in bullets)
        if length > MOST:
            return [said(row, words.text("document_too_long", name=name, length=length, limit=MOST))]
        async with database.write() as tx:
            await keep_answer_table(tx, waiting(row, bullets), at=clock.now())
        return [preview(row, bullets, words)]

    return expand


def waiting(row: OutRow, bullets: Sequence[Bullet]) -> AnswerTableView:
    """Keep the bullets as an input of the task for which they were sent."""
    said_of = {name: str(value) for name, value in row.payload.items()}
    text, level = said_of["text"], said_of["level"]
    turns: list[JsonValue] = [
        [str(at), {text: [bullet.text], level: bullet.level}] for at, bullet in enumerate(bullets)
    ]
    inputs: list[JsonValue] = [{"repeat": said_of["repeat"], "turns": turns}]
    return AnswerTableView(
        id=row.id,
        plan=said_of["plan"],
        actor=said_of["actor"],
        person=said_of["person"],
        content=[{"task": said_of["task"], "head": 0, "inputs": inputs}],
        state="waiting",
    )


def preview(row: OutRow, bullets: Sequence[Bullet], words: Words) -> OutRow:
    """Show what was recognised, with Přidat and Zrušit."""
    rows = [Row(key=str(at), level=one.level, text=unmarked(one.text)) for at, one in enumerate(bullets)]
    shown = tops(rows)
    text = words.text(
        "document_outline",
        name=row.payload["name"],
        found=summary(rows, words),
        lines=[line_of(rows, at, words) for at in shown[:PAGE]],
        more=max(0, len(shown) - PAGE),
    )
    buttons = [
        Button(label=words.label("add"), data=button_data(Verb.DOCUMENT_USE, row.id)),
        Button(label=words.label("cancel"), data=button_data(Verb.TABLE_DROP, row.id)),
    ]
    return replace(row, kind="send", payload=message_payload(Message(text=text, rows=lay_out(buttons))))
