"""PostgreSQL goes away in the middle of something: nothing is lost, nothing is refused for it, the bot goes on."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.conversation.message import Message
from bot.delivery.row import OutRow
from bot.intake.act import message_payload
from storage.database import Database
from storage.faults import DatabaseIsAway, is_for_the_moment
from storage.tables.traffic import outbox
from tests.chat_stage import ChatStage, chat_stage
from tests.outgoing import wish

CUT_OFF = text("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
async def stage(tmp_path: Path, postgresql_url: str) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path, database=postgresql_url) as played:
        yield played


async def test_a_message_in_the_making_when_the_connection_drops_is_sent_later(
    stage: ChatStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    petra = await stage.join("Petra K.", "kotva")
    tries: list[str] = []

    async def cut_off_once(row: OutRow) -> list[OutRow]:
        tries.append(row.id)
        async with stage.app.database.read() as tx:
            await tx.execute(CUT_OFF if len(tries) == 1 else text("SELECT 1"))
        return [replace(row, kind="send", payload=message_payload(Message(text="hotovo")))]

    monkeypatch.setattr(stage.app.courier, "_expand", cut_off_once)
    await wish(stage, petra)
    await stage.app.sweep()
    await stage.quiet()
    await stage.pass_time(timedelta(seconds=30))

    assert [one.text for one in petra.chat].count("hotovo") == 1
    assert {row[0] for row in await stage.rows(select(outbox.c.state))} == {"sent"}


async def fault_of(database: Database, *statements: str) -> BaseException:
    """Give what goes wrong when statements are executed in one transaction."""
    try:
        async with database.write() as tx:
            for statement in statements:
                await tx.execute(text(statement))
    except DBAPIError as error:
        return error
    raise AssertionError(statements)


async def test_what_goes_by_is_told_from_what_never_will(postgresql_url: str) -> None:
    async with await Database.open(postgresql_url) as database:
        cut_off = await fault_of(database, str(CUT_OFF), "SELECT 1")
        assert is_for_the_moment(cut_off)
        assert is_for_the_moment(await fault_of(database, "SET statement_timeout = 1", "SELECT pg_sleep(5)"))
        async with database.write() as tx:
            await tx.execute(text("CREATE TABLE held (a integer UNIQUE)"))
        async with await Database.open(postgresql_url) as beside, beside.write() as tx:
            await tx.execute(text("LOCK TABLE held"))
            assert is_for_the_moment(await fault_of(database, "LOCK TABLE held NOWAIT"))
        assert is_for_the_moment(await fault_of(database, "SET TRANSACTION READ ONLY", "DROP TABLE held"))
        for code in ("25P03", "25P04", "58030"):  # idle for too long, too long as a whole, the disk fails
            assert is_for_the_moment(await fault_of(database, f"DO 'BEGIN RAISE SQLSTATE ''{code}''; END'"))
        async with database.write() as tx:
            with pytest.raises(DBAPIError):
                await tx.execute(text("SELECT 1 / 0"))
            with pytest.raises(DBAPIError, match="aborted") as went_on:  # a mistake of ours, the same every time
                await tx.execute(text("SELECT 1"))
        assert not is_for_the_moment(went_on.value)
        twice = await fault_of(database, "INSERT INTO held VALUES (1)", "INSERT INTO held VALUES (1)")
        assert isinstance(twice, IntegrityError)
        assert not is_for_the_moment(twice)
        too_large = await fault_of(database, "INSERT INTO held VALUES (1 << 31)", "SELECT 2147483647 + 1")
        assert isinstance(too_large, DBAPIError)
        assert not is_for_the_moment(too_large)
        assert not is_for_the_moment(ValueError("no fault of the database"))


@contextlib.asynccontextmanager
async def over_tcp(address: str) -> AsyncIterator[str]:
    """Let a server that listens at a file be reached over TCP; give the address there."""
    url = make_url(address)
    folder = str(url.query["host"])
    pumps: set[asyncio.Task[None]] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")
        pumps.update(asyncio.create_task(pump(*way)) for way in ((reader, forth), (back, writer)))

    async with await asyncio.start_server(forward, "127.0.0.1", 0) as proxy:
        port = proxy.sockets[0].getsockname()[1]
        yield url.set(host="127.0.0.1", port=port, query={"ssl": "disable"}).render_as_string(hide_password=False)
        await asyncio.gather(*pumps, return_exceptions=True)


async def test_a_connection_over_tcp_asks_after_a_silent_server_and_is_given_up_after_forty_seconds(
    postgresql_url: str,
) -> None:
    async with over_tcp(postgresql_url) as over, await Database.open(over) as database, database.read() as tx:
        found = tx.driver._transport.get_extra_info("socket")
        assert found.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert found.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 40_000
        assert found.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 20


async def test_a_server_that_does_not_listen_is_away_for_the_moment(postgresql_url: str, tmp_path: Path) -> None:
    nowhere = Database(make_url(postgresql_url).set(query={"host": str(tmp_path)}))
    for work in (nowhere.write, nowhere.read):
        with pytest.raises(DatabaseIsAway) as caught:
            await work().__aenter__()
        assert is_for_the_moment(caught.value)
    async with nowhere.claims() as claims:
        with pytest.raises(DatabaseIsAway):
            await claims.claim(["leader"])
    await nowhere.close()
