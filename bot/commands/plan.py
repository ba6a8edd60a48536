"""`plneni plan`: begin, check, compare, import and export a plan."""

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
    for name in ("template", "check", "diff", "import", "export"):
        purpose = phrase(f"command.plan_{name}")
        action = actions.add_parser(name, help=purpose, description=purpose)
        if name in {"template", "export"}:
            action.add_argument("file", nargs="?", metavar=phrase("word.file"), help=phrase(f"help.plan_{name}"))
            action.add_argument("--overwrite", action="store_true", help=phrase("help.overwrite"))
        else:
            action.add_argument("file", metavar=phrase("word.file"), help=phrase("help.plan_file"))
        if name == "import":
            action.add_argument("--yes", action="store_true", help=phrase("help.yes"))
            action.add_argument("--author", metavar=phrase("word.name"), help=phrase("help.author"))
        if name == "export":
            action.add_argument("--plan", metavar=phrase("word.key"), default="", help=phrase("help.plan_key"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was chosen."""
    return int(import_module(f"bot.commands.plan_{arguments.action}").run(arguments, context))
