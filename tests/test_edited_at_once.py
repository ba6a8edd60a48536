"""A message and its edit come in one batch, as after an outage: the edit counts."""

from pathlib import Path

from tests.chat_stage import chat_stage


async def test_a_message_that_is_edited_before_it_was_heard_is_kept_as_it_reads_now(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        for label in ("Začít", "Splněno", "Bez nákladů"):
            await stage.taps(petra, label)
        updates = stage.server.world.updates
        updates.hold()
        first = await petra.says("Klub měl otevřeno.")
        await petra.says("Chodilo 64 dětí.")
        await petra.edits(first, "Klub měl otevřeno celý rok.")
        await petra.edits(first, "Klub měl otevřeno celý školní rok.")
        updates.release()
        await stage.quiet()
        assert await stage.answered("1.1", "description") == [
            ["Klub měl otevřeno celý školní rok.", "Chodilo 64 dětí."]
        ]
        assert [one.text for one in petra.chat if "není součástí" in one.text] == []
        await stage.check_books()
