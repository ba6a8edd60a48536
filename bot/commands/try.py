"""`plneni try`: try the questions out as a partner."""  # noqa: N999 - a module is named as its command

import argparse

from bot.commands.context import Context
from bot.commands.parser import Parser
from bot.terminal.answering import attempt
from bot.terminal.opening import add_options, at_terminal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare as whom."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    parser.add_argument("any_actor", nargs="?", default="", metavar=phrase("word.actor"), help=phrase("deed.any_actor"))
    add_options(parser, phrase)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Answer, line by line."""
    return at_terminal(arguments, context, lambda desk: attempt(desk, arguments))
