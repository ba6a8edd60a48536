"""`plneni plan diff FILE`."""

import argparse
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import open_plan_file, plan_found
from bot.commands.plan_stored import Stored, compiled_forms, load_stored, show_changes
from bot.commands.with_database import with_database
from storage.database import Database
from storage.known_parts import load_known


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Show how a file differs from the plan in force; changes nothing."""
    source = open_plan_file(arguments.file, context)
    if isinstance(source, ExitCode):
        return source
    plan = plan_found(arguments.file, source.read(), context)
    if isinstance(plan, ExitCode):
        return plan
    config, forms = context.config(), compiled_forms(plan, Path(arguments.file).parent, context)
    if config is None:
        return ExitCode.WRONG_CALL
    if forms is None:
        return ExitCode.FAULTS

    async def compare(database: Database) -> int:
        async with database.read() as tx:
            stored = await load_stored(tx, plan.key, tuple(forms))
            known = await load_known(tx, plan.key)
        found = source.read(known, before=stored.plan)
        if found.same:
            context.complain("plan.taken_as_same", count=len(found.same))
            found = source.read(known, {row.name: row.part.key for row in found.same}, stored.plan)
        show_changes(stored, found.plan or plan, forms, context, in_workbook=source.is_workbook)
        return ExitCode.OK

    def all_new() -> int:
        show_changes(Stored(), plan, forms, context)
        return ExitCode.OK

    return with_database(context, config, compare, missing=all_new)
