"""A trial for the calendar: from before the opening, with a plan of one's own ladder, and looks at its rows."""

import contextlib
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.sandbox.people import Person
from storage.tables.people import persons
from storage.tables.rounds import steps
from tests.chat_stage import PLAN, ChatStage, chat_stage

PRAGUE = ZoneInfo("Europe/Prague")
BEFORE = datetime(2027, 1, 8, 10, 0, tzinfo=PRAGUE)
"""The Friday before the opening on Monday 11 January; the deadline is Friday 29 January."""


def at(text: str) -> datetime:
    """Read a moment in Prague: "2027-01-28 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=PRAGUE)


def plan_text(*pairs: tuple[str, str]) -> str:
    """Give the chat's plan with two days of grace, and texts in the place of others."""
    source = PLAN.read_text(encoding="utf-8").replace("grace_days = 40\nremind = false", "grace_days = 2")
    for old, new in pairs:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return source


class CalendarStage(ChatStage):
    """A stage whose clock is moved from one due moment to the next."""

    async def until(self, moment: str) -> None:
        """Let time pass as for a bot that runs."""
        await self.trial.advance(at(moment))

    async def leap(self, moment: str) -> None:
        """Let time pass as for a bot that stood still: only the end is swept."""
        self.clock.move_to(at(moment))
        await self.app.sweep()
        await self.quiet()

    async def person_id(self, name: str) -> str:
        """Find somebody's id."""
        return str((await self.rows(select(persons.c.id).where(persons.c.name == name)))[0][0])

    async def step_states(self, addressee: str = "") -> dict[str, set[str]]:
        """Give the states of the rows by step."""
        query = select(steps.c.step, steps.c.state)
        query = query.where(steps.c.addressee == addressee) if addressee else query
        found: dict[str, set[str]] = {}
        for step, state in await self.rows(query):
            found.setdefault(step, set()).add(state)
        return found


def said(person: Person) -> list[tuple[str, str]]:
    """Give the moment in Prague and the first line of everything that the bot said to somebody."""
    return [
        (f"{one.at.astimezone(PRAGUE):%m-%d %H:%M}", one.text.splitlines()[0])
        for one in person.chat
        if one.by_bot and one.text
    ]


@contextlib.asynccontextmanager
async def calendar_stage(
    folder: Path, *pairs: tuple[str, str], start: datetime = BEFORE, database: str = ""
) -> AsyncIterator[CalendarStage]:
    """Run the bot from before the opening."""
    async with chat_stage(folder, start=start, plan=plan_text(*pairs), database=database) as stage:
        yield CalendarStage(stage.trial)
