"""With a batch only what is in hand is opened; an act that looks further is played anew, and said and written once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.intake.interviews import Interviews
from bot.intake.setting import made_line, read_anew
from bot.intake.stage import Stage
from bot.sandbox.people import Person
from storage.loading import load_tasks
from storage.tables.tasks import submissions, tasks
from tests.chat_dialogues import plain
from tests.chat_stage import ChatStage, chat_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path) as played:
        yield played


async def fill_in(stage: ChatStage, person: Person) -> None:
    for label in ("Splněno", "V rámci běžné činnosti", "Neuvádět"):
        await stage.taps(person, label)


async def in_one_batch(stage: ChatStage, person: Person, label: str, text: str) -> list[str]:
    before, updates = len(person.chat), stage.server.world.updates
    updates.hold()
    await person.taps(label)
    await person.says(text)
    updates.release()
    await stage.quiet()
    return [plain(one.text) for one in person.chat[before:] if one.by_bot]


async def test_an_item_to_which_the_second_act_of_a_batch_leads_is_opened_then(stage: ChatStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.taps(petra, "Začít")
    await fill_in(stage, petra)

    said = await in_one_batch(stage, petra, "Nic, ke kontrole", "odeslat")

    assert [one.splitlines()[0] for one in said] == ["Kontrola: aktivita 1.1", "Aktivita 1.2 (2/3)"]
    assert await stage.state("1.1") == "submitted"
    assert (await stage.rows(select(func.count()).select_from(submissions)))[0][0] == 1
    await stage.check_books()


async def test_the_receipt_of_the_last_item_reads_the_answers_of_all(stage: ChatStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.taps(petra, "Začít")
    for _ in range(2):
        await fill_in(stage, petra)
        await stage.taps(petra, "Nic, ke kontrole")
        await stage.taps(petra, "Odeslat a další")
    await fill_in(stage, petra)

    receipt = (await in_one_batch(stage, petra, "Nic, ke kontrole", "odeslat"))[-1]

    shown = [line.partition(" ")[2] for line in receipt.splitlines() if line.startswith("1.")]
    assert shown == ["splněno, v rámci běžné činnosti"] * 3
    await stage.check_books()


async def test_a_task_that_another_process_wrote_to_meanwhile_is_read_again(stage: ChatStage) -> None:
    await stage.join("Petra K.", "kotva")
    task, in_force = await stage.task_id("1.1"), stage.app.in_force
    async with stage.app.database.write() as tx:
        (view,) = await load_tasks(tx, ids=[task])
        batch = Stage(now=stage.clock.now(), plans=in_force.plans, bot_name="")
        batch.add_task(made_line(view, in_force, Interviews()), view)
        await tx.execute(update(tasks).where(tasks.c.id == task).values(head_seq=7))

        await read_anew(tx, batch, [task])
        assert batch.views[task].head_seq == 7

        decided = batch.views[task] = replace(view, rev=view.rev + 1)
        await read_anew(tx, batch, [task])
        assert batch.views[task] is decided
