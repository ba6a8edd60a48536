"""One step of the calendar for ten thousand people: queueing it, and delivering it within Telegram's limits."""

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

from bot.app import App, running
from bot.clock import MovableClock
from bot.delivery.outbox import load_due
from bot.sandbox.botapi import BotApiServer
from bot.sandbox.botapi.server import HandledCall
from bot.sandbox.trial import load, trial_config
from storage.database import Database
from tests.bench.bench_people import know
from tests.bench.bench_plan import plan_source
from tests.bench.bench_process import DidNotRunError

PEOPLE, ACTORS = 10_000, 1_000
BEGIN = datetime(2027, 1, 12, 6, 59, 0, tzinfo=UTC)
"""A Tuesday, a minute before the window opens: the opening is due at eight."""
QUIET = 0.12
"""Seconds without a call after which everybody waits for the clock."""
A_MOMENT = timedelta(milliseconds=1_001)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What one step costs.

    Attributes:
        queued: Seconds of computing and storing all messages.
        most: Most messages that the server took within one second of its clock.
        refused: Calls that it refused.
    """

    queued: float
    most: int
    refused: int


async def measure(folder: Path, people: int = PEOPLE, actors: int = ACTORS) -> Step:
    """Let one step be due for everybody.

    Raises:
        DidNotRunError: Somebody got no message, or two.
    """
    clock = MovableClock(BEGIN)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        async with BotApiServer(clock=clock, enforce_limits=True) as server:
            config = trial_config(server, Path(name))
            async with await Database.open(config.database.url) as database:
                await _settle_in(database, server, people, actors)
            async with running(config, clock) as app:
                await app.calendar.sweep(clock.now())
                clock.move_to(BEGIN + timedelta(minutes=1))
                begun = time.perf_counter()
                await app.calendar.sweep(clock.now())
                queued = time.perf_counter() - begun
                calls = await _deliver(app, server, clock, people)
    heard = Counter(call.chat_id for call in calls if call.status == HTTPStatus.OK)
    if len(heard) != people or set(heard.values()) != {1}:
        raise DidNotRunError(f"{len(heard)} of {people} people were written to, at most {max(heard.values())} times")
    refused = sum(call.status != HTTPStatus.OK for call in calls)
    return Step(queued=queued, most=_most_in_a_second(calls), refused=refused)


async def _settle_in(database: Database, server: BotApiServer, people: int, actors: int) -> None:
    """Give the plan its people: each has started the bot, several answer for one actor."""
    source = plan_source(partners=actors, activities=1, today=BEGIN.date() + timedelta(days=1))
    early = BEGIN - timedelta(days=9)
    async with database.write() as tx:
        plan = await load(tx, source, BEGIN)
    users = [server.acts.add_person("Jana") for _ in range(people)]
    for user in users:
        server.acts.perform(user.id, "start", {"chat_id": user.id, "payload": ""})
    async with database.write() as tx:
        await know(tx, plan, [f"p{one.id}" for one in users], early, [str(one.id) for one in users])


async def _deliver(app: App, server: BotApiServer, clock: MovableClock, people: int) -> Sequence[HandledCall]:
    """Deliver everything; the clock moves on whenever nothing can be sent at its moment."""
    calls: list[HandledCall] = []
    server.calls.clear()
    while sum(call.status == HTTPStatus.OK for call in calls) < people:
        rows = await load_due(app.database, clock)
        if not rows:
            break
        app.courier.take(rows)
        settled = asyncio.ensure_future(app.courier.settle())
        before = -1
        while not settled.done():
            if len(server.calls) == before:
                clock.move_by(A_MOMENT)
            before = len(server.calls)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(settled), QUIET)
        settled.result()
        calls += server.calls
        server.calls.clear()
    return [call for call in calls if call.method == "sendMessage"]


def _most_in_a_second(calls: Sequence[HandledCall]) -> int:
    moments = sorted(call.at for call in calls if call.status == HTTPStatus.OK)
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= timedelta(seconds=1):
            first += 1
        most = max(most, last - first + 1)
    return most
