"""Opening a session: which coordinator acts, with what rights, and what the words of the call mean."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from bot.calendar.in_use import refresh
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import with_database
from bot.config import Config
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.telegram_updates import CHANNEL
from bot.invite_bot_name import TelegramIsSilent, TelegramRefuses, ask_name, clean_name
from bot.terminal.desk import Desk
from bot.terminal.intake import TerminalIntake
from bot.terminal.session import Session
from bot.wishes import wishes
from flows.reading.folding import fold
from flows.tasks import Role
from storage.database import Database
from storage.ids import random_mint
from storage.people import Member, load_members

Play: TypeAlias = Callable[[Desk], Awaitable[int]]


def add_options(parser: argparse.ArgumentParser, phrase: Callable[[str], str], *, inherits: bool = False) -> None:
    """Declare who acts, in which plan, and where files go: options of every command of a coordinator.

    Args:
        parser: Of a command, or of one of its deeds.
        phrase: Gives the help texts.
        inherits: What is not said here may have been said before the name of the deed.
    """
    name, key, folder = phrase("word.name"), phrase("word.key"), phrase("word.folder")
    for option, kept, word, told, default in (
        ("--as", "acting", name, "help.acting", ""),
        ("--plan", "plan", key, "help.plan_key", ""),
        ("--round", "round", key, "help.round_key", ""),
        ("--folder", "folder", folder, "help.files_folder", "."),
        ("--bot", "bot", name, "help.bot", ""),
    ):
        value = argparse.SUPPRESS if inherits else default
        parser.add_argument(option, dest=kept, metavar=word, default=value, help=phrase(told))


def at_terminal(arguments: argparse.Namespace, context: Context, play: Play) -> int:
    """Let a coordinator act."""
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        in_force = InForce()
        await refresh(database, in_force)
        member = await acting(database, in_force, arguments, context)
        if member is None:
            return ExitCode.WRONG_CALL
        session = open_session(config, database, in_force, member, arguments, context)
        try:
            return await play(Desk(database=database, in_force=in_force, session=session, plan=member.plan,
                                   round=arguments.round, context=context))  # fmt: skip
        except TelegramRefuses:
            context.complain("invite.telegram_refused")
        except TelegramIsSilent as error:
            context.complain("invite.telegram_silent", detail=error)
        return ExitCode.WRONG_CALL

    return with_database(context, config, work)


def open_session(
    config: Config,
    database: Database,
    in_force: InForce,
    member: Member,
    arguments: argparse.Namespace,
    context: Context,
) -> Session:
    """Put a session together."""

    async def bring_up_to_date() -> None:
        await refresh(database, in_force)

    async def bot_name() -> str:
        return clean_name(arguments.bot) or await ask_name(config.telegram)

    expand = wishes(
        config,
        database,
        in_force,
        context.clock,
        random_mint,
        refresh=bring_up_to_date,
        fetch=file_here,
        bot_name=bot_name,
        at_once=not_shown,
    )
    intake = TerminalIntake(
        database=database,
        clock=context.clock,
        mint=random_mint,
        in_force=in_force,
        member=member,
        language=context.language,
    )
    return Session(intake=intake, expand=expand, context=context, folder=Path(arguments.folder))


async def not_shown(_row: OutRow) -> None:
    """Show nothing of how far something is: what is made is said when it is made."""


async def file_here(name: str) -> bytes:
    """Read a file that was sent at this terminal."""
    return await asyncio.to_thread(Path(name).read_bytes)


async def acting(
    database: Database, in_force: InForce, arguments: argparse.Namespace, context: Context
) -> Member | None:
    """Find the coordinator who acts; None: it is not clear who, and that has been said."""
    if arguments.plan and arguments.plan not in in_force.plans:
        known = ", ".join(sorted(in_force.plans)) or "–"
        context.complain("invite.unknown_plan", key=arguments.plan, known=known)
        return None
    now = context.clock.now()
    async with database.read() as tx:
        found = [
            one
            for plan in ([arguments.plan] if arguments.plan else sorted(in_force.plans))
            for one in await load_members(tx, plan, at=now, roles=[Role.COORDINATOR])
            if one.channel == CHANNEL
        ]
    named = [one for one in found if fold(arguments.acting) in fold(one.name)]
    return only_one(named, found, arguments, context)


def only_one(
    named: Sequence[Member], found: Sequence[Member], arguments: argparse.Namespace, context: Context
) -> Member | None:
    """Give the one who is meant, where it is one person and one plan."""
    people, plans = {one.person for one in named}, {one.plan for one in named}
    names = ", ".join(sorted({one.name for one in found}))
    if not found:
        context.complain("acting.nobody")
    elif not named:
        context.complain("acting.unknown", name=arguments.acting, known=names)
    elif len(people) > 1:
        context.complain("acting.which", known=names)
    elif len(plans) > 1:
        context.complain("invite.which_plan", known=", ".join(sorted(plans)))
    else:
        return named[0]
    return None
