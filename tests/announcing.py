"""Messages for everybody in the bulk lane, as the calendar puts them there, for tests."""

from datetime import datetime

from sqlalchemy import select

from bot.conversation.message import Message
from bot.intake.act import message_payload
from storage.database import Database
from storage.ids import random_mint
from storage.tables.people import contacts
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.town import OPENED, Town


async def announce(database: Database, at: datetime, *texts: str) -> None:
    """Put each text for everybody into the bulk lane, to be sent from then on."""
    async with database.write() as tx:
        everybody = (await tx.execute(select(contacts.c.id))).scalars().all()
        rows = tuple(
            OutboxRow(
                id=random_mint(),
                contact=contact,
                lane="bulk",
                payload=message_payload(Message(text=text)),
                not_before_at=at,
                created_at=at,
            )
            for text in texts
            for contact in everybody
        )
        await write_batch(tx, Writes(changed_at=at, outbox=rows))


async def announce_in(made: Town, *texts: str) -> None:
    """Announce something in a town, whether its bots run or not."""
    async with await Database.open(made.database, lease=False) as opened:
        await announce(opened, OPENED, *texts)
