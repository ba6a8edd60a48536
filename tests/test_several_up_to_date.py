"""Of several processes one works on a chat at a time; what each keeps in memory follows what another one wrote."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import App, running
from bot.sandbox.people import Person
from bot.sandbox.trial import load
from storage.claims import wait_for_turn
from storage.database import Database
from tests.chat_stage import PLAN, ChatStage, chat_stage
from tests.raw_updates import raw_update

BEFORE, AFTER = "Provozovat volnočasový klub", "Provozovat klub pro děti"

NEW = """[[items]]
key = "novy"
number = "1.9"
level = "aktivita"
parent = "p1"
title = "Nový tábor"
lead = "kotva"

"""


WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


@pytest.fixture
async def stage(tmp_path: Path, postgresql_url: str) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path, database=postgresql_url) as played:
        yield played


@pytest.fixture
async def other(stage: ChatStage) -> AsyncIterator[App]:
    """A second process beside the one of the stage: it hears what a test hands it, and never sweeps."""
    async with running(stage.app.config, stage.clock) as app:
        yield app


async def says_to(app: App, person: Person, words: str) -> str:
    """Let one process hear what somebody says; give what it answers last."""
    before = len(person.chat)
    await app.intake.process([raw_update(person, {"text": words})])
    await app.finish_errands()
    await app.courier.settle()
    async with asyncio.timeout(60):  # the other process, which sweeps, may have it in hand
        while len(person.chat) <= before:  # noqa: ASYNC110 - it comes over HTTP
            await asyncio.sleep(0.01)
    return person.last.text


async def test_a_plan_that_another_process_imported_holds_at_the_next_word(stage: ChatStage, other: App) -> None:
    petra = await stage.join("Petra K.", "kotva")
    assert BEFORE in await says_to(other, petra, "/prehled")

    async with stage.app.database.write() as tx:
        await load(tx, PLAN.read_text("utf-8").replace(BEFORE, AFTER), stage.clock.now())
    said = await says_to(other, petra, "/prehled")

    assert AFTER in said
    assert BEFORE not in said


async def test_an_item_that_another_process_added_can_be_asked_about_at_once(stage: ChatStage, other: App) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await says_to(other, petra, "/prehled")

    async with stage.app.database.write() as tx:
        await load(tx, PLAN.read_text("utf-8").replace("[[rounds]]", f"{NEW}[[rounds]]", 1), stage.clock.now())

    assert "Nový tábor" in await says_to(other, petra, "/prehled")


async def test_an_interview_kept_in_one_process_follows_answers_that_another_one_took(
    stage: ChatStage, other: App
) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.taps(petra, "Začít")
    assert "Jaké byly náklady" in await says_to(other, petra, "splněno")
    await stage.taps(petra, "Bez nákladů")
    assert "1 zpráva" in (await says_to(other, petra, "Klub měl otevřeno.")).replace("\xa0", " ")

    assert await stage.answered("1.1", "degree") == ["fulfilled"]
    assert await stage.answered("1.1", "cost_kind") == ["none"]
    assert await stage.answered("1.1", "description") == [["Klub měl otevřeno."]]
    await stage.check_books()


async def test_an_update_waits_while_another_process_works_on_its_chat(
    stage: ChatStage, other: App, postgresql_url: str
) -> None:
    petra = await stage.join("Petra K.", "kotva")
    async with await Database.open(postgresql_url) as third:
        async with third.write() as tx:
            await wait_for_turn(tx, [str(petra.id)])
            said = asyncio.create_task(says_to(other, petra, "/prehled"))
            async with asyncio.timeout(60):
                while (await tx.execute(WAITING)).scalar_one() == 0:
                    assert not said.done()
        assert BEFORE in await said
