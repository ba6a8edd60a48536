"""`plneni run`: the bot, until it is stopped."""

import argparse
import asyncio
import contextlib
import gc
import signal

from bot.app import running
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.stopped import say_why_it_stopped
from bot.config import Config
from bot.forgotten_closings import keep_still_about_closings
from bot.health.page import health_page
from bot.logs import set_up_logs

GARBAGE = (20_000, 20, 100)
"""How many new objects, and younger rounds, bring on a look for garbage: a batch makes thousands that live shortly."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments of its own."""
    del parser


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Run the bot; SIGTERM and SIGINT stop it once what is under way is written."""
    del arguments
    config = context.config(require_token=True)
    if config is None:
        return ExitCode.WRONG_CALL
    set_up_logs(config.log)
    try:
        asyncio.run(serve(config, context))
    except Exception as error:  # noqa: BLE001  a mistake of the program's own is raised again there
        return say_why_it_stopped(error, config, context)
    return ExitCode.OK


async def serve(config: Config, context: Context) -> None:
    """Serve until a signal comes."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    keep_still_about_closings(loop)
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no handlers for signals in a loop
            loop.add_signal_handler(name, stop.set)
    async with (
        running(config, context.clock) as app,
        health_page(config.health.listen, app.database, context.clock),
    ):
        gc.freeze()  # what is loaded now stays; without this, looking for garbage in it takes a tenth of the time
        gc.set_threshold(*GARBAGE)
        context.show("run.ready", name=app.bot.username)
        work = asyncio.create_task(app.run())
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
        for task in (work, waiting):
            task.cancel()
        results = await asyncio.gather(work, waiting, return_exceptions=True)
    failed = results[0]
    if isinstance(failed, Exception):
        raise failed
