"""`plneni nudge`: remind people by hand, after a look at who gets what."""

import argparse

from bot.commands.context import Context
from bot.terminal.deeds import declare, perform
from bot.terminal.table import DEEDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the deeds."""
    declare(parser, "nudge", DEEDS["nudge"])


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do what was named."""
    return perform(arguments, context, DEEDS["nudge"])
