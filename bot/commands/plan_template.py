"""`plneni plan template FILE`: an empty workbook, or a TOML file, to be filled in."""

import argparse
from pathlib import Path

from bot.commands.context import Context
from bot.commands.plan_writing import blank_file, write_new


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Write a plan that is still to be filled in. Touches no database."""
    file = Path(arguments.file or "plan.xlsx")
    return write_new(file, blank_file(file.suffix, context.language), overwrite=arguments.overwrite, context=context)
