"""A chat of several people: answers are collected in private, and that is said sparingly."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.people import Person
from tests.chat_stage import ChatStage, chat_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    """A running bot, polled and quiet."""
    async with chat_stage(tmp_path) as running:
        yield running


@pytest.fixture
async def petra(stage: ChatStage) -> Person:
    """A partner who has joined."""
    return await stage.join("Petra K.", "kotva")


async def test_in_a_group_answers_are_not_taken(stage: ChatStage, petra: Person) -> None:
    before = await stage.kept()
    group = await stage.crowd.group("Kotva", [petra])
    await petra.says("splněno @plneni_bot", group=group)
    await petra.says("/prehled@plneni_bot", group=group)
    await petra.says("/start@other_bot", group=group)
    await stage.quiet()
    said = [one for one in petra.window(group).messages if one.by_bot]
    assert {one.text for one in said} == {"Odpovědi sbíráme jen v soukromé konverzaci."}
    assert {one.buttons[0][0].url for one in said} == {"https://t.me/plneni_bot"}
    assert await stage.kept() == before
    await stage.check_books()


async def test_a_group_that_talks_is_told_once_a_day(stage: ChatStage, petra: Person) -> None:
    group = await stage.crowd.group("Kotva", [petra], bot_sees_all=True)
    for day in range(2):
        for text in ("Ahoj.", "Kdo to vyplní?", "Já."):
            await petra.says(text, group=group)
            await stage.quiet()
        said = [one for one in petra.window(group).messages if one.by_bot]
        assert len(said) == day + 1
        await stage.pass_time(timedelta(days=1))
