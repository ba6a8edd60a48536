"""The coordinator asks for the working version of the report in the chat."""

import asyncio
from pathlib import Path

from tests.chat_stage import chat_stage


async def test_the_coordinator_gets_the_working_version_as_files(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        petra = await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        await stage.says(petra, "netýká se")
        await stage.taps(petra, "Odeslat a další")
        before = await stage.kept()
        async with asyncio.timeout(30):
            said = await stage.says(eva, "/zprava")
            while not any(one.attachment for one in eva.chat):
                await stage.quiet()
                said = [one for one in eva.chat if one.by_bot]
        assert any(one.text == "Zprávu připravujeme, za chvíli je tady." for one in said)
        names = sorted(str(one.attachment.name) for one in eva.chat if one.attachment)
        assert [Path(name).suffix for name in names] == [".html", ".html", ".json"]
        assert any("PRACOVNÍ VERZE" in one.text and "Dodáno 1/6" in one.text.replace("\u00a0", " ") for one in said)
        assert not any(one.attachment for one in petra.chat)
        assert await stage.kept() == before
        await stage.check_books()
