"""An optional page for machines: /health says 200 or 503, /metrics gives the numbers."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.health.metrics import TYPE, metrics_text
from bot.health.verdict import troubles
from bot.program_version import program_version
from storage.database import Database
from storage.health import Health, load_health

if TYPE_CHECKING:
    from aiohttp.web import Application


class CannotListen(Exception):  # noqa: N818 - names the state of affairs
    """The address cannot be listened at; the message says why."""


@contextlib.asynccontextmanager
async def health_page(listen: str, database: Database, clock: Clock) -> AsyncIterator[int]:
    """Serve the page while the bot runs; with "" there is none.

    Args:
        listen: "127.0.0.1:9180"; port 0 takes a free one.
        database: Read, never written.
        clock: The one clock.

    Yields:
        The port, 0 without a page.

    Raises:
        CannotListen: The address is taken, or not ours.
    """
    if not listen:
        yield 0
        return
    from aiohttp import web  # noqa: PLC0415 - a web server, wanted for the page alone

    runner = web.AppRunner(_application(database, clock), access_log=None)
    await runner.setup()
    try:
        host, _, port = listen.rpartition(":")
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        try:
            await site.start()
        except OSError as error:
            raise CannotListen(error.strerror or type(error).__name__) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _application(database: Database, clock: Clock) -> "Application":
    from aiohttp import web  # noqa: PLC0415 - a web server, wanted for the page alone

    async def numbers() -> Health:
        async with database.read() as tx:
            return await load_health(tx, now=clock.now())

    async def health(_: web.Request) -> web.Response:
        found = troubles(await numbers(), now=clock.now())
        body = {"well": not found, "troubles": [asdict(each) for each in found]}
        return web.json_response(body, status=503 if found else 200)

    async def metrics(_: web.Request) -> web.Response:
        text = metrics_text(await numbers(), now=clock.now(), version=program_version())
        return web.Response(body=text.encode(), headers={"Content-Type": TYPE})

    app = web.Application()
    app.add_routes([web.get("/health", health), web.get("/metrics", metrics)])
    return app
