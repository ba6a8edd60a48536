"""Transactions, the lease, and our column types."""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from flows.ids import BASE62
from storage.columns import Json, LocalDay, Ref, UtcInstant, canonical_json
from storage.database import Database
from storage.engines import PATIENCE, connected, empty_log, sqlite_writer
from storage.faults import DatabaseInUse
from storage.ids import _DIGIT_OF_BYTE, _TOO_MANY, random_mint, random_token
from storage.lease import STALE_AFTER
from storage.tables.people import memberships, persons
from tests.storage_world import NOW

own = MetaData()
samples = Table(
    "samples",
    own,
    Column("id", Integer, primary_key=True),
    Column("at", UtcInstant),
    Column("on", LocalDay),
    Column("value", Json),
    Column("ref", Ref),
    Column("words", Text),
)


async def test_an_emptying_of_the_log_that_is_cancelled_leaves_the_writer_its_patience(sqlite_url: str) -> None:
    engine = sqlite_writer(make_url(sqlite_url))
    async with connected(engine) as connection:
        emptying = asyncio.create_task(empty_log(connection))
        await asyncio.sleep(0)
        emptying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await emptying
        assert (await connection.execute(text("PRAGMA busy_timeout"))).scalar_one() == PATIENCE
    await engine.dispose()


@pytest.fixture
async def with_samples(database: Database) -> Database:
    async with database.write() as tx:
        await tx.run_sync(own.create_all)
    return database


async def names(database: Database) -> list[str]:
    async with database.read() as tx:
        return sorted((await tx.execute(select(persons.c.id))).scalars())


def person(name: str) -> dict[str, object]:
    return {"id": name, "name": name, "language": "", "zone": "", "created_at": NOW}


async def test_an_exception_rolls_the_whole_write_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012  the transaction around the fault is what is tested
        async with database.write() as tx:
            await tx.execute(insert(persons), person("petra"))
            raise ZeroDivisionError

    assert await names(database) == []


async def test_a_cancelled_write_rolls_back_and_the_next_one_works(database: Database) -> None:
    written = asyncio.Event()

    async def write() -> None:
        async with database.write() as tx:
            await tx.execute(insert(persons), person("petra"))
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as tx:
        await tx.execute(insert(persons), person("jan"))

    assert await names(database) == ["jan"]


async def test_a_write_cancelled_inside_a_statement_leaves_a_working_database(database: Database) -> None:
    for turn in range(20):
        task = asyncio.create_task(_write_many(database, turn))
        for _ in range(turn):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with database.write() as tx:
        await tx.execute(insert(persons), person("last"))

    found = await names(database)
    assert "last" in found
    by_turn = [sum(name.startswith(f"{turn}-") for name in found) for turn in range(20)]
    assert set(by_turn) <= {0, 5}


async def _write_many(database: Database, turn: int) -> None:
    async with database.write() as tx:
        for number in range(5):
            await tx.execute(insert(persons), person(f"{turn}-{number}"))


async def test_writers_wait_for_each_other(database: Database) -> None:
    async def write(name: str) -> None:
        async with database.write() as tx:
            before = len((await tx.execute(select(persons.c.id))).all())
            await asyncio.sleep(0)
            await tx.execute(insert(persons), person(f"{before:02d}{name}"))

    await asyncio.gather(*(write(name) for name in "abcdefgh"))

    assert [name[:2] for name in await names(database)] == [f"{number:02d}" for number in range(8)]


async def test_a_reader_sees_one_snapshot_and_does_not_wait_for_the_writer(database: Database) -> None:
    async with database.read() as reader:
        assert (await reader.execute(select(persons.c.id))).all() == []
        async with database.write() as tx:
            await tx.execute(insert(persons), person("petra"))
        assert (await reader.execute(select(persons.c.id))).all() == []

    assert await names(database) == ["petra"]


async def test_a_read_transaction_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.read() as tx:
            await tx.execute(insert(persons), person("petra"))


async def test_foreign_keys_hold(database: Database) -> None:
    membership = {"id": "m", "person": "nobody", "plan": "none", "role": "partner", "actor": "", "from_at": NOW}
    with pytest.raises(IntegrityError):
        async with database.write() as tx:
            await tx.execute(insert(memberships), membership)


