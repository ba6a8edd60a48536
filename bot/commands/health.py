"""`plneni health`: whether the bot runs and nothing piles up; exit code 0 or 1."""

import argparse

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import with_database
from bot.health.verdict import Trouble, troubles
from storage.database import Database
from storage.health import load_health


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments of its own."""
    del parser


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Look, and say what is wrong and what to do."""
    del arguments
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        now = context.clock.now()
        async with database.read() as tx:
            health = await load_health(tx, now=now)
        found = troubles(health, now=now)
        for trouble in found:
            _say(trouble, context)
        context.show("health.numbers", waiting=health.waiting, steps=health.steps_overdue, failed=health.failed)
        if not found:
            context.show("health.well")
        return ExitCode.FAULTS if found else ExitCode.OK

    return with_database(context, config, work)


def _say(trouble: Trouble, context: Context) -> None:
    context.show(f"health.{trouble.code}", minutes=trouble.minutes, count=trouble.count)
