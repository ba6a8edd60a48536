"""The administrators' chat learns of faults at once, and of the same fault not every few seconds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.sandbox.people import Person
from tests.chat_stage import ChatStage, chat_stage

ASIDE = text("ALTER TABLE round_events RENAME TO aside")
BACK = text("ALTER TABLE aside RENAME TO round_events")


@contextlib.asynccontextmanager
async def swept_by_hand(folder: Path) -> AsyncIterator[ChatStage]:
    """Let nobody sweep but the test: a sweep that lasts stands before every other one."""
    async with chat_stage(folder) as stage:
        while stage.app._sweeping is not None and not stage.app._sweeping.done():
            await asyncio.wait({stage.app._sweeping})
        stage.app._sweeping = asyncio.create_task(asyncio.Event().wait())  # type: ignore[arg-type]  # it never ends
        try:
            yield stage
        finally:
            stage.app._sweeping.cancel()


async def sweeps(stage: ChatStage, times: int) -> None:
    """Sweep as the scheduler does."""
    for _ in range(times):
        await stage.app._sweep_safely()
    await stage.app.finish_errands()


def alerts(person: Person) -> int:
    return sum("sweep" in one.text for one in person.chat if one.by_bot)


def told(admin: Person) -> list[str]:
    return [message.text for message in admin.chat if message.by_bot and "Chyba programu" in message.text]


async def fails(stage: ChatStage, what: str, error: str = "ValueError") -> None:
    stage.app.alert(what, error)
    await stage.quiet()


async def test_a_fault_is_told_at_once_and_the_same_one_half_an_hour_later_with_its_number(
    tmp_path: Path,
) -> None:
    async with swept_by_hand(tmp_path) as stage:
        admin = await stage.join("Správce", "")
        stage.app.alert.chat = admin.id
        for _ in range(30):
            await fails(stage, "sweep")
        assert told(admin) == [
            "Chyba programu (sweep): ValueError. Podrobnosti jsou v záznamu (log), stav řekne plneni health."
        ]
        stage.clock.move_by(timedelta(minutes=31))
        await fails(stage, "sweep")
        assert [text.partition(". ")[2][:36] for text in told(admin)][1:] == ["Od minulého upozornění dalších: 29. "]


async def test_faults_of_different_kinds_are_told_each_and_updates_count_as_one(tmp_path: Path) -> None:
    async with swept_by_hand(tmp_path) as stage:
        admin = await stage.join("Správce", "")
        stage.app.alert.chat = admin.id
        for what, error in (("sweep", "ValueError"), ("sweep", "OSError"), ("11", "KeyError"), ("12", "KeyError")):
            await fails(stage, what, error)
        assert len(told(admin)) == 3


async def test_a_clock_that_was_set_back_is_told_once_and_anew_when_it_happens_again(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        admin = await stage.join("Správce", "")
        stage.app.alert.chat = admin.id
        for ahead in (1, 90, 89, 60, 1, 0, 1445, 1444):
            stage.app.alert.clock(timedelta(minutes=ahead))
        await stage.quiet()
        said = [
            one.text.partition("napřed: ")[2].partition(".")[0] for one in admin.chat if "Hodiny počítače" in one.text
        ]
        assert said == ["1 h 30 min", "24 h 5 min"]


async def test_without_such_a_chat_nobody_is_told(tmp_path: Path) -> None:
    async with swept_by_hand(tmp_path) as stage:
        admin = await stage.join("Správce", "")
        await fails(stage, "sweep")
        assert told(admin) == []


async def test_a_sweep_that_fails_again_and_again_is_told_once_and_anew_after_it_went_well(tmp_path: Path) -> None:
    async with swept_by_hand(tmp_path) as stage:
        admin = await stage.crowd.person("Ivo S.")
        await admin.start()
        await stage.quiet()
        stage.app.alert.chat = admin.id
        for expected in (1, 2):
            async with stage.app.database.write() as tx:
                await tx.execute(ASIDE)
            await sweeps(stage, 3)
            assert alerts(admin) == expected
            async with stage.app.database.write() as tx:
                await tx.execute(BACK)
            await sweeps(stage, 1)
