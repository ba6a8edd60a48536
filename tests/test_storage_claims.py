"""Claims on PostgreSQL: one holder at a time, given back by release, by closing and by death."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from storage.claims import Alone, wait_for_turn
from storage.database import Database

NAMES = [f"contact:{number}" for number in range(1_200)]


@pytest.fixture
async def two(postgresql_url: str) -> AsyncIterator[tuple[Database, Database]]:
    async with await Database.open(postgresql_url) as first, await Database.open(postgresql_url) as second:
        yield first, second


async def cut_off_claims(beside: Database) -> None:
    """End the connections that hold claims, as a server that restarts does."""
    async with beside.write() as tx:
        await tx.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"))


async def test_what_one_has_another_does_not_get_until_it_is_given_back(two: tuple[Database, Database]) -> None:
    async with two[0].claims() as mine, two[1].claims() as yours:
        assert await mine.claim(["a", "b"]) == {"a", "b"}
        assert await yours.claim(["b", "c"]) == {"c"}
        assert await mine.claim(["a", "c"]) == {"a"}
        await mine.release(["b"])
        await mine.release(["b"])
        assert await yours.claim(["b"]) == {"b"}


async def test_a_claim_made_twice_is_given_back_once(two: tuple[Database, Database]) -> None:
    async with two[0].claims() as mine, two[1].claims() as yours:
        await mine.claim(["a"])
        await mine.claim(["a"])
        await mine.release(["a"])
        assert await yours.claim(["a"]) == {"a"}


async def test_more_claims_than_one_statement_holds_are_parted_without_overlap(two: tuple[Database, Database]) -> None:
    async with two[0].claims() as mine, two[1].claims() as yours:
        first, second = await asyncio.gather(mine.claim(NAMES), yours.claim(NAMES))
        assert not first & second
        assert first | second == set(NAMES)


async def test_closing_gives_everything_back(two: tuple[Database, Database]) -> None:
    async with two[1].claims() as yours:
        async with two[0].claims() as mine:
            await mine.claim(["a"])
        assert await yours.claim(["a"]) == {"a"}


async def test_whoever_is_cut_off_loses_its_claims_and_gets_new_ones(two: tuple[Database, Database]) -> None:
    async with two[0].claims() as mine, two[1].claims() as yours:
        await mine.claim(["a"])
        await cut_off_claims(two[1])
        async with asyncio.timeout(60):
            while "a" not in await yours.claim(["a"]):
                pass
        with pytest.raises(Exception, match=r"(?i)connection"):
            await mine.claim(["b"])
        assert await mine.claim(["a", "b"]) == {"b"}


async def test_a_leader_who_was_cut_off_without_noticing_leads_no_more(two: tuple[Database, Database]) -> None:
    async with two[0].claims() as mine, two[1].claims() as yours:
        assert await mine.claim(["leader"]) == {"leader"}
        await cut_off_claims(two[1])
        async with asyncio.timeout(60):
            while "leader" not in await yours.claim(["leader"]):
                pass
        with pytest.raises(Exception, match=r"(?i)connection"):
            await mine.claim(["leader"])
        assert await mine.claim(["leader"]) == frozenset()
        assert await yours.claim(["leader"]) == {"leader"}


async def test_two_transactions_on_one_name_go_one_after_the_other(two: tuple[Database, Database]) -> None:
    order: list[str] = []

    async def work(database: Database, name: str, begun: asyncio.Event, go_on: asyncio.Event) -> None:
        async with database.write() as tx:
            await wait_for_turn(tx, ["chat:1"])
            begun.set()
            await go_on.wait()
            order.append(name)

    first_in, second_in, free = asyncio.Event(), asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(work(two[0], "first", first_in, free))
    await first_in.wait()
    second = asyncio.create_task(work(two[1], "second", second_in, free))
    async with two[0].read() as tx:
        waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        async with asyncio.timeout(60):
            while (await tx.execute(waits)).scalar_one() == 0:
                pass
    assert not second_in.is_set()
    free.set()
    await asyncio.gather(first, second)
    assert order == ["first", "second"]


async def test_on_sqlite_everything_is_ones_own(sqlite_url: str) -> None:
    async with await Database.open(sqlite_url) as database, database.claims() as claims:
        assert isinstance(claims, Alone)
        assert await claims.claim(["a"]) == {"a"}
        await claims.release(["a"])
