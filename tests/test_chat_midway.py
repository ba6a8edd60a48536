"""What is left midway: an answer, a correction, a question to the town. Nothing is lost, nothing goes elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.sandbox.people import Person
from storage.tables.tasks import submissions
from tests.chat_dialogues import plain
from tests.chat_stage import ChatStage, chat_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path) as played:
        yield played


@pytest.fixture
async def petra(stage: ChatStage) -> Person:
    person = await stage.join("Petra K.", "kotva")
    await stage.taps(person, "Začít")
    return person


async def submitted(stage: ChatStage, number: str) -> list[str]:
    task = await stage.task_id(number)
    return [str(row.body) for row in await stage.rows(select(submissions).where(submissions.c.task == task))]


async def test_a_second_stray_text_reaches_the_town_by_the_same_button(stage: ChatStage) -> None:
    coordinator = await stage.join("Eva Sojková", "")
    person = await stage.join("Petra K.", "kotva")
    for text in ("Budova je zavřená.", "Klíče má vrátný."):
        await stage.says(person, text)
        await stage.taps(person, "Poslat městu")
    told = [plain(one.text) for one in coordinator.chat if "Klub Kotva" in one.text]
    assert [sum(text in one for one in told) for text in ("Budova je zavřená.", "Klíče má vrátný.")] == [1, 1]


async def test_a_question_to_the_town_is_never_an_answer(stage: ChatStage, petra: Person) -> None:
    for text in ("Kam to patří?", "A do kdy?"):
        await stage.says(petra, "nevím")
        await stage.taps(petra, "Zeptat se města")
        before = await stage.kept()
        await stage.says(petra, text)
        assert await stage.kept() == before
    await stage.says(petra, "splněno")
    assert await stage.answered("1.1", "degree") == ["fulfilled"]


async def test_a_question_about_an_earlier_activity_leaves_the_answer_to_the_one_on_screen(
    stage: ChatStage, petra: Person
) -> None:
    await stage.says(petra, "nevím")
    await stage.says(petra, "později")
    await stage.taps(petra, "Zeptat se města")
    await stage.says(petra, "Kdo to platí?")
    await stage.says(petra, "splněno")
    assert await stage.answered("1.1", "degree") == []
    assert await stage.answered("1.2", "degree") == ["fulfilled"]


async def test_a_correction_that_is_left_midway_holds(stage: ChatStage, petra: Person) -> None:
    for label in ("Splněno", "Bez nákladů", "Neuvádět", "Nic, ke kontrole", "Odeslat a další"):
        await stage.taps(petra, label)
    assert len(await submitted(stage, "1.1")) == 1
    await stage.says(petra, "/prehled")
    for label in ("1.1 ", "3"):
        await stage.taps(petra, label)
    await stage.says(petra, "Klub byl otevřený 212 dní.")
    await stage.says(petra, "/prehled")
    newest = (await submitted(stage, "1.1"))[-1]
    assert "Klub byl otevřený 212 dní." in newest
    await stage.check_books()
