"""`plneni answers`: tables of answers to be filled in without Telegram, and what came back."""

import argparse
from importlib import import_module

from bot.commands.context import Context
from bot.commands.parser import Parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions; their modules are loaded when they are run."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    actions = parser.add_subparsers(
        dest="action", metavar=phrase("word.action"), required=True, title=phrase("help.actions"), prog=parser.prog
    )
    for name in ("table", "import"):
        purpose = phrase(f"command.answers_{name}")
        action = actions.add_parser(name, help=purpose, description=purpose)
        if name == "import":
            action.add_argument("file", metavar=phrase("word.file"), help=phrase("help.answers_file"))
            action.add_argument("--yes", action="store_true", help=phrase("help.yes"))
        else:
            action.add_argument("actors", metavar=phrase("word.actor"), nargs="*", help=phrase("help.actors"))
            action.add_argument("--plan", metavar=phrase("word.key"), default="", help=phrase("help.plan_key"))
            action.add_argument(
                "--folder", metavar=phrase("word.folder"), default=".", help=phrase("help.answers_folder")
            )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was chosen."""
    return int(import_module(f"bot.commands.answers_{arguments.action}").run(arguments, context))
