"""A sweep reads the outbox while the courier carries it: what was read too early is not sent twice."""

import asyncio
from pathlib import Path

from sqlalchemy import select

from bot.conversation.message import Message
from bot.delivery.courier import Courier
from bot.delivery.outbox import load_due, mark_writer, ref_finder
from bot.delivery.row import OutRow
from bot.intake.act import message_payload
from storage.ids import random_mint
from storage.tables.people import contacts
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.chat_stage import chat_stage


async def test_a_message_read_before_it_was_marked_as_sent_is_not_sent_again(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        contact = str((await stage.rows(select(contacts.c.id).where(contacts.c.address == str(petra.id))))[0][0])
        now, app = stage.clock.now(), stage.app
        row = OutboxRow(
            id=random_mint(),
            contact=contact,
            payload=message_payload(Message(text="jen jednou")),
            not_before_at=now,
            created_at=now,
        )
        async with app.database.write() as tx:
            await write_batch(tx, Writes(changed_at=now, outbox=(row,)))
        read = await load_due(app.database, stage.clock)
        for _ in range(2):
            app.courier.take(read)
            await app.courier.settle()
        assert [one.text for one in petra.chat].count("jen jednou") == 1


async def test_stopping_amid_delivery_sends_nothing_twice_after_the_next_start(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        contact = str((await stage.rows(select(contacts.c.id).where(contacts.c.address == str(petra.id))))[0][0])
        now, app = stage.clock.now(), stage.app
        texts = [f"zpráva {number}" for number in range(4)]
        rows = tuple(
            OutboxRow(
                id=random_mint(),
                contact=contact,
                payload=message_payload(Message(text=text)),
                not_before_at=now,
                created_at=now,
            )
            for text in texts
        )
        async with app.database.write() as tx:
            await write_batch(tx, Writes(changed_at=now, outbox=rows))
        while due := await load_due(app.database, stage.clock):
            async with Courier(
                bot=app.bot,
                clock=stage.clock,
                write=mark_writer(app.database, stage.clock),
                find_ref=ref_finder(app.database),
                expand=as_it_is,
            ) as courier:
                courier.take(due)
                before = len(petra.chat)
                while len(petra.chat) == before:  # noqa: ASYNC110 - until the first request is on its way
                    await asyncio.sleep(0)
        assert [one.text for one in petra.chat if one.text in texts] == texts


async def as_it_is(row: OutRow) -> list[OutRow]:
    return [row]
