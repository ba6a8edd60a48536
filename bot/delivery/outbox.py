"""Between the courier and the database: what is due, what became of it, which message was which."""

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

    async def find(outbox: str) -> str:
        async with database.read() as tx:
            return (await load_message_refs(tx, [outbox])).get(outbox, "")

    return find
