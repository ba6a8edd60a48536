"""An invite lets one person in, whoever tries it at the same time; its secret is stored nowhere."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Row, select

from bot.conversation.buttons import code
from bot.intake.batch import Intake
from bot.sandbox.people import Person
from flows.ids import token_hash
from storage.columns import metadata
from storage.database import Database
from storage.ids import random_mint
from storage.tables.people import invites, memberships
from storage.tables.rounds import rounds
from tests.chat_stage import ChatStage, chat_stage
from tests.raw_updates import raw_update

RACERS = 6


@pytest.fixture
async def stage(tmp_path: Path, database_url: str) -> AsyncIterator[ChatStage]:
    """A round on SQLite, and one on PostgreSQL."""
    async with chat_stage(tmp_path, database=database_url) as made:
        yield made


def intake(stage: ChatStage, database: Database) -> Intake:
    """One more of the bot's processes, as far as updates are concerned."""
    return Intake(
        database=database,
        bot=stage.app.bot,
        clock=stage.clock,
        mint=random_mint,
        in_force=stage.app.in_force,
        refresh=stage.app.calendar.refresh,
        after=lambda _played: None,
        alert=lambda _update, error: pytest.fail(error),
    )


async def racers(stage: ChatStage, token: str) -> list[Person]:
    """Several people have opened the same link and read what is stored."""
    people = [await stage.crowd.person(f"Osoba {number}") for number in range(RACERS)]
    await stage.app.intake.process([raw_update(one, {"text": f"/start {token}"}) for one in people])
    return people


async def let_in(stage: ChatStage, actor: str) -> list[str]:
    rows = await stage.rows(select(memberships.c.person).where(memberships.c.actor == actor))
    return [str(row[0]) for row in rows]


async def used_by(stage: ChatStage, token: str) -> str:
    query = select(invites.c.used_by).where(invites.c.token_hash == token_hash(token))
    return str((await stage.rows(query))[0][0])


async def test_of_several_who_acknowledge_in_one_batch_one_is_let_in(stage: ChatStage) -> None:
    token = await stage.invite("kotva")
    people = await racers(stage, token)
    await stage.app.intake.process([raw_update(one, {"data": "A:1"}) for one in people])

    assert await let_in(stage, "kotva") == [await used_by(stage, token)]
    assert {one for one in await stage.outcomes() if one.startswith("failed")} == set()


async def test_of_several_who_acknowledge_in_two_processes_at_once_one_is_let_in(
    stage: ChatStage, database_url: str
) -> None:
    token = await stage.invite("kotva")
    people = await racers(stage, token)
    if stage.app.database.dialect == "sqlite":  # a second process is refused there, so both take turns in one
        both = [intake(stage, stage.app.database)] * 2
        await taken_at_once(both, people)
    else:
        async with await Database.open(database_url) as first, await Database.open(database_url) as second:
            await taken_at_once([intake(stage, first), intake(stage, second)], people)

    assert await let_in(stage, "kotva") == [await used_by(stage, token)]
    assert {one for one in await stage.outcomes() if one.startswith("failed")} == set()


async def taken_at_once(processes: list[Intake], people: list[Person]) -> None:
    taps = [raw_update(one, {"data": "A:1"}) for one in people]
    half = len(taps) // 2
    await asyncio.gather(processes[0].process(taps[:half]), processes[1].process(taps[half:]))


async def test_a_link_that_was_used_expired_or_invented_lets_nobody_in(stage: ChatStage) -> None:
    used, old = await stage.invite("kotva"), await stage.invite("kotva", days=1)
    await stage.app.intake.process([raw_update(one, {"data": "A:1"}) for one in (await racers(stage, used))[:1]])
    before = await let_in(stage, "kotva")
    await stage.pass_time(timedelta(days=2))
    person = await stage.crowd.person("Kdosi jiný")
    for token in (used, old, old.swapcase(), f" {used}", used[:-1], "x" * 64, token_hash(used), "%", "' OR 1=1 --"):
        await stage.app.intake.process(
            [raw_update(person, {"text": f"/start {token}"}), raw_update(person, {"data": "A:1"})]
        )

    assert await let_in(stage, "kotva") == before
    assert {one for one in await stage.outcomes() if one.startswith("failed")} == set()


async def every_row(stage: ChatStage) -> str:
    """Give everything that is stored as one text."""
    found: list[Row[tuple[object, ...]]] = []
    for table in metadata.sorted_tables:
        found += await stage.rows(select(table))
    return "\n".join(map(str, found))


async def test_the_secret_of_an_invite_is_stored_nowhere_when_it_was_opened_nor_when_it_was_used(
    stage: ChatStage,
) -> None:
    token = await stage.invite("kotva")
    person = await stage.crowd.person("Petra K.")
    await person.start(token)
    await stage.quiet()
    opened = await every_row(stage)
    await stage.taps(person, "Rozumím, pokračovat")

    assert token not in opened
    assert "/start …" in opened
    assert token not in await every_row(stage)
    assert token_hash(token) in await every_row(stage)


async def test_a_link_that_a_coordinator_makes_in_the_chat_is_stored_nowhere_either(stage: ChatStage) -> None:
    eva = await stage.join("Eva Sojková", "")
    round_ = str((await stage.rows(select(rounds.c.id)))[0][0])
    said = await stage.new_after(eva, eva.taps_data(f"S:v:{round_}:{code('kotva')}"))
    token = "".join(one.text for one in said).partition("?start=")[2].split()[0]
    rows = await every_row(stage)

    assert token not in rows
    assert token_hash(token) in rows
