"""`plneni plan`: check, compare and import a plan."""

import argparse
from importlib import import_module

from bot.commands.context import Context
from bot.commands.parser import Parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare check, import and diff; their modules are loaded when they are run."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    actions = parser.add_subparsers(
        dest="action", metavar=phrase("word.action"), required=True, title=phrase("help.actions"), prog=parser.prog
    )
    for name in ("check", "diff", "import"):
        purpose = phrase(f"command.plan_{name}")
        action = actions.add_parser(name, help=purpose, description=purpose)
        action.add_argument("file", metavar=phrase("word.file"), help=phrase("help.plan_file"))
        if name == "import":
            action.add_argument("--yes", action="store_true", help=phrase("help.yes"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was chosen."""
    return int(import_module(f"bot.commands.plan_{arguments.action}").run(arguments, context))
