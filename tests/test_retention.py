"""What is kept no longer than needed: traffic fourteen days, people as long after the last round as the plan says."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.sandbox.people import Person
from bot.sandbox.trial import load
from flows.rights import Membership
from flows.tasks import Role
from storage.proposals import Proposal, keep_proposal
from storage.retention import let_people_go
from storage.tables.people import access_requests, contacts, memberships, persons
from storage.tables.proposals import proposals
from storage.tables.tasks import answers
from storage.tables.traffic import inbox, outbox
from storage.writes import NewMembership, Writes
from storage.writing import write_batch
from tests.chat_stage import PLAN, ChatStage, chat_stage
from tests.everywhere import files_with, places_with

KEPT = PLAN.read_text("utf-8").replace("language =", "retention_days = 400\nlanguage =", 1)
"""A plan whose people are let go 400 days after its last round has closed, which is on 10 March 2027."""


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


async def test_whoever_wrote_and_never_joined_is_forgotten_after_fourteen_days(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        anna = await stage.crowd.person("Anežka Neznámá", language_code="cs")
        await stage.says(anna, "Chtěla bych něco oznámit.")
        await stage.pass_time(timedelta(days=13))
        await stage.says(anna, "Jsem tu pořád.")
        await stage.pass_time(timedelta(days=13))
        assert "contacts.name" in await places_with(stage, "Anežka")
        await stage.pass_time(timedelta(days=2))
        await stage.pass_time(timedelta(minutes=1))  # the file is wiped when nobody reads
        assert files_with(tmp_path, "Anežka") == []
        assert files_with(tmp_path, str(anna.id)) == []
        assert await stage.says(anna, "A zase.")


async def test_a_request_for_access_is_kept_until_it_is_decided_and_sixty_days_at_most(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        anna = await stage.crowd.person("Anežka Neznámá", language_code="cs")
        await stage.says(anna, "Dobrý den")
        await stage.taps(anna, "Požádat o přístup")
        await stage.says(anna, "Jsem z Klubu Kotva.")
        await stage.pass_time(timedelta(days=58))
        assert await stage.rows(select(access_requests.c.words)) == [("Jsem z Klubu Kotva.",)]
        await stage.pass_time(timedelta(days=3))
        ((words, decided),) = await stage.rows(select(access_requests.c.words, access_requests.c.decided_at))
        assert (words, decided is not None) == ("", True)
        await stage.pass_time(timedelta(minutes=1))  # the file is wiped when nobody reads
        assert files_with(tmp_path, "Anežka") == []


async def answered_and_closed(stage: ChatStage) -> Person:
    """Petronela answers one question; then the round closes."""
    petra = await stage.join("Petronela K.", "kotva")
    await stage.taps(petra, "Začít")
    await stage.taps(petra, "Splněno")
    await stage.pass_time(timedelta(days=70))
    return petra


async def test_when_the_plans_time_of_keeping_is_over_names_and_accounts_go_and_answers_stay(
    tmp_path: Path, database_url: str
) -> None:
    async with chat_stage(tmp_path, plan=KEPT, database=database_url) as stage:
        petra = await answered_and_closed(stage)
        before = await stage.rows(select(answers.c.value))
        await stage.pass_time(timedelta(days=380))
        assert await places_with(stage, "Petronela")
        await stage.pass_time(timedelta(days=30))
        await stage.pass_time(timedelta(hours=2))
        assert await places_with(stage, "Petronela") == []
        assert await places_with(stage, str(petra.id)) == []
        assert await stage.rows(select(answers.c.value)) == before != []


async def test_without_a_time_of_keeping_people_stay_until_they_are_erased(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        await answered_and_closed(stage)
        await stage.pass_time(timedelta(days=4_000))
        assert "persons.name" in await places_with(stage, "Petronela")


async def test_whoever_joins_when_the_time_is_over_is_kept_as_long_from_then_on(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=KEPT) as stage:
        await answered_and_closed(stage)
        await stage.pass_time(timedelta(days=410))
        await stage.join("Eva Sojková", "")
        await stage.pass_time(timedelta(days=398))
        known = select(persons.c.name).where(persons.c.erased_at.is_(None))
        assert await stage.rows(known) == [("Eva Sojková",)]
        await stage.pass_time(timedelta(days=3))
        assert await stage.rows(known) == []


async def test_whoever_has_a_place_in_another_plan_is_kept_for_it(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=KEPT) as stage:
        await stage.join("Petronela K.", "kotva")
        ludek = await stage.join("Luděk N.", "policie")
        now = stage.clock.now()
        other = PLAN.read_text("utf-8").replace('key = "kamenov"', 'key = "jinde"', 1)
        async with stage.app.database.write() as tx:
            await load(tx, other, now)
            kept = (await tx.execute(select(persons.c.id).where(persons.c.name == "Luděk N."))).scalar_one()
            place = Membership(person=kept, plan="jinde", role=Role.PARTNER, actor="policie", from_at=now)
            await write_batch(tx, Writes(changed_at=now, memberships=(NewMembership(id="m-jinde", membership=place),)))
            later = now + timedelta(days=1)
            assert await let_people_go(tx, "kamenov", before=later, now=later) == 1
            assert await let_people_go(tx, "kamenov", before=later, now=later) == 0
        assert await stage.rows(select(persons.c.name).where(persons.c.erased_at.is_(None))) == [("Luděk N.",)]
        living = select(memberships.c.plan).where(memberships.c.to_at.is_(None))
        assert await stage.rows(living) == [("jinde",)]
        assert ludek.chat
