"""Serving the page on this machine only, until it is told to stop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator, Mapping

import uvicorn

from bot.forgotten_closings import keep_still_about_closings
from bot.sandbox.demo import Cast
from bot.sandbox.page.keeping import Keeper
from bot.sandbox.page.web import Page
from flows.plan import Plan

HOST = "127.0.0.1"
PORT = 8080


class PortTakenError(Exception):
    """Something else listens at the port."""


class _Server(uvicorn.Server):
    """Ends by itself: whoever started it minds the signals, so that the temporary folder goes too."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(
    plan: Plan, cast: Cast, *, forms: Mapping[str, str], language: str, port: int, ready: Callable[[str], None]
) -> None:
    """Serve the sandbox until SIGINT or SIGTERM.

    Args:
        plan: What is played.
        cast: Who plays.
        forms: The forms that it asks with, as Markdown by key.
        language: Of the page and of the phones on it.
        port: Where on 127.0.0.1; 0 takes a free port.
        ready: Told the page's address.

    Raises:
        PortTakenError: Something else listens there.
    """
    listening = _listen(port)
    keeper = Keeper(plan, cast, forms=forms, language=language)
    application = Page(keeper, language=language).application()
    settings = uvicorn.Config(application, log_level="warning", lifespan="off", timeout_graceful_shutdown=5)
    server = _Server(settings)

    def end() -> None:
        server.should_exit = True
        keeper.end()

    keep_still_about_closings(asyncio.get_running_loop())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
    try:
        await _until_over(keeper, server, listening, ready=ready, end=end)
    finally:
        listening.close()


async def _until_over(
    keeper: Keeper,
    server: _Server,
    listening: socket.socket,
    *,
    ready: Callable[[str], None],
    end: Callable[[], None],
) -> None:
    """Play and serve until either is over; then both are."""
    keeping = asyncio.create_task(keeper.run())
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    opened = asyncio.create_task(keeper.opened())
    try:
        await asyncio.wait({keeping, serving, opened}, return_when=asyncio.FIRST_COMPLETED)
        if opened.done():
            ready(f"http://{HOST}:{listening.getsockname()[1]}/")
        await asyncio.wait({keeping, serving}, return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            keeping.result()
    finally:
        end()
        for task in (opened, keeping):
            task.cancel()
        await asyncio.gather(opened, keeping, serving, return_exceptions=True)


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        raise PortTakenError(port) from error
    return listening
