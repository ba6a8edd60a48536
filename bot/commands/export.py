"""`plneni export`: everything as open files in a folder; `plneni restore` takes it back."""

import argparse
from pathlib import Path

from bot.commands.archiving import archive_to
from bot.commands.context import Context
from bot.commands.parser import Parser
from bot.commands.phrases import Phrases


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the folder."""
    phrases = parser.phrases if isinstance(parser, Parser) else Phrases("")
    parser.add_argument("folder", metavar="DIR", help=phrases.phrase("archive.folder"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Write the folder, read it back, say what is in it."""
    return archive_to(Path(arguments.folder.removesuffix(".zip")), context)
