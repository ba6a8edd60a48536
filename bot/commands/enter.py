"""`plneni enter ACTOR`: enter answers for an organisation."""

import argparse

from bot.commands.context import Context
from bot.commands.parser import Parser
from bot.terminal.answering import enter
from bot.terminal.opening import add_options, at_terminal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare for whom, and how the answers came."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    parser.add_argument("actor", metavar=phrase("word.actor"), help=phrase("deed.actor"))
    media = ("telephone", "email", "paper")
    parser.add_argument("--medium", choices=media, default=media[0], help=phrase("deed.medium"))
    add_options(parser, phrase)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Answer, line by line."""
    return at_terminal(arguments, context, lambda desk: enter(desk, arguments))
