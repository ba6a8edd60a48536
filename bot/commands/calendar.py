"""`plneni calendar`: every message that will go out by itself, to whom and when."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar.foresight import Foreseen, foresee
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.with_database import with_database
from bot.intake.cards import index_plan
from bot.words import Words, words_for
from storage.database import Database
from storage.plans import load_plan, load_plan_revisions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which plan."""
    told = parser.phrases.phrase("calendar.help_plan") if isinstance(parser, Parser) else ""
    parser.add_argument("plan", metavar="PLAN", nargs="?", default="", help=told)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Print it, a line a moment."""
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        return await show(database, arguments.plan, context)

    return with_database(context, config, work)


async def show(database: Database, wanted: str, context: Context) -> int:
    """Print what is to come of one plan, or of all."""
    now, words = context.clock.now(), words_for(context.language)
    async with database.read() as tx:
        known = await load_plan_revisions(tx)
        if wanted and wanted not in known:
            context.complain("calendar.unknown_plan", plan=wanted, known=", ".join(sorted(known)) or "–")
            return ExitCode.WRONG_CALL
        for key in [wanted] if wanted else sorted(known):
            index = index_plan(await load_plan(tx, key))
            context.write(f"{key}: {index.plan.title}")
            for one in await foresee(tx, index, now=now):
                context.write(line(words, one, one.at, ZoneInfo(index.plan.time_zone)))
    return ExitCode.OK


def line(words: Words, one: Foreseen, at: datetime, zone: ZoneInfo) -> str:
    """Write "2027-01-11 08:00  zahájení: Petra K., Jan V.; volat: Policie ČR"."""
    local = at.astimezone(zone)
    said = words.text(
        "foreseen",
        act=words.text(f"act_{one.act}"),
        people=", ".join(one.answering),
        to_call=", ".join(one.to_call),
        told=", ".join(one.told),
    )
    return f"{local:%Y-%m-%d %H:%M}  {said}"
