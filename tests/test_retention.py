"""Traffic is emptied after fourteen days; what is needed for recognising a repeat stays."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from storage.proposals import Proposal, keep_proposal
from storage.tables.people import contacts
from storage.tables.proposals import proposals
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


async def test_a_plan_that_nobody_settles_is_dropped_with_its_file(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        person = (await stage.rows(select(contacts.c.person).where(contacts.c.address == str(eva.id))))[0][0]
        sent = Proposal(
            id="sent", kind="plan", plan="kamenov", person=person, name="plan.xlsx", content=b"file", base=1
        )
        async with stage.app.database.write() as tx:
            await keep_proposal(tx, sent, at=stage.clock.now())
        kept = select(proposals.c.state, proposals.c.content)
        await stage.pass_time(timedelta(days=13))
        waiting = [tuple(row) for row in await stage.rows(kept)]
        await stage.pass_time(timedelta(days=2))

        assert waiting == [("waiting", b"file")]
        assert [tuple(row) for row in await stage.rows(kept)] == [("dropped", b"")]
