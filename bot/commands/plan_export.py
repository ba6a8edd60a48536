"""`plneni plan export FILE`: the plan in force as a workbook or as TOML."""

import argparse
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_writing import plan_as_file, write_new, write_pictures
from bot.commands.with_database import with_database
from bot.workbook.file_writing import TextTooLongError
from flows.plan import Plan
from storage.database import Database
from storage.plans import load_plan, load_plan_revisions


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Write the plan's newest revision."""
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def export(database: Database) -> int:
        plan = await _chosen(database, arguments.plan, context)
        if plan is None:
            return ExitCode.WRONG_CALL
        file = Path(arguments.file or f"{plan.key}.xlsx")
        try:
            data = plan_as_file(plan, file.suffix, context.language)
        except TextTooLongError as error:
            context.complain("plan.cell_too_long", place=error)
            return ExitCode.WRONG_CALL
        code = write_new(file, data, overwrite=arguments.overwrite, context=context)
        if code is ExitCode.OK:
            write_pictures(plan, file.parent, context)
        return code

    return with_database(context, config, export)


async def _chosen(database: Database, key: str, context: Context) -> Plan | None:
    async with database.read() as tx:
        known = sorted(await load_plan_revisions(tx))
        if not known:
            context.complain("invite.no_plan")
        elif key and key not in known:
            context.complain("invite.unknown_plan", key=key, known=", ".join(known))
        elif not key and len(known) > 1:
            context.complain("invite.which_plan", known=", ".join(known))
        else:
            return await load_plan(tx, key or known[0])
    return None
