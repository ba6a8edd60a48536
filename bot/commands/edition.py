"""`plneni edition`: what a finished report leaves to be done."""

import argparse

from bot.commands.context import Context
from bot.terminal.deeds import declare, perform
from bot.terminal.table import DEEDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the deeds."""
    declare(parser, "edition", DEEDS["edition"])


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was named."""
    return perform(arguments, context, DEEDS["edition"])
