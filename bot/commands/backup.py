"""`plneni backup`: everything in one file, made beside the running bot."""

import argparse
from pathlib import Path

from bot.commands.archiving import archive_to
from bot.commands.context import Context
from bot.commands.parser import Parser
from bot.commands.phrases import Phrases


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    phrases = parser.phrases if isinstance(parser, Parser) else Phrases("")
    parser.add_argument("file", nargs="?", metavar="FILE.zip", default="", help=phrases.phrase("archive.file"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Write the archive, read it back, say what is in it."""
    name = arguments.file or f"plneni-{context.clock.now():%Y-%m-%d-%H%M%S}.zip"
    if not name.endswith(".zip"):
        name += ".zip"
    return archive_to(Path(name), context)
