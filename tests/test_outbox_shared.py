"""Several processes share the outbox: what another one is changing at this moment is neither sent nor overtaken."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from bot.delivery.claiming import Claiming, free_until_first_busy
from storage.database import Database
from storage.outbox import load_waiting_ids
from storage.tables.traffic import outbox
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.storage_world import NOW, new_world

ROWS = ("r1", "r2", "r3")


async def put(database: Database) -> None:
    await new_world(database)
    rows = tuple(
        OutboxRow(id=row, contact="c-petra", payload={"text": row}, not_before_at=NOW, created_at=NOW) for row in ROWS
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, outbox=rows))


@pytest.fixture
async def two(postgresql_url: str) -> AsyncIterator[tuple[Database, Database]]:
    async with await Database.open(postgresql_url) as first, await Database.open(postgresql_url) as second:
        await put(first)
        yield first, second


async def test_a_row_that_another_process_is_marking_holds_up_those_behind_it(two: tuple[Database, Database]) -> None:
    first, second = two
    async with first.claims() as claims:
        claiming = Claiming(first, claims)
        assert await claiming.still_waiting(ROWS) == {"r1", "r2", "r3"}
        async with second.write() as tx:
            await tx.execute(update(outbox).where(outbox.c.id == "r2").values(state="sent"))
            assert await claiming.still_waiting(ROWS) == {"r1"}
            assert await claiming.still_waiting(["r3"]) == {"r3"}
        assert await claiming.still_waiting(ROWS) == {"r1", "r3"}


async def test_what_two_processes_look_at_together_one_of_them_gets(two: tuple[Database, Database]) -> None:
    first, second = two
    async with first.write() as mine:
        assert await load_waiting_ids(mine, ROWS) == dict.fromkeys(ROWS, True)
        async with second.write() as yours:
            assert await load_waiting_ids(yours, ROWS) == dict.fromkeys(ROWS, False)
    async with second.write() as yours:
        assert await load_waiting_ids(yours, ROWS) == dict.fromkeys(ROWS, True)


async def test_where_one_process_works_what_waits_is_free(database: Database) -> None:
    await put(database)
    async with database.write() as tx:
        await tx.execute(update(outbox).where(outbox.c.id == "r1").values(state="sent"))
    async with database.write() as tx:
        assert await load_waiting_ids(tx, ROWS) == {"r2": True, "r3": True}


@pytest.mark.parametrize(
    ("waiting", "free"),
    [
        ({}, ""),
        ({"a": True, "b": True, "c": True}, "abc"),
        ({"a": True, "c": True}, "ac"),
        ({"a": False, "b": True, "c": True}, ""),
        ({"b": True, "c": False}, "b"),
    ],
)
def test_rows_are_taken_in_order_up_to_the_first_that_is_busy(waiting: dict[str, bool], free: str) -> None:
    assert "".join(free_until_first_busy("abc", waiting)) == free
