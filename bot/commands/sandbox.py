"""`plneni sandbox`: the bot with a plan, tried in a browser on this machine; nothing leaves it."""

import argparse
import asyncio

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.played_plan import PlayedPlan, read_played
from bot.sandbox.page.serving import PORT, PortTakenError, serve
from bot.sandbox.page.words import sandbox_phrase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the plan and --port."""
    language = parser.phrases.language if isinstance(parser, Parser) else ""
    word = sandbox_phrase(language, "help.word_plan")
    parser.add_argument("plan", metavar=word, nargs="?", default="", help=sandbox_phrase(language, "help.plan"))
    parser.add_argument("--port", metavar="PORT", type=int, default=None, help=sandbox_phrase(language, "help.port"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Serve the page until Ctrl+C."""
    if context.database:
        context.write_complaint(sandbox_phrase(context.language, "said.own_database"))
        return ExitCode.WRONG_CALL
    played = read_played(arguments.plan, context)
    return played if isinstance(played, ExitCode) else serve_played(played, context, port=arguments.port)


def serve_played(played: PlayedPlan, context: Context, *, port: int | None = None) -> int:
    """Serve the page for a plan that has been read; say its address.

    Args:
        played: What is played.
        context: Where it is said.
        port: Where, and nowhere else; None takes the usual one, and a free one where that is taken.
    """
    try:
        return _serve(played, context, PORT if port is None else port)
    except PortTakenError:
        if port is None:
            context.write(sandbox_phrase(context.language, "said.port_other", port=PORT))
            return _serve(played, context, 0)
        context.write_complaint(sandbox_phrase(context.language, "said.port_taken", port=port))
        return ExitCode.WRONG_CALL


def _serve(played: PlayedPlan, context: Context, port: int) -> int:
    def ready(address: str) -> None:
        context.write(sandbox_phrase(context.language, "said.ready", title=played.plan.title, address=address))

    asyncio.run(serve(played.plan, played.cast, forms=played.forms, language=context.language, port=port, ready=ready))
    return ExitCode.OK
