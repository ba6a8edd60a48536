"""Traffic is emptied after fourteen days; what is needed for recognising a repeat stays."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from storage.tables.traffic import inbox, outbox
from tests.chat_stage import chat_stage


async def test_raw_updates_and_sent_messages_are_emptied_after_fourteen_days_and_ids_stay(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        before = await stage.rows(select(inbox.c.external_id))
        await stage.pass_time(timedelta(days=13))
        assert all(row[0] for row in await stage.rows(select(inbox.c.raw)))
        said = len(await stage.rows(select(outbox.c.id).where(outbox.c.payload != {})))
        assert said > 1
        await stage.pass_time(timedelta(days=2))
        assert {row[0] for row in await stage.rows(select(inbox.c.raw))} == {""}
        assert await stage.rows(select(inbox.c.external_id)) == before
        kept = await stage.rows(select(outbox.c.state).where(outbox.c.payload != {}))
        assert len(kept) < said
        assert await stage.taps(petra, "Splněno")  # an old screen still works
