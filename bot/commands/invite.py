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
    say = parser.phrases.phrase
    parser.add_argument("actors", metavar=say("word.actor"), nargs="*", help=say("help.actors"))
    parser.add_argument("--plan", metavar=say("word.key"), default="", help=say("help.plan_key"))
    parser.add_argument("--role", choices=ROLES, default="partner", help=say("help.role"))
    parser.add_argument("--days", metavar="N", type=int, help=say("help.days"))
    parser.add_argument("--bot", metavar=say("word.name"), default="", help=say("help.bot"))
    parser.add_argument("--folder", metavar=say("word.folder"), default=say("invite.folder"), help=say("help.folder"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Make invites; what that needs is loaded only now."""
    return int(import_module("bot.commands.invite_making").run(arguments, context))
