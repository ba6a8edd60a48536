"""`make chaos`: the bot is killed hundreds of times, at named points and at random moments, while people write.

Exit code 0: no accepted answer was lost, no effect came twice, at most one message a chat was repeated per kill.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.mortal_bot import POINTS
from tests.town import OPENED, Town, all_sent, answered_all, invites, joins, repeats, stored_texts, town

PEOPLE = 8
TEXTS = 4
STEP = timedelta(seconds=90)
IN_A_STORM = 25
"""Kills after which everything begins anew: nobody writes hundreds of messages into one answer."""


async def storm(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """Kill the bot again and again; give what went wrong."""
    tokens = await invites(f"sqlite+aiosqlite:///{folder / 'plneni.sqlite3'}")
    async with town(folder) as made:
        await made.start_bot(OPENED)
        await asyncio.gather(*(joins(made, token) for token in tokens[:PEOPLE]))
        await made.kill_bot()
        for kill in range(1, kills + 1):
            await one_kill(made, kill, chance)
            say(f"{kill}/{kills}")
        await made.start_bot(OPENED + STEP * (kills + 1))
        await answered_all(made, f"{kills * TEXTS} zpráv")
        await all_sent(made)
        await made.stop_bot()
        return [*await lost(made), *twice(made, kills)]


async def one_kill(made: Town, kill: int, chance: random.Random) -> None:
    """Start the bot, let everybody write, and see it die: at a point, or at any moment."""
    point = chance.choice([*POINTS, ""])
    await made.start_bot(OPENED + STEP * kill, point, nth=chance.randint(1, 3))
    writing = asyncio.gather(*(writes(made, number, kill) for number in range(PEOPLE)))
    try:
        async with asyncio.timeout(chance.uniform(0.8, 2.5) if not point else 6):
            assert made.bot is not None
            await made.bot.wait()
    except TimeoutError:
        await made.kill_bot()
    await writing


async def writes(made: Town, number: int, kill: int) -> None:
    """Write some texts; what was accepted by Telegram counts."""
    person = made.people[number]
    for index in range(TEXTS):
        text = f"Osoba {person.id}, věta {kill}.{index}."
        await person.says(text)
        made.said.setdefault(person.id, []).append(text)


async def lost(made: Town) -> list[str]:
    """Name the texts that are not stored, or stored twice, or in another order."""
    stored = sorted(texts for texts in await stored_texts(made) if texts)
    return [] if stored == sorted(made.said.values()) else [f"stored differs from said: {stored}"]


def twice(made: Town, kills: int) -> list[str]:
    """Name the chats with more repeated messages than kills."""
    return [f"{repeats(one)} repeats in chat {one.id}" for one in made.people if repeats(one) > kills]


def main() -> int:
    """Run the storm and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="how often the bot is killed")
    parser.add_argument("--seed", type=int, default=0, help="another one kills elsewhere; 0: a new one each time")
    given = parser.parse_args()
    seed = given.seed or random.SystemRandom().randint(1, 1 << 30)
    began = time.monotonic()
    chance, wrong = random.Random(seed), list[str]()
    for first in range(0, given.kills, IN_A_STORM):
        say(f"storm {first // IN_A_STORM + 1}")
        with tempfile.TemporaryDirectory() as folder:
            wrong += asyncio.run(storm(Path(folder), min(IN_A_STORM, given.kills - first), chance))
    said = f"{given.kills} kills, {PEOPLE} people, {given.kills * PEOPLE * TEXTS} texts, seed {seed}"
    say(f"{said}, {time.monotonic() - began:.0f} s")
    for each in wrong:
        say(each)
    say("something was lost or doubled" if wrong else "nothing lost, nothing doubled")
    return 1 if wrong else 0


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
