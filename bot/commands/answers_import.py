"""`plneni answers import`: what a returned table says, entered on behalf of its actor."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from bot.answer_table.entering import enter_table
from bot.answer_table.received import TableRead, load_cards, marked_for, read_table
from bot.calendar.in_use import refresh
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import with_database
from bot.in_force import InForce
from bot.words import words_for
from bot.workbook.opening import open_workbook
from flows.faults import Fault
from flows.workbook.grid import Workbook
from storage.database import Database
from storage.ids import random_mint


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """A table on its way into the database."""

    name: str
    book: Workbook
    plan: str
    actor: str
    sure: bool
    context: Context

    async def into(self, database: Database) -> int:
        """Read it, show what it changes, ask, enter it: all of it or nothing."""
        in_force = InForce()
        await refresh(database, in_force)
        now = self.context.clock.now()
        async with database.read() as tx:
            cards = await load_cards(tx, in_force, self.plan, self.actor, now=now)
        if not cards:
            self.context.complain("answers.nothing", file=self.name)
            return ExitCode.WRONG_CALL
        read = read_table(self.book, cards, now=now, mint=random_mint, language=self.context.language)
        if read.faults:
            self.context.complain("answers.faults", file=self.name, count=len(read.faults))
            self.context.blame(read.faults)
            return ExitCode.FAULTS
        self.show(read)
        agreed = self.agreed() if read.tried else None
        if agreed is not ExitCode.OK:
            return agreed or ExitCode.OK
        async with database.write() as tx:
            entered = await enter_table(tx, read, in_force, now=now, mint=random_mint)
        if not entered:
            self.context.complain("answers.overtaken", file=self.name)
            return ExitCode.WRONG_CALL
        self.context.show("answers.entered", actor=read.actor_name, count=len(read.tried), complete=read.complete())
        return ExitCode.OK

    def show(self, read: TableRead) -> None:
        """Say what would change."""
        if not read.tried:
            self.context.show("answers.same", file=self.name)
        for line in read.lines(words_for(self.context.language)):
            self.context.write(f"  {line}")

    def agreed(self) -> ExitCode | None:
        """Ask; OK = go on, None = the user said no, else why we cannot ask."""
        if self.sure:
            return ExitCode.OK
        answer = self.context.ask("answers.question")
        if answer is None:
            self.context.complain("plan.no_terminal")
            return ExitCode.WRONG_CALL
        if answer.lower() in self.context.phrase("yes.words").split():
            return ExitCode.OK
        self.context.show("plan.left")
        return None


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Enter a returned table; the same one again changes nothing."""
    file = Path(arguments.file)
    try:
        content = file.read_bytes()
    except OSError as error:
        context.complain("file.unreadable", file=file, detail=type(error).__name__)
        return ExitCode.WRONG_CALL
    book = open_workbook(content, name=file.name)
    if isinstance(book, Fault):
        context.blame([book])
        return ExitCode.FAULTS
    marked = marked_for(book)
    if marked is None:
        context.complain("answers.other_file", file=file)
        return ExitCode.WRONG_CALL
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL
    plan, actor = marked
    new = Import(name=file.name, book=book, plan=plan, actor=actor, sure=arguments.yes, context=context)
    return with_database(context, config, new.into)
