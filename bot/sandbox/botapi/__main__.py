"""Runs the local Bot API server as a process of its own, with its control API."""

import argparse
import asyncio
import signal
import sys
from datetime import datetime

from bot.clock import Clock, MovableClock, SystemClock
from bot.sandbox.botapi.server import DEFAULT_TOKEN, BotApiServer


def main() -> None:
    """Serve until SIGTERM or SIGINT; the first line written is the address."""
    asyncio.run(_serve(_arguments()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the only token it accepts")
    parser.add_argument("--at", type=datetime.fromisoformat, help="start a movable clock here (with UTC offset)")
    parser.add_argument("--rate", type=float, default=1.0, help="how fast that clock runs; 0 stands still")
    parser.add_argument("--enforce-limits", action="store_true", help="refuse floods with 429")
    return parser.parse_args()


async def _serve(given: argparse.Namespace) -> None:
    clock: Clock = SystemClock() if given.at is None else MovableClock(given.at, rate=given.rate)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with BotApiServer(
        token=given.token, clock=clock, port=given.port, enforce_limits=given.enforce_limits
    ) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
