"""The bot is killed while the calendar works: a round opens, reminds and closes once, and one edition is issued."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.sandbox.people import Person
from bot.sandbox.trial import load
from flows.tasks import Role
from storage.database import Database, Tx
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.tables.reports import edition_files, editions
from storage.tables.rounds import round_events, rounds, steps
from storage.tables.traffic import outbox
from tests.calendar_stage import BEFORE, at, plan_text
from tests.chaos.books import Lives, beside_rows, failed
from tests.mortal_bot import OF_CALENDAR
from tests.town import Town, all_sent, town

DEATHS = (
    ("2027-01-11 08:00", "opened"), ("2027-01-11 08:01", "queued"), ("2027-01-11 08:02", "sent"),
    ("2027-01-11 08:03", ""), ("2027-01-15 09:00", "marking"), ("2027-01-15 09:01", ""),
    ("2027-02-02 10:00", "closed"), ("2027-02-02 10:01", "frozen"), ("2027-02-02 10:02", "made"),
    ("2027-02-02 10:03", "issued"),
)  # fmt: skip
"""When, and where; "" = once everything is out."""
NTH = {"sent": 2}
ACTORS = ("", "kotva", "mp")


async def joined(made: Town) -> list[Person]:
    """Let the coordinator and the partners join before the round opens."""
    tokens, people = {actor: random_token() for actor in ACTORS}, []
    async with await Database.open(made.database) as database, database.write() as tx:
        plan = await load(tx, plan_text(), BEFORE)
        new = [
            NewInvite(
                id=random_mint(),
                token=token,
                plan=plan.key,
                role=Role.PARTNER if actor else Role.COORDINATOR,
                actor=actor,
                created_at=BEFORE,
                expires_at=BEFORE + timedelta(days=90),
            )
            for actor, token in tokens.items()
        ]
        await create_invites(tx, new)
    await made.start_bot(BEFORE)
    for token in tokens.values():
        person = await made.crowd.person("Petra K.")
        made.people.append(person)
        people.append(person)
        await person.start(token)
        await person.wait_for(lambda one: bool(one.buttons), seconds=60)
        await person.taps(row=0, column=0)
        await person.wait_for(seconds=60)
    await all_sent(made)
    await made.kill_bot()
    return people


async def happened_once(tx: Tx) -> None:
    """Everything that a round does by itself was done, and its edition has every file once."""
    assert (await tx.execute(select(rounds.c.state))).scalars().all() == ["closed"]
    done = await tx.execute(
        select(round_events.c.event, round_events.c.tries).where(round_events.c.done_at.is_not(None))
    )
    happened = {event.partition(":")[0]: tries for event, tries in done}
    assert {"open", "close", "compile"} <= happened.keys(), happened
    assert [tuple(row) for row in await tx.execute(select(editions.c.number, editions.c.final))] == [(1, True)]
    names = (await tx.execute(select(edition_files.c.name))).scalars().all()
    assert sum(name.endswith(".html") for name in names) >= 1
    linked = await tx.execute(
        select(steps.c.step, outbox.c.state)
        .join(outbox, outbox.c.id == steps.c.outbox)
        .where(steps.c.state.in_(["sent", "folded"]))
    )
    assert {state for _, state in linked} <= {"sent", "dropped"}  # what was sent unmarked may be void by the next start
    documents = (await tx.execute(select(outbox.c.payload, outbox.c.state).where(outbox.c.kind == "document"))).all()
    sent = [payload["name"] for payload, _ in documents]
    assert len(sent) == len(set(sent)) >= 2
    assert {state for _, state in documents} == {"sent"}


async def test_deaths_of_the_calendar_double_and_forget_nothing(tmp_path: Path) -> None:
    lives = Lives()
    async with town(tmp_path) as made:
        coordinator, *partners = await joined(made)
        await lives.end(made, {})
        for moment, point in DEATHS:
            await made.start_bot(at(moment), point, NTH.get(point, 1))
            if point:
                await made.dies()
            else:
                await all_sent(made)
                await made.kill_bot()
            await lives.end(made, {})
        await made.start_bot(at("2027-02-02 10:10"))
        await coordinator.wait_for(lambda one: one.attachment is not None, seconds=60)
        await all_sent(made)
        await lives.end(made, {})
        await made.stop_bot()
        async with await Database.open(made.database) as database, database.read() as tx:
            assert await failed(tx) == []
            assert (await beside_rows(tx, made.people, lives))[0] == []
            await happened_once(tx)
        for partner in partners:
            await partner.refresh()
            said = [one.text for one in partner.history if one.by_bot]
            assert 1 <= sum("prosíme o podklady" in one for one in said) <= 3
            assert sum("do termínu zbývá" in one for one in said) in {1, 2}


def test_every_point_of_the_calendar_is_died_at() -> None:
    assert set(OF_CALENDAR) <= {point for _, point in DEATHS}
