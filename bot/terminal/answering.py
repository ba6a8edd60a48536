"""Answering at a terminal: for an organisation, or to try the questions out; the interview goes on line by line."""

import argparse

from bot.commands.exit_code import ExitCode
from bot.conversation.buttons import Verb, code
from bot.terminal.desk import Desk
from bot.terminal.loop import converse


async def enter(desk: Desk, arguments: argparse.Namespace) -> int:
    """Enter answers for an organisation."""
    plan = desk.whole_plan
    actor = code(desk.actor(plan, arguments.actor))
    await desk.session.tap(Verb.BEHALF_MEDIUM, code(plan.key), actor, arguments.medium)
    desk.session.offer()
    return ExitCode.OK if await converse(desk, ()) else ExitCode.FAULTS


async def attempt(desk: Desk, arguments: argparse.Namespace) -> int:
    """Try the questions out as a partner; nothing counts."""
    plan = desk.whole_plan
    if arguments.any_actor:
        await desk.session.tap(Verb.TRY_AS, code(plan.key), code(desk.actor(plan, arguments.any_actor)))
    else:
        await desk.session.tap(Verb.TRY, "0")
    desk.session.offer()
    return ExitCode.OK if await converse(desk, ()) else ExitCode.FAULTS
