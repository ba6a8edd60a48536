"""Between the courier and the database: what is due, what became of it, which message was which."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.delivery.courier import FindRef, Write
from bot.delivery.row import Fate, Lane, Mark, OutRow
from storage.database import Database
from storage.outbox import Mark as StoredMark
from storage.outbox import drop_expired, load_message_refs, load_waiting, mark
from storage.views import OutboxView

PORTION = 1_000
AT_ONCE = frozenset({Lane.REPLY, Lane.EDIT})
"""Lanes of what people wait for."""


async def load_due(database: Database, clock: Clock, *, lanes: frozenset[Lane] = frozenset(Lane)) -> list[OutRow]:
    """Load the rows of these lanes that are due now, in order."""
    now = clock.now()
    async with database.read() as tx:
        found = await load_waiting(tx, now=now, limit=PORTION, lanes=[lane.value for lane in lanes])
    return [out_row(row) for row in found]


async def forget_expired(database: Database, clock: Clock) -> None:
    """Drop what has waited for too long."""
    async with database.write() as tx:
        await drop_expired(tx, now=clock.now())


def out_row(view: OutboxView) -> OutRow:
    """Give a stored row as the courier carries it."""
    return OutRow(
        id=view.id,
        contact=view.contact,
        chat=view.address,
        lane=Lane(view.lane),
        kind=view.kind,
        payload=view.payload if isinstance(view.payload, dict) else {},
        not_before=view.not_before_at,
        fold_key=view.fold_key,
        tries=view.tries,
    )


def mark_writer(database: Database, clock: Clock) -> Write:
    """Give the function that writes marks, all of a moment in one transaction."""

    async def write(marks: Sequence[Mark]) -> None:
        async with database.write() as tx:
            now = clock.now()
            await mark(tx, [stored(one, now) for one in marks])

    return write


def stored(one: Mark, now: datetime) -> StoredMark:
    """Give a mark as the storage writes it."""
    return StoredMark(
        id=one.row.id,
        contact=one.row.contact,
        state=str(one.fate),
        message_ref=one.ref,
        error=one.error,
        tries=one.tries,
        not_before_at=one.not_before,
        sent_at=now if one.fate is Fate.SENT else None,
        gone=one.gone,
        payload=one.row.payload if one.is_in_hand else None,
    )


def ref_finder(database: Database) -> FindRef:
    """Give the function that finds the channel's message id of a row that was sent earlier."""
    return _RefFinder(database).find


class _RefFinder:
    """Reads what several workers ask for at once: while one reading is under way, the next one gathers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asked: set[str] = set()
        self._found: dict[str, str] = {}
        self._turn = asyncio.Lock()  # its waiters come in the order in which they asked

    async def find(self, outbox: str) -> str:
        """Find the id, "" if the row was not sent."""
        self._asked.add(outbox)
        async with self._turn:
            if outbox in self._asked or outbox not in self._found:
                await self._read({*self._asked, outbox})
            return self._found[outbox]

    async def _read(self, wanted: set[str]) -> None:
        self._asked, self._found = set(), {}
        async with self._database.read() as tx:
            self._found = {**dict.fromkeys(wanted, ""), **await load_message_refs(tx, wanted)}
