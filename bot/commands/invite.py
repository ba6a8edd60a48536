"""`plneni invite`: one-time links with QR codes, letters and a table for mail merge."""

import argparse
from importlib import import_module

from bot.commands.context import Context
from bot.commands.parser import Parser

ROLES = ("partner", "coordinator", "commentator", "reader")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare whom to invite, as what, for how long and where the files go."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    parser.add_argument("actors", metavar=phrase("word.actor"), nargs="*", help=phrase("help.actors"))
    parser.add_argument("--plan", metavar=phrase("word.key"), default="", help=phrase("help.plan_key"))
    parser.add_argument("--role", choices=ROLES, default="partner", help=phrase("help.role"))
    parser.add_argument("--days", metavar="N", type=int, help=phrase("help.days"))
    parser.add_argument("--bot", metavar=phrase("word.name"), default="", help=phrase("help.bot"))
    parser.add_argument(
        "--folder", metavar=phrase("word.folder"), default=phrase("invite.folder"), help=phrase("help.folder")
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Make invites; what that needs is loaded only now."""
    return int(import_module("bot.commands.invite_making").run(arguments, context))
