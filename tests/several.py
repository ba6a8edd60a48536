"""Several bots on one PostgreSQL behind one webhook, for tests: they start, are killed, and one of them leads."""

import asyncio
import contextlib
import json
import random
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web
from sqlalchemy import text

from storage.claims import lock_key
from storage.database import Database
from tests.town import OPENED, ROOT, Town, invites, joins, town

PROCESSES = 3
FEW = 6
LEADER = lock_key("leader")


@dataclass(kw_only=True, slots=True)
class Balancer:
    """What a town's web server does: hands each update to one process, and says 502 when that one is away."""

    ports: list[int] = field(default_factory=list)
    turns: random.Random = field(default_factory=lambda: random.Random(5))

    async def forward(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {**request.headers}
        headers.pop("Host", None)
        port = self.turns.choice(self.ports)
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(f"http://127.0.0.1:{port}/", data=body, headers=headers) as answer,
            ):
                return web.Response(status=answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)


@dataclass(kw_only=True, slots=True)
class Several:
    """A town with several bots.

    Attributes:
        bots: Port to process.
        since: The machine's time at which the town's clocks began.
    """

    made: Town
    url: str
    balancer: Balancer
    bots: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)
    since: float = field(default_factory=time.time)

    async def start(self, *mortal: str) -> int:
        """Start one more process, mortal at a point the nth time if that is said; give its port."""
        port = free_port()
        config = self.made.config(mode="webhook", webhook_url=self.url, webhook_listen=f"127.0.0.1:{port}")
        arguments = (
            sys.executable,
            "-m",
            "tests.mortal_bot",
            json.dumps(config),
            f"{OPENED.isoformat()}@{self.since}",
            *mortal,
        )
        with (self.made.folder / f"bot-{port}.log").open("ab") as log:
            self.bots[port] = await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, stdout=log, stderr=log)
        async with asyncio.timeout(120):
            while not is_open(port):
                assert self.bots[port].returncode is None, "the bot has ended: see its log"
                await asyncio.sleep(0.05)
        self.balancer.ports.append(port)
        return port

    async def kill(self, port: int) -> None:
        """Kill a process; the balancer notices a while later, as balancers do."""
        self.bots[port].kill()
        await self.bots.pop(port).wait()

    async def dies(self, port: int) -> None:
        """Wait until a mortal process has killed itself."""
        async with asyncio.timeout(120):
            assert await self.bots.pop(port).wait() == -signal.SIGKILL
        self.forget_dead()

    def forget_dead(self) -> None:
        self.balancer.ports[:] = list(self.bots)

    async def leader(self) -> int:
        """Give the port of the one process that keeps the calendar."""
        async with await Database.open(self.made.database, lease=False) as opened, asyncio.timeout(60):
            while True:
                async with opened.read() as tx:  # within one transaction the server shows the same people
                    names = set((await tx.execute(LEADING, split(LEADER))).scalars())
                leading = [port for port, bot in self.bots.items() if f"plneni {bot.pid}" in names]
                if leading:
                    return leading[0]
                await asyncio.sleep(0.05)


LEADING = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND datname = current_database() AND classid = :high AND objid = :low"
)


def split(key: int) -> dict[str, int]:
    """Give an advisory lock's key as pg_locks shows it."""
    return {"high": (key >> 32) & 0xFFFFFFFF, "low": key & 0xFFFFFFFF}


def free_port() -> int:
    """Give a port that nobody listens at and that the system gives to nobody by itself."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


def is_open(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.asynccontextmanager
async def several(folder: Path, address: str) -> AsyncIterator[Several]:
    """Run a town with PROCESSES bots behind a balancer; some people have joined."""
    tokens = await invites(address)
    balancer = Balancer()
    app = web.Application()
    app.add_routes([web.post("/{tail:.*}", balancer.forward)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
        async with town(folder, address) as made:
            found = Several(made=made, url=url, balancer=balancer)
            try:
                await asyncio.gather(*(found.start() for _ in range(PROCESSES)))
                await asyncio.gather(*(joins(made, token) for token in tokens[:FEW]))
                yield found
            finally:
                for port in list(found.bots):
                    await found.kill(port)
    finally:
        await runner.cleanup()
