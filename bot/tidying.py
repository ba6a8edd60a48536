"""What is kept no longer than needed goes: the erased at once, old traffic and people of plans long over hourly."""

import logging
from datetime import datetime, timedelta

from bot.in_force import InForce
from storage.database import Database, Tx
from storage.personal import erasures_wait, finish_erasures
from storage.retention import STRANGERS_AT_ONCE, empty_old_traffic, forget_strangers, is_over, let_people_go

log = logging.getLogger(__name__)
EVERY = timedelta(hours=1)


class Tidying:
    """Empties and erases; safe to run at any time and twice."""

    def __init__(self, database: Database, in_force: InForce) -> None:
        self._database, self._in_force = database, in_force
        self._next: datetime | None = None
        self._left_traces = True

    async def sweep(self, now: datetime) -> int:
        """Finish erasures; every hour empty old traffic and let people go. Give how many rows were emptied.

        Of strangers and of the erased there may be thousands at once: a sweep takes a portion of each, and the next
        sweep goes on, so that nothing else that is due waits for all of them.
        """
        emptied = 0
        if self._next is None or now >= self._next:
            async with self._database.write() as tx:
                emptied = await empty_old_traffic(tx, now=now)
                await self._let_go(tx, now)
            async with self._database.write() as tx:
                strangers = await forget_strangers(tx, now=now)
            if strangers < STRANGERS_AT_ONCE:
                self._next = now + EVERY
            emptied += strangers
            self._left_traces |= emptied > 0
            if emptied:
                log.info("old traffic emptied: %d rows", emptied)
        async with self._database.read() as tx:
            pending = await erasures_wait(tx, now=now)
        if pending:
            async with self._database.write() as tx:
                await finish_erasures(tx, now=now)
            self._left_traces = True
        if self._left_traces:
            self._left_traces = not await self._database.wipe_traces()
        return emptied

    async def _let_go(self, tx: Tx, now: datetime) -> None:
        """Let people go whom no plan needs any more, as long after its last round as the plan says."""
        for key, index in self._in_force.plans.items():
            days = index.plan.retention_days
            before = now - timedelta(days=days)
            if days and await is_over(tx, key, before=before):
                gone = await let_people_go(tx, key, before=before, now=now)
                if gone:
                    log.info("the time of keeping is over: %s, %d persons erased", key, gone)
