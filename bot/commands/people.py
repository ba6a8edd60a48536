"""`plneni people`: who has joined, for whom, as what."""

import argparse

from bot.commands.context import Context
from bot.terminal.deeds import declare, perform
from bot.terminal.table import DEEDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the deeds."""
    declare(parser, "people", DEEDS["people"])


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was named."""
    return perform(arguments, context, DEEDS["people"])
