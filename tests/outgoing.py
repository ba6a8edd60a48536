"""Messages put into the outbox for somebody, as the program commits them, for tests."""

from sqlalchemy import select

from bot.conversation.message import Message
from bot.intake.act import message_payload
from bot.sandbox.people import Person
from flows.answers import JsonValue
from storage.ids import random_mint
from storage.tables.people import contacts
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.chat_stage import ChatStage


async def put_out(stage: ChatStage, person: Person, *texts: str) -> None:
    """Commit a message for each text, in order, to be sent at once."""
    await _put(stage, person, "send", *(message_payload(Message(text=text)) for text in texts))


async def wish(stage: ChatStage, person: Person) -> None:
    """Commit a message that is made at the moment of sending."""
    await _put(stage, person, "my_data", {"language": "cs"})


async def _put(stage: ChatStage, person: Person, kind: str, *payloads: dict[str, JsonValue]) -> None:
    query = select(contacts.c.id).where(contacts.c.address == str(person.id))
    contact, now = str((await stage.rows(query))[0][0]), stage.clock.now()
    rows = tuple(
        OutboxRow(id=random_mint(), contact=contact, kind=kind, payload=payload, not_before_at=now, created_at=now)
        for payload in payloads
    )
    async with stage.app.database.write() as tx:
        await write_batch(tx, Writes(changed_at=now, outbox=rows))
