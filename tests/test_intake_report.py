"""The coordinator asks for the working version of the report in the chat, and what does not add up."""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.people import Person
from tests.chat_stage import ChatStage, chat_stage
from tests.sent_files import wait_for_files

UNEXPLAINED = "Klub vedl kurz s OSPOD."


async def answered(stage: ChatStage, person: Person) -> None:
    """Let a partner send the first item: done, without costs, with an abbreviation that nobody explains."""
    for label in ("Začít", "Splněno", "Bez nákladů"):
        await stage.taps(person, label)
    await stage.says(person, UNEXPLAINED)
    for label in ("Hotovo", "Nic, ke kontrole", "Odeslat a další"):
        await stage.taps(person, label)


async def test_the_coordinator_gets_the_working_version_as_files(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        petra = await stage.join("Petra K.", "kotva")
        await answered(stage, petra)
        before = await stage.kept()
        asked = (await stage.says(eva, "/zprava"))[-1]
        assert asked.labels == ("Web", "JSON", "Vše")
        await stage.taps(eva, "Vše")
        files = await wait_for_files(stage, eva)
        names = sorted(str(one.attachment.name) for one in files if one.attachment)
        assert [Path(name).suffix for name in names] == [".html", ".html", ".json"]
        caption = files[0].text.replace("\u00a0", " ")
        assert "PRACOVNÍ VERZE" in caption
        assert "Dodáno 1/6" in caption
        assert "Úpravy v souboru se do další verze nepřenesou" in caption
        assert files[0].labels == ("Upravit texty", "Co nesedí (1)")
        ended = next(one for one in eva.chat if one.id == asked.id)
        assert ended.text.startswith("Pracovní verze je hotová")
        assert ended.labels == ("Jiná podoba",)
        assert not any(one.attachment for one in petra.chat)
        assert await stage.kept() == before
        await stage.check_books()


async def test_one_format_is_made_where_one_is_asked_for(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        await stage.says(eva, "/zprava")
        await stage.taps(eva, "JSON")
        files = await wait_for_files(stage, eva)
        assert [Path(str(one.attachment.name)).suffix for one in files if one.attachment] == [".json"]


@pytest.mark.parametrize(
    ("language", "command", "head", "again"),
    [
        ("", "/kontroly", "Co nesedí (1)", "Zkontrolovat znovu"),
        ("English", "/checks", "What does not fit (1)", "Check"),
    ],
)
async def test_what_does_not_add_up_is_listed_with_a_way_into_the_task(
    language: str, command: str, head: str, again: str, tmp_path: Path
) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        petra = await stage.join("Petra K.", "kotva")
        if language:
            await stage.says(eva, "/language")
            await stage.taps(eva, language)
        await stage.says(eva, command)
        async with asyncio.timeout(120):
            await stage.app.settle()
        assert ":" in eva.last.text
        assert len(eva.last.labels) == 1
        await answered(stage, petra)
        await stage.taps(eva, again)
        async with asyncio.timeout(120):
            await stage.app.settle()
        listed = eva.last
        assert listed.text.startswith(head)
        assert "OSPOD" in listed.text
        assert listed.labels[0] == "1"
        await stage.taps(eva, "1")
        assert "Klub Kotva" in eva.last.text
