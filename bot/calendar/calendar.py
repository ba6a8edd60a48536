"""The calendar: rounds open and close by themselves, people are told, reports are made.

A sweep knows no timers of its own: it looks at rows and at the time it is given, and is safe to run twice.
"""

import logging
from datetime import datetime

from bot.calendar.closing import close, settle_late
from bot.calendar.compiling import Compiler
from bot.calendar.in_use import refresh
from bot.calendar.lateness import sent_since, tell_late
from bot.calendar.laying import Stamp, lay_round
from bot.calendar.stepping import queue_due
from bot.conversation.scene import Mint
from bot.in_force import InForce
from bot.intake.cards import PlanIndex
from bot.intake.interviews import Interviews
from storage.calls import load_later, people_stamp
from storage.database import Database
from storage.round_decisions import fill_ended
from storage.round_events import (
    CLOSE,
    COMPILE,
    LATE,
    OPEN,
    SENT,
    RoundEvent,
    claim_event,
    load_due_events,
    next_event_at,
)
from storage.rounds import load_rounds, open_round
from storage.steps import next_step_at, settle_steps

log = logging.getLogger(__name__)


class Calendar:
    """Does what is due."""

    def __init__(self, *, database: Database, in_force: InForce, mint: Mint, compiler: Compiler) -> None:
        self._database, self._in_force, self._mint = database, in_force, mint
        self._compiler, self._interviews = compiler, Interviews()
        self._stamps: dict[str, Stamp] = {}

    async def sweep(self, now: datetime) -> None:
        """Do what is due at an instant."""
        await self.refresh()
        for event in await self._due(now):
            await self._happen(event, now)
        await self._lay(now)
        async with self._database.write() as tx:
            await settle_steps(tx, at=now)
            await queue_due(tx, self._in_force, now=now, mint=self._mint)

    async def refresh(self) -> None:
        """Put the newest plan revisions in force, and every form version in use."""
        await refresh(self._database, self._in_force)

    async def next_due_at(self) -> datetime | None:
        """Say when the calendar has something to do next; None if never."""
        async with self._database.read() as tx:
            moments = [await next_step_at(tx), await next_event_at(tx)]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _due(self, now: datetime) -> list[RoundEvent]:
        async with self._database.read() as tx:
            return [one for one in await load_due_events(tx, now=now) if one.plan in self._in_force.plans]

    async def _happen(self, event: RoundEvent, now: datetime) -> None:
        index = self._in_force.plans[event.plan]
        if event.kind == OPEN:
            await self._open(index, event, now)
        elif event.kind == CLOSE:
            await self._close(event, now)
        elif event.kind == LATE:
            await self._end_extension(event, now)
        elif event.kind == SENT:
            await self._tell_sent(event, now)
        elif event.kind == COMPILE:
            self._compiler.start(event)

    async def _open(self, index: PlanIndex, event: RoundEvent, now: datetime) -> None:
        """Open a round with its tasks and rows; one whose time is over before it was imported is left alone."""
        async with self._database.write() as tx:
            if not await claim_event(tx, event, at=now):
                return
            found = next(one for one in await load_rounds(tx, event.plan) if one.id == event.round_id)
            if found.state != "planned" or now >= found.closes_at:
                return
            made = await open_round(tx, index.plan, event.round, at=now, mint=self._mint)
            await fill_ended(tx, event.plan, at=now)
            await lay_round(tx, index, found, now=now, mint=self._mint)
        log.info("round opened: %s/%s, %d tasks", event.plan, event.round, len(made))
        await self.refresh()

    async def _close(self, event: RoundEvent, now: datetime) -> None:
        async with self._database.write() as tx:
            done = await close(tx, self._in_force, self._interviews, event, now=now, mint=self._mint)
        if done:
            log.info("round closed: %s/%s", event.plan, event.round)
            for due in await self._due(now):
                if due.kind == COMPILE:
                    self._compiler.start(due)

    async def _end_extension(self, event: RoundEvent, now: datetime) -> None:
        async with self._database.write() as tx:
            late = await settle_late(tx, self._in_force, self._interviews, event, now=now, mint=self._mint)
            await tell_late(tx, self._in_force.plans[event.plan], late, now=now, mint=self._mint)

    async def _tell_sent(self, event: RoundEvent, now: datetime) -> None:
        """Tell the coordinators that an actor has sent what was missing at the end."""
        async with self._database.write() as tx:
            if await claim_event(tx, event, at=now):
                late = await sent_since(tx, event)
                await tell_late(tx, self._in_force.plans[event.plan], late, now=now, mint=self._mint)

    async def settle(self) -> None:
        """Wait until no edition is being made."""
        await self._compiler.settle()

    async def stop(self) -> None:
        """Leave what is under way; it is begun anew after the next start."""
        await self._compiler.close()

    async def _lay(self, now: datetime) -> None:
        """Lay the rows of open rounds anew where the plan, its people or their duties have changed."""
        for key, index in self._in_force.plans.items():
            async with self._database.read() as tx:
                stamp: Stamp = (index, *await people_stamp(tx, key))
            if self._stamps.get(key) == stamp:
                continue
            async with self._database.write() as tx:
                for found in await load_rounds(tx, key):
                    if found.state == "open" or (found.state == "closed" and await load_later(tx, found.id)):
                        is_new = self._stamps.get(key, (None,))[0] is not index
                        await lay_round(tx, index, found, now=now, mint=self._mint, is_new_plan=is_new)
            self._stamps[key] = stamp
