"""`plneni chat`: the coordinator's whole conversation at a terminal, typed or as words of the call."""

import argparse

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.terminal.desk import Desk
from bot.terminal.loop import converse
from bot.terminal.opening import add_options, at_terminal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the lines."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    parser.add_argument("lines", nargs="*", metavar=phrase("word.line"), help=phrase("help.chat_lines"))
    add_options(parser, phrase)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Say the lines, or what is typed."""

    async def play(desk: Desk) -> int:
        return ExitCode.OK if await converse(desk, arguments.lines) else ExitCode.FAULTS

    return at_terminal(arguments, context, play)
