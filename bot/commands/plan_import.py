"""`plneni plan import FILE`: what changes is shown, then applied as a whole or not at all."""

import argparse
import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import open_plan_file, plan_found
from bot.commands.plan_same import settled_plan
from bot.commands.plan_stored import Stored, compiled_forms, load_stored, show_changes
from bot.commands.with_database import with_database
from bot.plan_source import PlanSource
from flows.form import Form
from flows.plan import Plan, source_hash
from storage.database import Database
from storage.forms import store_form
from storage.ids import random_mint
from storage.known_parts import load_known
from storage.plans import import_plan, load_plan_revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """A checked plan's file with the compiled forms, ready to be stored."""

    name: str
    source: PlanSource
    key: str
    forms: Mapping[str, Form]
    sure: bool
    author: str
    context: Context

    async def into(self, database: Database) -> int:
        """Settle what is the same, show what changes, ask, store."""
        async with database.read() as tx:
            stored = await load_stored(tx, self.key, tuple(self.forms))
            known = await load_known(tx, self.key)
        plan = settled_plan(self.name, self.source, known, stored.plan, self.context)
        if isinstance(plan, ExitCode):
            return plan
        in_workbook = self.source.is_workbook
        if not show_changes(stored, plan, self.forms, self.context, in_workbook=in_workbook):
            return ExitCode.OK
        agreed = self.agreed()
        return await self.store(database, plan, stored) if agreed is ExitCode.OK else agreed or ExitCode.OK

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

    async def store(self, database: Database, plan: Plan, seen: Stored) -> int:
        """Store forms and plan in one transaction, unless somebody else was quicker."""
        at = self.context.clock.now()
        async with database.write() as tx:
            now = (await load_plan_revisions(tx)).get(plan.key, 0)
            if now != seen.number:
                self.context.complain("plan.overtaken", number=now)
                return ExitCode.WRONG_CALL
            for key, form in self.forms.items():
                await store_form(tx, form=key, source=form.source, xform=form.xform, at=at, mint=random_mint)
            number = await import_plan(
                tx, plan, source_hash=source_hash(plan), by="", author=self.author, at=at, mint=random_mint
            )
        self.context.show("plan.imported", key=plan.key, number=number)
        return ExitCode.OK


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Import a plan's file; the same file again changes nothing."""
    source = open_plan_file(arguments.file, context)
    if isinstance(source, ExitCode):
        return source
    found = source.read()
    if found.plan is None:
        plan_found(arguments.file, found, context)
        return ExitCode.FAULTS
    config, forms = context.config(), compiled_forms(found.plan, Path(arguments.file).parent, context)
    if config is None:
        return ExitCode.WRONG_CALL
    if forms is None:
        return ExitCode.FAULTS
    author = arguments.author or system_user()
    new = Import(
        name=arguments.file,
        source=source,
        key=found.plan.key,
        forms=forms,
        sure=arguments.yes,
        author=author,
        context=context,
    )
    return with_database(context, config, new.into, create=True)


def system_user() -> str:
    """Give the name under which the command runs; "" where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
