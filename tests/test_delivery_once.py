"""A sweep reads the outbox while the courier carries it: what was read too early is not sent twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.delivery.courier import Courier
from bot.delivery.outbox import load_due, mark_writer, ref_finder
from bot.delivery.row import Mark, OutRow
from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.people import Person
from storage.tables.traffic import outbox
from tests.chat_stage import chat_stage
from tests.outgoing import put_out, wish


async def test_a_message_read_before_it_was_marked_as_sent_is_not_sent_again(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await put_out(stage, petra, "jen jednou")
        app = stage.app
        read = await load_due(app.database, stage.clock)
        for _ in range(2):
            app.courier.take(read)
            await app.courier.settle()
        assert [one.text for one in petra.chat].count("jen jednou") == 1


async def test_stopping_amid_delivery_sends_nothing_twice_after_the_next_start(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        app, texts = stage.app, [f"zpráva {number}" for number in range(4)]
        await put_out(stage, petra, *texts)
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


async def several(row: OutRow) -> list[OutRow]:
    """A wish that takes four messages, two of them documents."""
    return [
        replace(row, kind="send", payload={"text": "první", "rows": []}),
        replace(row, kind="document", payload={"text": "obsah", "name": "a.txt"}),
        replace(row, kind="document", payload={"text": "obsah", "name": "b.txt"}),
        replace(row, kind="send", payload={"text": "poslední", "rows": []}),
    ]


@pytest.mark.parametrize("failing", [FaultKind.TOO_MANY_REQUESTS, FaultKind.BAD_GATEWAY, FaultKind.CUT_BEFORE])
async def test_a_wish_of_several_messages_goes_on_where_it_failed(tmp_path: Path, failing: FaultKind) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await wish(stage, petra)
        stage.app.courier._expand = several
        stage.server.faults.order(failing, method="sendDocument", times=2)
        for _ in range(3):
            await stage.pass_time(timedelta(minutes=1))
        assert said(petra) == ["první", "a.txt", "b.txt", "poslední"]


async def test_a_wish_whose_second_message_was_the_last_before_a_death_repeats_that_one_alone(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await wish(stage, petra)
        stage.app.courier._expand = several
        write, marked, buried = stage.app.courier._write, list[int](), asyncio.Event()

        async def dies(marks: Sequence[Mark]) -> None:
            marked.append(len(marks))
            if len(marked) > 1:  # the first message is noted, the second is out
                await buried.wait()
                return
            await write(marks)

        stage.app.courier._write = dies
        await stage.app.sweep()
        while len(said(petra)) < 2:  # noqa: ASYNC110 - the second message is on its way
            await asyncio.sleep(0)
        async with Courier(
            bot=stage.app.bot,
            clock=stage.clock,
            write=write,
            find_ref=ref_finder(stage.app.database),
            expand=several,
        ) as next_one:
            next_one.take(await load_due(stage.app.database, stage.clock))
            await next_one.settle()
        assert said(petra) == ["první", "a.txt", "a.txt", "b.txt", "poslední"]
        assert [row[0] for row in await stage.rows(select(outbox.c.state).where(outbox.c.kind == "my_data"))] == [
            "sent"
        ]
        buried.set()
        await stage.app.courier.settle()


@pytest.mark.parametrize("failing", [FaultKind.BAD_GATEWAY, FaultKind.FORBIDDEN])
async def test_files_made_for_a_wish_alone_leave_the_disk_with_each_try_whatever_comes_of_it(
    tmp_path: Path, failing: FaultKind
) -> None:
    tries = list[list[str]]()

    async def with_files(row: OutRow) -> list[OutRow]:
        first, second = (tmp_path / name for name in ("a.txt", "b.txt"))
        tries.append(lying(tmp_path))
        for file in (first, second):
            file.write_text("odkaz", encoding="utf-8")
        between = replace(row, kind="send", payload={"text": "první", "rows": []})
        return [once(row, first), between, once(row, second)]

    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await wish(stage, petra)
        stage.app.courier._expand = with_files
        stage.server.faults.order(failing, method="sendMessage")
        for _ in range(3):
            await stage.pass_time(timedelta(minutes=1))
        goes_on = failing is not FaultKind.FORBIDDEN
        assert said(petra) == (["a.txt", "první", "b.txt"] if goes_on else ["a.txt"])
        assert tries == [[]] * (2 if goes_on else 1)
        assert lying(tmp_path) == []


async def test_a_file_that_cannot_be_taken_away_is_logged_and_its_message_goes_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = tmp_path / "Petra K."
    stuck.mkdir()  # nobody can unlink a folder, not even root

    async def with_stuck_file(row: OutRow) -> list[OutRow]:
        document = once(row, stuck)
        return [replace(document, payload={**document.payload, "text": "obsah", "name": "a.txt"})]

    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await wish(stage, petra)
        stage.app.courier._expand = with_stuck_file
        for _ in range(3):
            await stage.pass_time(timedelta(minutes=1))
        states = await stage.rows(select(outbox.c.state).where(outbox.c.kind == "my_data"))
    assert said(petra) == ["a.txt"]
    assert [row[0] for row in states] == ["sent"]
    warned = [one.getMessage() for one in caplog.records if one.name == "bot.delivery.telegram_sender"]
    assert len(warned) == 1
    assert stuck.name not in caplog.text


def lying(folder: Path) -> list[str]:
    return [file.name for file in folder.glob("*.txt")]


def once(row: OutRow, file: Path) -> OutRow:
    return replace(row, kind="document", payload={"path": str(file), "name": file.name, "keep": False})


def said(person: Person) -> list[str]:
    """Give what came of the wish."""
    names = [one.attachment.name if one.attachment else one.text for one in person.chat if one.by_bot]
    return [str(name) for name in names if name in {"první", "a.txt", "b.txt", "poslední"}]
