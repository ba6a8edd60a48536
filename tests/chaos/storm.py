"""One storm: a town, its people, and a bot that is killed as often as is wanted."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp
from sqlalchemy import func, select

from bot.attachments import attachments_folder
from storage.database import Database
from storage.tables.tasks import attachments
from tests.announcing import announce_in
from tests.chaos.books import Lives, looked_at
from tests.chaos.people import A_LIFE, PATIENT, Walker, Writer
from tests.chaos.weather import DISORDERLY, ORDERLY, Sky
from tests.town import OPENED, Town, invites, joins, town, unfinished

WRITERS, WALKERS, ACTIVITIES = 4, 3, 6
STEP = timedelta(minutes=5)
"""How much later each life of the bot begins: what had to rest may go on."""
LONGEST = 1.5
"""Times that it took to start, or seconds, after which a life ends, whether it has come to its point or not."""
SLOWLY = 0.1
"""The server forgets a press after 150 seconds, and a machine with other work may be dead for longer."""
Say = Callable[[str], None]
YOUNG = 0.15
"""Share of the lives that end before the bot has opened everything."""


@dataclass(kw_only=True, slots=True)
class Toll:
    """What one or more storms were.

    Attributes:
        points: Where the bot was killed; "" = at a random moment.
        weathers: What went wrong around a bot that had opened everything.
        wrong: A line for everything that must not be.
    """

    points: Counter[str] = field(default_factory=Counter)
    weathers: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    updates: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return self.points.total()


@dataclass(kw_only=True, slots=True)
class Storm:
    """A storm in the making.

    Attributes:
        young: Share of the lives that end before the bot has opened everything, and see no weather.
        cuts: Answers that were to be lost on the way when the last life ended: the next one may lose them.
    """

    town: Town
    chance: random.Random
    toll: Toll
    young: float = YOUNG
    writers: list[Writer] = field(default_factory=list)
    lives: Lives = field(default_factory=Lives)
    cuts: dict[int, int] = field(default_factory=dict)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def life(self, number: int, point: str, weather: str) -> None:
        """Start the bot, let something go wrong, and see it die."""
        may_lose = tuple(one.person.id for one in self.writers)
        sky = Sky(town=self.town, chance=self.chance, may_lose=may_lose, cuts=self.cuts)
        for writer in self.writers:
            writer.left = A_LIFE
        words = ("první", "druhé")  # so that each chat has several on their way
        await announce_in(self.town, *(f"Oznámení {number}, {word}" for word in words))
        began = time.monotonic()
        if self.chance.random() < self.young:
            await self._starts(number, point)
            await asyncio.sleep(self.chance.uniform(0, 1))
            if self.town.bot is not None and self.town.bot.returncode is not None:
                await self._starts(number, point)
            await self._is_killed(number)
            point = ""
        else:
            await self._starts(number, point)
            while not await self.town.is_ready():  # Telegram is away, so it ended; whoever watches over it starts it
                await self._starts(number, point)
            longest = LONGEST * max(1.0, time.monotonic() - began)
            raging = asyncio.create_task(self._rages(weather, sky))
            died = await self._dies(longest if point else self.chance.uniform(0, longest / 2))
            await raging
            point = point if died else ""
            await self._is_killed(number)
        self.toll.points[point] += 1
        await sky.orders("updates", hold=False)
        self.cuts = await sky.waiting_cuts()
        await self.lives.end(self.town, {chat: cuts - self.cuts.get(chat, 0) for chat, cuts in sky.cuts.items()})

    async def _starts(self, number: int, point: str) -> None:
        await self.town.start_bot(OPENED + STEP * number, point, self.chance.randint(1, 4))

    async def _rages(self, weather: str, sky: Sky) -> None:
        await asyncio.sleep(self.chance.uniform(0, 0.5))
        await DISORDERLY[weather](sky)
        self.toll.weathers[weather] += 1

    async def _dies(self, seconds: float) -> bool:
        assert self.town.bot is not None
        try:
            async with asyncio.timeout(seconds):
                await self.town.bot.wait()
        except TimeoutError:
            return False
        return True

    async def _is_killed(self, number: int) -> None:
        """Kill whoever lives still; a bot that has begun may die of nothing else."""
        bot = self.town.bot
        assert bot is not None
        if bot.returncode is None:
            bot.kill()
        if await bot.wait() != -signal.SIGKILL:
            self.toll.wrong.append(f"life {number} ended by itself: {bot.returncode}")

    async def clears_up(self, number: int) -> None:
        """Let nothing be wrong any more, and start a last bot, some hours later."""
        async with aiohttp.ClientSession() as session, session.delete(f"{self.town.url}/control/faults") as answer:
            assert answer.status == 200
        await self.town.start_bot(OPENED + STEP * number + timedelta(hours=4))
        await self.town.is_ready()

    async def ends(self) -> None:
        """Wait until the last bot has nothing left to do, and stop it."""
        try:
            async with asyncio.timeout(PATIENT):
                while await self._left():  # noqa: ASYNC110 - another process does it
                    await asyncio.sleep(0.2)
        except TimeoutError:
            self.toll.wrong.append(f"the last bot is not done: {await self._left()}")
        await self.lives.end(self.town, {})
        await self.town.stop_bot()

    async def _left(self) -> list[str]:
        """Say what the bot has not done yet."""
        updates, files = await self.town.waiting(), await wanted_files(self.town)
        left = [f"{updates} updates wait"] if updates else []
        left += [f"{files} files are not fetched"] if files else []
        return left + [one[:200] for one in await unfinished(self.town)]


async def storm(
    folder: Path,
    toll: Toll,
    chance: random.Random,
    plan: Sequence[tuple[str, str]],
    say: Say,
    *,
    activities: int = ACTIVITIES,
    young: float = YOUNG,
) -> None:
    """Let a storm pass over a town.

    Args:
        folder: Where the town is.
        toll: What the storms were so far; is added to.
        chance: Decides.
        plan: For each life of the bot where it is to die ("" = at a random moment) and what is to go wrong.
        say: Is told how it goes.
        activities: How many activities each of those who walk goes through.
        young: Share of the lives that end before the bot has opened everything.
    """
    tokens = await invites(f"sqlite+aiosqlite:///{folder / 'plneni.sqlite3'}", activities)
    is_orderly = all(weather in ORDERLY for _, weather in plan)
    async with town(folder, rate=SLOWLY) as made:
        one = Storm(town=made, chance=chance, toll=toll, young=young)
        await made.start_bot(OPENED)
        joined = await asyncio.gather(*(joins(made, token) for token in tokens[:WRITERS]))
        one.writers = [Writer(person=person, chance=chance, changes=is_orderly) for person in joined]
        walkers = [Walker(town=made, token=token, activities=activities) for token in tokens[WRITERS:][:WALKERS]]
        await made.kill_bot()
        await one.lives.end(made, {})
        async with asyncio.TaskGroup() as people:
            for living in (*(writer.live(one.over) for writer in one.writers), *(walker.live() for walker in walkers)):
                people.create_task(living)
            for number, (point, weather) in enumerate(plan, 1):
                await one.life(number, point, weather)
                say(f"{number}/{len(plan)} {point or 'any moment'}, {weather}")
            one.over.set()
            await one.clears_up(len(plan) + 1)
        await one.ends()
        folder_of_files = attachments_folder(str(folder / "reports"))
        verdict = await looked_at(made, one.lives, one.writers, sum(walker.sent for walker in walkers), folder_of_files)
        toll.repeated += verdict.repeated
        toll.updates += verdict.updates
        toll.wrong += verdict.wrong


async def wanted_files(made: Town) -> int:
    """Count the files that are to be fetched still."""
    async with await Database.open(made.database, lease=False) as opened, opened.read() as tx:
        query = select(func.count()).select_from(attachments).where(attachments.c.state == "wanted")
        return int((await tx.execute(query)).scalar_one())
