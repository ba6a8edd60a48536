"""The server of three processes restarts while everybody writes: the bots go on by themselves, nothing is lost."""

import asyncio
from pathlib import Path

from tests.announcing import announce_in
from tests.own_postgresql import own_postgresql
from tests.several import several
from tests.town import TEXTS, all_sent, answered_all, repeats, stored_texts


async def test_after_a_restart_of_the_server_all_go_on_and_one_of_them_leads(tmp_path: Path) -> None:
    async with own_postgresql() as server, several(tmp_path, server.url) as found:
        made = found.made
        await announce_in(made, "Oznámení")
        writing = asyncio.gather(*(made.writes_all(person, 1) for person in made.people))
        await server.restart()
        await writing
        await answered_all(made, f"{TEXTS} zpráv")
        await found.leader()  # waits for one, and finds it among the bots, or raises
        assert all(bot.returncode is None for bot in found.bots.values())
        await all_sent(made)
        assert sorted(texts for texts in await stored_texts(made) if texts) == sorted(made.said.values())
        for person in made.people:
            await person.refresh()
            assert repeats(person) <= 1
            assert 1 <= [one.text for one in person.history].count("Oznámení") <= 2
