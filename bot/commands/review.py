"""`plneni review`: read what was submitted, approve, return, word anew."""

import argparse

from bot.commands.context import Context
from bot.terminal.deeds import declare, perform
from bot.terminal.table import DEEDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the deeds."""
    declare(parser, "review", DEEDS["review"])


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was named."""
    return perform(arguments, context, DEEDS["review"])
