"""How long an act waits for its answer: one person, and many in a closed loop; the product and the plain bot."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from bot.sandbox.trial import invite_all, load
from storage.database import Database
from tests.bench.bench_people import PEOPLE_AN_ACTOR, know
from tests.bench.bench_plan import plan_source
from tests.bench.bench_process import PRODUCT, DidNotRunError, database_url, dialog, end_of_log, plain, running_bot
from tests.bench.bench_walk import CYCLE, Answered, TimedServer, Walker

JOIN_SECONDS = 120.0
WALK_SECONDS = 120.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """A load.

    Attributes:
        people: How many people walk.
        activities: How many each of them sends.
        think: Seconds they think before each act.
        known: How many persons the product knows besides, each with a task open.
    """

    people: int
    activities: int
    think: float = 0.0
    known: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """What came out, times in milliseconds.

    Attributes:
        acts: Number of acts.
        tap_p50: Update given to the bot until its reply is received, taps only.
        tap_p95: Likewise.
        p50: Act done until its reply is received: with the time that the update waits to be fetched.
        p95: Likewise.
        a_second: Acts answered in a second.
        cpu: Processor time of the bot for an act.
        server_cpu: Processor time of the server and the simulated people for an act.
        at_rest: Megabytes that the bot holds before anybody writes.
        memory: Megabytes that it holds at the end.
    """

    acts: int
    tap_p50: float
    tap_p95: float
    p50: float
    p95: float
    a_second: float
    cpu: float
    server_cpu: float
    at_rest: float
    memory: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What a whole walk took: seconds, processor time of the bot and of the server, megabytes before and after."""

    seconds: float
    cpu: float
    server_cpu: float
    at_rest: float
    memory: float


async def measure(crowd: Crowd, folder: Path, rival: str = "") -> Waits:
    """Let a crowd walk with a fresh bot on a fresh database.

    Args:
        crowd: Who walks.
        folder: Where databases may lie.
        rival: Another bot than the product: "durable", "memory" or "pickle" (ConversationHandler), or "dialog".

    Raises:
        DidNotRunError: The bot did not start, or left somebody without an answer.
        WentAstrayError: The bot asked something else than the walk expects.
    """
    with tempfile.TemporaryDirectory(dir=folder) as name:
        own = Path(name)
        async with TimedServer() as server:
            payloads = [""] * crowd.people if rival else await _prepare(server, crowd, own)
            words = _words(server, own, rival)
            async with running_bot(server, own, words) as bot:
                await bot.rests()
                at_rest = bot.memory()
                walkers = await _join(server, crowd, payloads)
                await bot.rests()
                cpu, own_cpu, begun = bot.cpu_seconds(), time.process_time(), time.perf_counter()
                for walker in walkers:
                    walker.walk()
                await _all_finish(walkers, own)
                spent = Spent(
                    seconds=time.perf_counter() - begun,
                    cpu=bot.cpu_seconds() - cpu,
                    server_cpu=time.process_time() - own_cpu,
                    at_rest=at_rest,
                    memory=bot.memory(),
                )
    return _waits([one for walker in walkers for one in walker.answered], spent)


async def _all_finish(walkers: Sequence[Walker], folder: Path) -> None:
    try:
        async with asyncio.timeout(WALK_SECONDS):
            await asyncio.gather(*(walker.finished for walker in walkers))
    except TimeoutError as error:
        waiting = sum(not walker.finished.done() for walker in walkers)
        raise DidNotRunError(f"{waiting} people got no answer; the log ends: {end_of_log(folder)}") from error


def _words(server: TimedServer, folder: Path, rival: str) -> Sequence[str]:
    if rival == "dialog":
        return dialog(server)
    return plain(server, folder, rival) if rival else PRODUCT


async def _prepare(server: TimedServer, crowd: Crowd, folder: Path) -> list[str]:
    """Make the product's database with the plan, open its round, and write down who is known; give the invites."""
    now = datetime.now(UTC)
    partners = max(crowd.people, crowd.known // PEOPLE_AN_ACTOR)
    source = plan_source(partners=partners, activities=crowd.activities + 1, today=now.date(), remind=False)
    async with await Database.open(database_url(folder)) as database, database.write() as tx:
        plan = await load(tx, source, now)
        tokens = await invite_all(tx, plan, now)
    if crowd.known:
        async with running_bot(server, folder, PRODUCT) as bot:
            await bot.rests()
        async with await Database.open(database_url(folder)) as database, database.write() as tx:
            await know(tx, plan, [f"p{number}" for number in range(crowd.known)], now)
    return [tokens[key] for key in sorted(tokens) if key][: crowd.people]


async def _join(server: TimedServer, crowd: Crowd, payloads: Sequence[str]) -> list[Walker]:
    walkers = []
    for payload in payloads:
        person = server.acts.add_person("Jana", last_name="Nová")
        walker = Walker(server, person.id, acts=crowd.activities * len(CYCLE), think=crowd.think)
        server.people[person.id] = walker
        walkers.append(walker)
        walker.start(payload)
    async with asyncio.timeout(JOIN_SECONDS):
        await asyncio.gather(*(walker.ready for walker in walkers))
    await server.wait_until_polled()
    return walkers


def _waits(answered: Sequence[Answered], spent: Spent) -> Waits:
    taps = [one.received - one.given for one in answered if one.tap]
    whole = [one.received - one.made for one in answered]
    return Waits(
        acts=len(answered),
        tap_p50=1000 * median(taps),
        tap_p95=1000 * _p95(taps),
        p50=1000 * median(whole),
        p95=1000 * _p95(whole),
        a_second=len(answered) / spent.seconds,
        cpu=1000 * spent.cpu / len(answered),
        server_cpu=1000 * spent.server_cpu / len(answered),
        at_rest=spent.at_rest,
        memory=spent.memory,
    )


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]
