"""What goes wrong around the bot while it lives: Telegram, the network, the disk, the database."""

import asyncio
import contextlib
import random
import resource
import signal
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import aiohttp

from tests.town import Town

METHODS = (None, "sendMessage", "getUpdates", "editMessageText", "answerCallbackQuery", "sendDocument")
LONG_REST = (30, 120)
"""Seconds of a 429; the next bot's clock is later than that."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sky:
    """One life of the bot, as the weather sees it.

    Attributes:
        town: Where.
        chance: Decides.
        may_lose: Chats whose owners need no reply to go on: a refusal may cost them one.
        cuts: Counts answers lost on the way by chat: each may bring one message again, as a kill may.
    """

    town: Town
    chance: random.Random
    may_lose: tuple[int, ...]
    cuts: dict[int, int] = field(default_factory=dict)

    async def orders(self, path: str, **body: object) -> None:
        """Order something of the Bot API server."""
        async with aiohttp.ClientSession() as session, session.post(f"{self.town.url}/control/{path}", json=body) as ok:
            assert ok.status == 200, await ok.text()

    async def waiting_cuts(self) -> dict[int, int]:
        """Give the answers that are still to be lost on the way, by chat."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.town.url}/control/faults") as answer:
            waiting = (await answer.json())["faults"]
        found: dict[int, int] = {}
        for one in waiting:
            if one["kind"] == "cut_after":
                found[one["chat_id"]] = found.get(one["chat_id"], 0) + one["times"]
        return found

    async def faults(self, kind: str, **body: object) -> None:
        """Order some faults of any method."""
        await self.orders(
            "faults", kind=kind, times=self.chance.randint(1, 6), method=self.chance.choice(METHODS), **body
        )


Weather = Callable[[Sky], Awaitable[None]]


async def calm(sky: Sky) -> None:
    """Nothing is wrong."""


async def failing(sky: Sky) -> None:
    """Telegram says 500."""
    await sky.faults("server_error")


async def away(sky: Sky) -> None:
    """Telegram says 502."""
    await sky.faults("bad_gateway")


async def flooded(sky: Sky) -> None:
    """Telegram says 429 with a long rest."""
    await sky.faults("too_many_requests", retry_after=sky.chance.randint(*LONG_REST))


async def cut(sky: Sky) -> None:
    """The network fails before Telegram has the request."""
    await sky.faults("cut_before")


async def deaf(sky: Sky) -> None:
    """The network fails after Telegram did what was asked: nobody can know whether it did."""
    chat = sky.chance.choice([person.id for person in sky.town.people])
    times = sky.chance.randint(1, 2)
    sky.cuts[chat] = sky.cuts.get(chat, 0) + times
    await sky.orders("faults", kind="cut_after", times=times, method="sendMessage", chat_id=chat)


async def forbidden(sky: Sky) -> None:
    """Telegram says 403, as for somebody who blocked the bot."""
    if sky.may_lose:
        await sky.orders(
            "faults", kind="forbidden", times=1, method="sendMessage", chat_id=sky.chance.choice(sky.may_lose)
        )


async def doubled(sky: Sky) -> None:
    """Updates come a second time."""
    await sky.orders("updates", repeat=sky.chance.randint(1, 12))


async def late(sky: Sky) -> None:
    """Updates come late, behind those that were made after them."""
    await sky.orders("updates", hold=True)
    try:
        await asyncio.sleep(sky.chance.uniform(0.1, 0.8))
    finally:
        await sky.orders("updates", hold=False)


async def mixed_up(sky: Sky) -> None:
    """Updates come in reverse."""
    await sky.orders("updates", reverse=sky.chance.randint(1, 3))


async def locked(sky: Sky) -> None:
    """Another program holds the database."""
    file = sky.town.folder / "plneni.sqlite3"
    with (
        contextlib.closing(sqlite3.connect(file, timeout=0.2, isolation_level=None)) as other,
        contextlib.suppress(sqlite3.OperationalError),
    ):
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(sky.chance.uniform(0.2, 2.0))
        other.execute("ROLLBACK")


async def full(sky: Sky) -> None:
    """No file may grow, then one may again."""
    assert sky.town.bot is not None
    with contextlib.suppress(ProcessLookupError):
        free = resource.prlimit(sky.town.bot.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        await asyncio.sleep(sky.chance.uniform(0.2, 1.5))
        resource.prlimit(sky.town.bot.pid, resource.RLIMIT_FSIZE, free)


async def read_only(sky: Sky) -> None:
    """The disk may only be read, until the bot is started anew."""
    _signal(sky.town, signal.SIGUSR1)


async def broken(sky: Sky) -> None:
    """The disk fails, until the bot is started anew."""
    _signal(sky.town, signal.SIGUSR2)


def _signal(town: Town, number: signal.Signals) -> None:
    assert town.bot is not None
    with contextlib.suppress(ProcessLookupError):
        town.bot.send_signal(number)


ORDERLY: Mapping[str, Weather] = {
    "calm": calm,
    "500": failing,
    "502": away,
    "429": flooded,
    "403": forbidden,
    "cut before": cut,
    "cut after": deaf,
    "doubled updates": doubled,
    "locked database": locked,
    "full disk": full,
    "read-only disk": read_only,
    "failing disk": broken,
}
DISORDERLY: Mapping[str, Weather] = {**ORDERLY, "late updates": late, "updates in reverse": mixed_up}