async def test_sqlite_is_durable_and_lets_readers_in(sqlite_url: str) -> None:
    async with await Database.open(sqlite_url) as database, database.write() as tx:
        found = {
            name: (await tx.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_a_second_opening_of_the_same_file_is_refused(sqlite_url: str) -> None:
    async with await Database.open(sqlite_url):
        with pytest.raises(DatabaseInUse, match="works on this database"):
            await Database.open(sqlite_url)
        async with await Database.open(sqlite_url, lease=False) as beside, beside.write() as tx:
            await tx.execute(insert(persons), person("petra"))
    async with await Database.open(sqlite_url) as again:
        assert await names(again) == ["petra"]


HOLD = """
import asyncio, sys
from storage.database import Database
async def main():
    await Database.open(sys.argv[1])
    print("open", flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_the_lease_of_a_living_process_holds_and_that_of_a_killed_one_does_not(sqlite_url: str) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLD, sqlite_url], stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(DatabaseInUse, match=f"number {other.pid}"):
            await Database.open(sqlite_url)
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    async with await Database.open(sqlite_url) as taken:
        assert await names(taken) == []


async def test_a_lease_whose_heart_stopped_is_taken_over(sqlite_url: str) -> None:
    async with await Database.open(sqlite_url, now=lambda: NOW) as first:
        later = NOW + STALE_AFTER + timedelta(seconds=1)
        async with await Database.open(sqlite_url, now=lambda: later):
            assert first.dialect == "sqlite"


async def test_a_naive_datetime_is_refused(with_samples: Database) -> None:
    with pytest.raises((StatementError, ValueError), match="naive datetime"):
        async with with_samples.write() as tx:
            await tx.execute(insert(samples), {"id": 1, "at": datetime(2027, 1, 1)})  # noqa: DTZ001  that is the point


async def test_an_instant_is_no_day(with_samples: Database) -> None:
    with pytest.raises((StatementError, TypeError), match="no day"):
        async with with_samples.write() as tx:
            await tx.execute(insert(samples), {"id": 1, "on": NOW})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
printable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(
    at=st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones),  # noqa: DTZ001  zones are added
    on=st.dates(),
    value=json_values,
    ref=printable,
    words=printable,
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_what_is_stored_comes_back(
    with_samples: Database,
    at: datetime,
    on: date,
    value: Any,  # noqa: ANN401  any JSON value
    ref: str,
    words: str,
) -> None:
    async with with_samples.write() as tx:
        await tx.execute(samples.delete())
        await tx.execute(insert(samples), {"id": 1, "at": at, "on": on, "value": value, "ref": ref, "words": words})
        row = (await tx.execute(select(samples))).one()

    assert row.at == at
    assert row.at.tzinfo is UTC or row.at.utcoffset() == timedelta(0)
    assert tuple(row)[2:] == (on, value, ref, words)


@given(st.lists(st.datetimes(timezones=zones), min_size=2, max_size=2))
def test_instants_sort_as_text_on_sqlite(moments: list[datetime]) -> None:
    from sqlalchemy.dialects.sqlite import dialect  # noqa: PLC0415  used here only

    try:
        one, two = (UtcInstant().process_bind_param(moment, dialect()) for moment in moments)
    except OverflowError:  # an offset moved it out of the calendar
        return
    assert (one < two) is (moments[0] < moments[1])


@given(json_values)
def test_equal_json_is_equal_text(value: Any) -> None:  # noqa: ANN401  any JSON value
    again = json.loads(canonical_json(value))

    assert again == value
    assert canonical_json(again) == canonical_json(value)
    canonical_json(value).encode()


def test_minted_ids_are_twelve_characters_and_never_the_same() -> None:
    minted = {random_mint() for _ in range(2000)}

    assert len(minted) == 2000
    assert {len(each) for each in minted} == {12}
    assert len(random_token()) == 22
    assert all(each.isalnum() and each.isascii() for each in minted)


def test_every_digit_of_an_id_is_as_likely_as_every_other() -> None:
    fair = bytes(range(256)).translate(_DIGIT_OF_BYTE, _TOO_MANY)

    assert Counter(fair.decode()) == dict.fromkeys(BASE62, 4)
