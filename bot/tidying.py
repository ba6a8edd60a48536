"""What is kept no longer than needed goes: the erased at once, old traffic once an hour."""

import logging
from datetime import datetime, timedelta

from storage.database import Database
from storage.personal import erasures_wait, finish_erasures
from storage.retention import empty_old_traffic

log = logging.getLogger(__name__)
EVERY = timedelta(hours=1)


class Tidying:
    """Empties old traffic; safe to run at any time and twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next: datetime | None = None

    async def sweep(self, now: datetime) -> int:
        """Finish erasures; every hour empty old traffic. Give how many rows were emptied."""
        async with self._database.read() as tx:
            pending = await erasures_wait(tx)
        if pending:
            async with self._database.write() as tx:
                await finish_erasures(tx)
        if self._next is not None and now < self._next:
            return 0
        async with self._database.write() as tx:
            emptied = await empty_old_traffic(tx, now=now)
        self._next = now + EVERY
        if emptied:
            log.info("old traffic emptied: %d rows", emptied)
        return emptied
