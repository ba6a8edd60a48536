"""The bot is killed while people write: nothing is lost, nothing is doubled, everybody is answered."""

import asyncio
import random
from datetime import timedelta
from pathlib import Path

from bot.attachments import attachments_folder
from tests.announcing import announce_in
from tests.chaos.books import Lives, looked_at
from tests.chaos.people import Writer
from tests.mortal_bot import POINTS
from tests.town import OPENED, TEXTS, Town, all_sent, answered_all, first_answer, invites, joins, town

FEW = 4
NTH = {"sending": 6, "sent": 6, "marking": 3, "marked": 3}
"""In the middle of the work, where one passing is not yet the middle."""
LATER = timedelta(minutes=5)


async def books(made: Town, lives: Lives) -> list[str]:
    """Say what is wrong with the books of people who wrote only."""
    writers = [
        Writer(person=one, chance=random.Random(0), changes=True, said=made.said.get(one.id, [])) for one in made.people
    ]
    return (await looked_at(made, lives, writers, 0, attachments_folder(str(made.folder / "reports")))).wrong


async def test_a_bot_that_dies_at_every_point_loses_and_doubles_nothing(tmp_path: Path) -> None:
    tokens, lives = await invites(f"sqlite+aiosqlite:///{tmp_path / 'plneni.sqlite3'}"), Lives()
    async with town(tmp_path) as made:
        await made.start_bot(OPENED)
        await asyncio.gather(*(joins(made, token) for token in tokens[:FEW]))
        await made.kill_bot()
        await lives.end(made, {})
        for number, point in enumerate(POINTS, 1):
            words = ("první", "druhé", "třetí")  # so that each chat has several on their way
            await announce_in(made, *(f"Oznámení {number}, {word}" for word in words))
            await made.start_bot(OPENED + LATER * number, point, NTH.get(point, 1))
            await asyncio.gather(*(made.writes_all(person, number) for person in made.people))
            await made.dies()
            await lives.end(made, {})
        await made.start_bot(OPENED + LATER * (len(POINTS) + 1))
        await answered_all(made, f"{len(POINTS) * TEXTS} zpráv")
        await all_sent(made)
        await lives.end(made, {})
        await made.stop_bot()
        assert await books(made, lives) == []


async def test_thirty_people_are_answered_by_the_next_bot(tmp_path: Path) -> None:
    tokens, lives = await invites(f"sqlite+aiosqlite:///{tmp_path / 'plneni.sqlite3'}"), Lives()
    async with town(tmp_path) as made:
        await made.start_bot(OPENED)
        await asyncio.gather(*(joins(made, token) for token in tokens))
        writing = asyncio.gather(*(made.writes_all(person, 1) for person in made.people))
        await first_answer(made)
        await made.kill_bot()
        await writing
        assert await made.waiting() > 0
        await lives.end(made, {})
        await made.start_bot(OPENED + LATER)
        await answered_all(made, f"{TEXTS} zpráv")
        await all_sent(made)
        await lives.end(made, {})
        await made.stop_bot()
        assert await books(made, lives) == []
