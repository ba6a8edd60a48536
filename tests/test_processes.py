"""Three processes on one PostgreSQL behind one webhook: each chat in order, nothing twice, the calendar by one."""

import asyncio
from pathlib import Path

from tests.announcing import announce_in
from tests.several import several
from tests.town import TEXTS, all_sent, answered_all, repeats, stored_texts


async def test_three_processes_answer_in_order_and_nothing_comes_twice(tmp_path: Path, postgresql_url: str) -> None:
    async with several(tmp_path, postgresql_url) as found:
        made = found.made
        await asyncio.gather(*(made.writes_all(person, 1) for person in made.people), announce_in(made, "Oznámení"))
        await answered_all(made, f"{TEXTS} zpráv")
        await all_sent(made)
        assert sorted(texts for texts in await stored_texts(made) if texts) == sorted(made.said.values())
        for person in made.people:
            assert [one.text for one in person.history].count("Oznámení") == 1
            assert repeats(person) == 0


async def test_a_process_killed_between_its_commit_and_its_reply_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, postgresql_url: str
) -> None:
    points = ("committed", "confirming")
    async with several(tmp_path, postgresql_url) as found:
        made = found.made
        for kill, point in enumerate(points, start=1):
            mortal = await found.start(point, "2")
            writing = asyncio.gather(*(made.writes_all(person, kill) for person in made.people))
            await found.dies(mortal)
            await writing
            await answered_all(made, f"{kill * TEXTS} zpráv")
        await all_sent(made)
        assert sorted(texts for texts in await stored_texts(made) if texts) == sorted(made.said.values())
        assert all(repeats(person) <= len(points) for person in made.people)


async def test_when_the_leader_is_killed_another_one_leads_and_nothing_is_lost(
    tmp_path: Path, postgresql_url: str
) -> None:
    async with several(tmp_path, postgresql_url) as found:
        made, kills = found.made, 2
        for kill in range(1, kills + 1):
            writing = asyncio.gather(*(made.writes_all(person, kill) for person in made.people))
            first = await found.leader()
            await found.kill(first)
            found.forget_dead()
            await writing
            assert await found.leader() != first
            await announce_in(made, f"Oznámení {kill}")
            await answered_all(made, f"{kill * TEXTS} zpráv")
            await all_sent(made)
        await all_sent(made)
        assert sorted(texts for texts in await stored_texts(made) if texts) == sorted(made.said.values())
        for person in made.people:
            assert repeats(person) <= kills
            said = [one.text for one in person.history]
            assert all(1 <= said.count(f"Oznámení {kill}") <= 1 + kills for kill in range(1, kills + 1))
