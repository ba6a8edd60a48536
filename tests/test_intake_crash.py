"""The bot is killed while people write: nothing is lost, nothing is doubled, everybody is answered."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.mortal_bot import POINTS
from tests.town import (
    OPENED,
    PEOPLE,
    TEXTS,
    all_sent,
    answered_all,
    first_answer,
    invites,
    joins,
    repeats,
    stored_texts,
    town,
)

KILLS = 2
FEW = 4
NTH = {"sending": 2, "sent": 2, "marked": 2}
"""In the middle of the work, where one passing is not yet the middle."""


async def test_kills_in_the_middle_of_the_work_lose_and_double_nothing(tmp_path: Path) -> None:
    tokens = await invites(f"sqlite+aiosqlite:///{tmp_path / 'plneni.sqlite3'}")
    async with town(tmp_path) as made:
        await made.start_bot(OPENED)
        await asyncio.gather(*(joins(made, token) for token in tokens))
        for kill in range(1, KILLS + 1):
            writing = asyncio.gather(*(made.writes_all(person, kill) for person in made.people))
            await first_answer(made)
            await made.kill_bot()
            await writing
            assert await made.waiting() > 0
            await made.start_bot(OPENED + timedelta(minutes=5 * kill))
            await answered_all(made, f"{kill * TEXTS} zpráv")
        for person in made.people:
            assert repeats(person) <= KILLS
        await all_sent(made)
        await made.stop_bot()
        assert sorted(await stored_texts(made)) == sorted(made.said.values())
        assert Counter(map(len, made.said.values())) == {TEXTS * KILLS: PEOPLE}


@pytest.mark.parametrize("point", POINTS)
async def test_a_bot_that_dies_at_this_point_loses_and_doubles_nothing(tmp_path: Path, point: str) -> None:
    tokens = await invites(f"sqlite+aiosqlite:///{tmp_path / 'plneni.sqlite3'}")
    async with town(tmp_path) as made:
        await made.start_bot(OPENED)
        await asyncio.gather(*(joins(made, token) for token in tokens[:FEW]))
        await made.kill_bot()
        await made.start_bot(OPENED + timedelta(minutes=5), point, NTH.get(point, 1))
        await asyncio.gather(*(made.writes_all(person, 1) for person in made.people))
        await made.dies()
        await made.start_bot(OPENED + timedelta(minutes=10))
        await answered_all(made, f"{TEXTS} zpráv")
        await all_sent(made)
        await made.stop_bot()
        for person in made.people:
            assert repeats(person) <= KILLS
        stored = [texts for texts in await stored_texts(made) if texts]
        assert sorted(stored) == sorted(made.said.values())
