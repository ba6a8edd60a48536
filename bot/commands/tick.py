"""`plneni tick`: one sweep as of a time, then everything that waits is taken and delivered."""

import argparse
import asyncio
from datetime import UTC, datetime

from bot.app import running
from bot.clock import Clock, MovableClock
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.phrases import Phrases
from bot.commands.stopped import say_why_it_stopped
from bot.config import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --at."""
    phrases = parser.phrases if isinstance(parser, Parser) else Phrases("")
    parser.add_argument("--at", metavar="INSTANT", default="", help=phrases.phrase("tick.at"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Sweep once as of the instant; safe to run twice."""
    config = context.config(require_token=True)
    if config is None:
        return ExitCode.WRONG_CALL
    clock = clock_at(arguments.at, context)
    if clock is None:
        context.complain("tick.instant", value=arguments.at)
        return ExitCode.WRONG_CALL
    try:
        asyncio.run(tick(config, clock))
    except Exception as error:  # noqa: BLE001  a mistake of the program's own is raised again there
        return say_why_it_stopped(error, config, context)
    context.show("tick.done", instant=clock.now().isoformat(timespec="seconds"))
    return ExitCode.OK


def clock_at(text: str, context: Context) -> Clock | None:
    """Give a clock that starts at an instant; a time without a zone is UTC. None: it is no instant."""
    if not text:
        return context.clock
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return MovableClock(instant if instant.tzinfo else instant.replace(tzinfo=UTC), rate=1.0)


async def tick(config: Config, clock: Clock) -> None:
    """Do what is due, take what Telegram has, wait until everything is out."""
    async with running(config, clock) as app:
        await app.tick()
