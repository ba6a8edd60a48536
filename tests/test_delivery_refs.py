"""Message ids that many workers look for at once are read together, each after it was asked for."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from bot.delivery.outbox import ref_finder
from storage.database import Database
from storage.outbox import Mark, mark
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.storage_world import NOW, new_world

SENT = [f"o{number}" for number in range(50)]


@pytest.fixture
async def sent(database: Database) -> Database:
    await new_world(database)
    rows = tuple(
        OutboxRow(id=one, contact="c-petra", payload={}, not_before_at=NOW, created_at=NOW) for one in [*SENT, "waits"]
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, outbox=rows))
        await mark(tx, [Mark(id=one, contact="c-petra", state="sent", message_ref=f"1{one}") for one in SENT])
    return database


@contextmanager
def readings(database: Database) -> Iterator[list[str]]:
    """Collect the readings of message ids."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "message_ref" in statement:
            seen.append(statement)

    engine = database._readers.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


async def test_what_is_asked_for_at_once_is_found_in_two_readings(sent: Database) -> None:
    find = ref_finder(sent)
    with readings(sent) as seen:
        found = await asyncio.gather(*(find(one) for one in [*SENT, "waits", "nowhere"]))
    assert found == [*(f"1{one}" for one in SENT), "", ""]
    assert len(seen) == 2


async def test_what_was_not_sent_is_looked_for_anew(sent: Database) -> None:
    find = ref_finder(sent)
    assert await find("waits") == ""
    async with sent.write() as tx:
        await mark(tx, [Mark(id="waits", contact="c-petra", state="sent", message_ref="7")])
    assert await find("waits") == "7"


async def test_whoever_gives_up_amid_a_reading_leaves_the_others_theirs(sent: Database) -> None:
    find = ref_finder(sent)
    asked = [asyncio.ensure_future(find(one)) for one in SENT]
    await asyncio.sleep(0)
    asked[0].cancel()
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert found[1:] == [f"1{one}" for one in SENT[1:]]


async def test_a_reading_that_fails_fails_for_one_and_the_others_read_again(sent: Database) -> None:
    find = ref_finder(sent)
    async with sent.write() as tx:
        await tx.execute(text("ALTER TABLE outbox RENAME TO away"))
    asked = [asyncio.ensure_future(find(one)) for one in SENT[:3]]
    failed = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(one, Exception) for one in failed] == [True] * 3
    async with sent.write() as tx:
        await tx.execute(text("ALTER TABLE away RENAME TO outbox"))
    assert await find("o1") == "1o1"
