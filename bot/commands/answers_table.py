"""`plneni answers table`: a workbook per actor, filled with what is known."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from bot.answer_table.file import table_bytes
from bot.answer_table.filling import fill_table
from bot.answer_table.received import load_cards
from bot.calendar.in_use import refresh
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import with_database
from bot.in_force import InForce
from bot.invites import find_actor
from bot.words import words_for
from flows.plan import Plan
from flows.wording.days import date_long
from storage.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """What was asked for; no actors = all who have something to fill in."""

    actors: tuple[str, ...]
    plan: str
    folder: Path
    context: Context

    async def make(self, database: Database) -> int:
        """Write the files."""
        in_force = InForce()
        await refresh(database, in_force)
        plan = self.find_plan(in_force)
        if plan is None:
            return ExitCode.WRONG_CALL
        keys = self.find_actors(plan)
        if keys is None:
            return ExitCode.WRONG_CALL
        made = 0
        for actor in keys:
            made += await self.write(database, in_force, plan, actor)
        self.context.show("answers.made", count=made, folder=self.folder)
        return ExitCode.OK

    def find_plan(self, in_force: InForce) -> Plan | None:
        """Find the plan that is meant; None: it is not clear which, and that has been said."""
        known = sorted(in_force.plans)
        if self.plan in known or (not self.plan and len(known) == 1):
            return in_force.plans[self.plan or known[0]].plan
        if not known:
            self.context.complain("invite.no_plan")
        elif self.plan:
            self.context.complain("invite.unknown_plan", key=self.plan, known=", ".join(known))
        else:
            self.context.complain("invite.which_plan", known=", ".join(known))
        return None

    def find_actors(self, plan: Plan) -> tuple[str, ...] | None:
        """Find the actors by key or name; None: somebody is unknown, and that has been said."""
        found = {wanted: find_actor(plan, wanted) for wanted in self.actors}
        unknown = [wanted for wanted, keys in found.items() if not keys]
        for wanted in unknown:
            self.context.complain("invite.unknown_actor", value=wanted, plan=plan.key, close="")
        if unknown:
            return None
        return tuple(key for keys in found.values() for key in keys) or tuple(one.key for one in plan.actors)

    async def write(self, database: Database, in_force: InForce, plan: Plan, actor: str) -> int:
        """Write the table of one actor; 0 where nothing is asked of it now."""
        async with database.read() as tx:
            cards = await load_cards(tx, in_force, plan.key, actor, now=self.context.clock.now())
        if not cards:
            return 0
        words = words_for(plan.language)
        table = fill_table(cards, words, deadline=date_long(cards[0].round.deadline_on, words.language))
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{table.name}.xlsx"
        file.write_bytes(table_bytes(table))
        self.context.write(str(file))
        return 1


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Make the tables."""
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL
    wish = Tables(actors=tuple(arguments.actors), plan=arguments.plan, folder=Path(arguments.folder), context=context)
    return with_database(context, config, wish.make)
