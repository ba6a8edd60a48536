"""`make chaos`: the bot is killed hundreds of times, at named points and at random moments, in all weathers.

Exit code 0: no accepted answer was lost, no effect came twice, at most one message a chat was repeated per kill.
"""

import argparse
import asyncio
import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.storm import Toll, storm
from tests.chaos.weather import DISORDERLY, ORDERLY
from tests.mortal_bot import OF_FILES, POINTS

IN_A_STORM = 25
"""Kills after which everything begins anew: nobody writes hundreds of messages into one answer."""


def main() -> int:
    """Run the storms and say how they went."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=400, help="how often the bot is killed")
    parser.add_argument("--seed", type=int, default=0, help="another one kills elsewhere; 0: a new one each time")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="no storm begins after so long")
    given = parser.parse_args()
    seed = given.seed or random.SystemRandom().randint(1, 1 << 30)
    chance, toll, began = random.Random(seed), Toll(), time.monotonic()
    for number, first in enumerate(range(0, given.kills, IN_A_STORM)):
        if time.monotonic() - began > given.minutes * 60:
            break
        say(f"storm {number + 1}")
        plan = foreseen(min(IN_A_STORM, given.kills - first), chance, is_orderly=number % 2 == 0)
        with tempfile.TemporaryDirectory() as folder:
            try:
                asyncio.run(storm(Path(folder), toll, chance, plan, say))
            except Exception as error:  # noqa: BLE001 - the other storms are to be seen too
                toll.wrong.append(f"storm {number + 1} did not come to its end: {error!r}")
        say(f"storm {number + 1} is over: {toll.kills} kills, {toll.repeated} messages repeated, wrong: {toll.wrong}")
    tell(toll, seed, time.monotonic() - began)
    return 1 if toll.wrong else 0


def foreseen(kills: int, chance: random.Random, *, is_orderly: bool) -> list[tuple[str, str]]:
    """Give each life's point and weather, each in turn and in any order; every second one ends at a random moment."""
    points = [*POINTS, *OF_FILES]
    weathers = [*(ORDERLY if is_orderly else DISORDERLY)]
    chance.shuffle(points)
    chance.shuffle(weathers)
    return [
        ("" if number % 2 else points[number // 2 % len(points)], weathers[number % len(weathers)])
        for number in range(kills)
    ]


def tell(toll: Toll, seed: int, seconds: float) -> None:
    """Print the toll."""
    say(f"{toll.kills} kills, {toll.updates} updates of people, seed {seed}, {seconds / 60:.0f} minutes")
    say(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    say("killed: " + ", ".join(f"{point or 'any moment'} {count}" for point, count in toll.points.most_common()))
    say("while: " + ", ".join(f"{weather} {count}" for weather, count in toll.weathers.most_common()))
    say(f"messages repeated: {toll.repeated}")
    for each in toll.wrong:
        say(f"WRONG: {each}")
    say("something was lost or doubled" if toll.wrong else "nothing lost, nothing doubled")


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
