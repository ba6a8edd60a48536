"""`plneni plan import FILE`: what changes is shown, then applied as a whole or not at all."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import read_plan_file
from bot.commands.plan_stored import Stored, compiled_forms, load_stored, show_changes
from bot.commands.with_database import with_database
from flows.form import Form
from flows.plan import Plan, source_hash
from storage.database import Database
from storage.forms import store_form
from storage.ids import random_mint
from storage.plans import import_plan, load_plan_revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """A checked plan with its compiled forms, ready to be stored."""

    plan: Plan
    forms: Mapping[str, Form]
    sure: bool
    context: Context

    async def into(self, database: Database) -> int:
        """Show what changes, ask, store."""
        async with database.read() as tx:
            stored = await load_stored(tx, self.plan)
        if not show_changes(stored, self.plan, self.forms, self.context):
            return ExitCode.OK
        agreed = self.agreed()
        return await self.store(database, stored) if agreed is ExitCode.OK else agreed or ExitCode.OK

    def agreed(self) -> ExitCode | None:
        """Ask; OK = go on, None = the user said no, else why we cannot ask."""
        if self.sure:
            return ExitCode.OK
        answer = self.context.ask("plan.question")
        if answer is None:
            self.context.complain("plan.no_terminal")
            return ExitCode.WRONG_CALL
        if answer.lower() in self.context.phrase("yes.words").split():
            return ExitCode.OK
        self.context.show("plan.left")
        return None

    async def store(self, database: Database, seen: Stored) -> int:
        """Store forms and plan in one transaction, unless somebody else was quicker."""
        at = self.context.clock.now()
        async with database.write() as tx:
            now = (await load_plan_revisions(tx)).get(self.plan.key, 0)
            if now != seen.number:
                self.context.complain("plan.overtaken", number=now)
                return ExitCode.WRONG_CALL
            for key, form in self.forms.items():
                await store_form(tx, form=key, source=form.source, xform=form.xform, at=at, mint=random_mint)
            number = await import_plan(
                tx, self.plan, source_hash=source_hash(self.plan), by="", at=at, mint=random_mint
            )
        self.context.show("plan.imported", key=self.plan.key, number=number)
        return ExitCode.OK


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Import a plan's file; the same file again changes nothing."""
    plan = read_plan_file(arguments.file, context)
    if isinstance(plan, ExitCode):
        return plan
    config, forms = context.config(), compiled_forms(plan, context)
    if config is None:
        return ExitCode.WRONG_CALL
    if forms is None:
        return ExitCode.FAULTS
    new = Import(plan=plan, forms=forms, sure=arguments.yes, context=context)
    return with_database(context, config, new.into, create=True)
