"""What waits to be sent, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, case, func, literal_column, or_, select, text, update

from flows.answers import JsonValue, Place
from storage.database import Tx
from storage.statements import among, pairs_among, portions, run_many, upsert
from storage.tables.people import contacts
from storage.tables.traffic import IS_WAITING, message_links, outbox
from storage.views import Link, OutboxLink, OutboxView
from storage.writing import link_rows


class Mark(NamedTuple):
    """What became of a row; a tuple, which is made several times faster: every message makes one.

    Attributes:
        id: Outbox id.
        contact: Whom it was for.
        state: sent, dropped, failed, or waiting: to be tried again.
        message_ref: The channel's id of the message, "" if none was made.
        error: Why it failed, "" if it did not.
        tries: How often it was tried by now.
        not_before_at: For a row that waits: when to try again; None leaves it.
        sent_at: When it was sent, None if it was not.
        links: What it shows, from the row; stored as message links when it was sent.
        gone: The contact can no longer be written to: "blocked" or "gone"; then everything that waits for it
            is dropped too. "" = nothing changed.
        payload: What a row that waits asks for from now on; None = what it asked for.
    """

    id: str
    contact: str
    state: str
    message_ref: str = ""
    error: str = ""
    tries: int = 0
    not_before_at: datetime | None = None
    sent_at: datetime | None = None
    links: tuple[OutboxLink, ...] = ()
    gone: str = ""
    payload: dict[str, JsonValue] | None = None


_NOTHING_TO_KEEP = text("SET LOCAL synchronous_commit = off")
"""Locks are forgotten anyway: their transaction need not reach the disk."""
LANES = frozenset({"reply", "edit", "bulk"})
_WAITING = (
    select(outbox, contacts.c.channel, contacts.c.address)
    .join(contacts, contacts.c.id == outbox.c.contact)
    .where(
        IS_WAITING,
        outbox.c.not_before_at <= bindparam("now"),
        or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > bindparam("now")),
    )
    .order_by(outbox.c.position + literal_column("0"))  # a sum, so that SQLite finds what waits and sorts it, not all
    .limit(bindparam("limit"))
)


async def load_waiting(
    tx: Tx, *, now: datetime, limit: int, skip: Collection[str] = (), lanes: Collection[str] = LANES
) -> list[OutboxView]:
    """Load due rows of some lanes in the order in which they are to leave, but none for the contacts in `skip`."""
    wanted = _WAITING if set(lanes) >= LANES else _WAITING.where(outbox.c.lane.in_(sorted(lanes)))
    if skip:
        wanted = wanted.where(outbox.c.contact.not_in(sorted(skip)))
    return [_waiting(row) for row in await tx.execute(wanted, {"now": now, "limit": limit})]


def _waiting(row: Row[Any]) -> OutboxView:
    links = tuple(
        OutboxLink(part=part, task=task, place=Place(question=question, instance=instance), seq=seq)
        for part, task, question, instance, seq in row.links
    )
    names = [name for name in OutboxView.__dataclass_fields__ if name != "links"]
    return OutboxView(links=links, **{name: getattr(row, name) for name in names})


async def load_waiting_ids(tx: Tx, ids: Collection[str]) -> dict[str, bool]:
    """Tell which of these rows wait still, and whether each is free: nobody is changing it at this moment.

    Args:
        tx: A write transaction; on PostgreSQL the free ones are locked until its end.
        ids: Outbox ids.
    """
    found: dict[str, bool] = {}
    if tx.dialect.name == "postgresql":
        await tx.execute(_NOTHING_TO_KEEP)
    for portion in portions(sorted(ids)):
        waiting = select(outbox.c.id).where(outbox.c.id.in_(portion), IS_WAITING)
        found |= dict.fromkeys((await tx.execute(waiting)).scalars(), False)
        # another process may be marking a row, or making it void: its fate is not known yet
        free = (await tx.execute(waiting.with_for_update(skip_locked=True))).scalars().all()
        found |= dict.fromkeys(free, True)
    return found


async def next_due_at(tx: Tx) -> datetime | None:
    """Say when the next waiting row becomes due; None if nothing waits."""
    found: datetime | None = (await tx.execute(select(func.min(outbox.c.not_before_at)).where(IS_WAITING))).scalar_one()
    return found


async def load_message_refs(tx: Tx, ids: Collection[str]) -> dict[str, str]:
    """Load the channel's message ids of rows by outbox id; those not sent are absent."""
    found: dict[str, str] = {}
    for some in portions(ids):
        found.update((await tx.execute(_REFS, {"some": some})).all())
    return found


_REFS = select(outbox.c.id, outbox.c.message_ref).where(
    outbox.c.id.in_(bindparam("some", expanding=True)), outbox.c.message_ref != ""
)


async def mark(tx: Tx, marks: Sequence[Mark]) -> None:
    """Write what became of rows, and the links of the messages that were made.

    A row that was made void while it was on its way is not tried again; one that was sent is sent.
    """
    rows = [
        {
            "b_id": each.id,
            "n_state": each.state,
            "n_ref": each.message_ref,
            "n_error": each.error,
            "n_tries": each.tries,
            "n_not_before": each.not_before_at,
            "n_sent": each.sent_at,
        }
        for each in marks
    ]
    await run_many(tx, _MARK, rows)
    asked = [{"b_id": each.id, "n_payload": each.payload} for each in marks if each.payload is not None]
    await run_many(tx, _ASK, asked)
    links = [
        Link(
            contact=each.contact,
            message_ref=each.message_ref,
            part=link.part,
            direction="out",
            task=link.task,
            place=link.place,
            seq=link.seq,
        )
        for each in marks
        if each.state == "sent" and each.message_ref
        for link in each.links
    ]
    await run_many(tx, upsert(tx, message_links), link_rows(links))
    gone = [{"b_contact": each.contact, "n_state": each.gone} for each in marks if each.gone]
    await run_many(tx, _LOSE_CONTACT, gone)
    await run_many(tx, _DROP_ALL, [{"b_contact": row["b_contact"]} for row in gone])


async def drop_expired(tx: Tx, *, now: datetime) -> None:
    """Drop what waited for too long."""
    expired = IS_WAITING & (outbox.c.expires_at <= now)
    await tx.execute(update(outbox).where(expired).values(state="dropped"))


_MARK = (
    update(outbox)
    .where(outbox.c.id == bindparam("b_id"))
    .values(
        state=case(
            (IS_WAITING, bindparam("n_state", type_=outbox.c.state.type)),
            (bindparam("n_state", type_=outbox.c.state.type) == "sent", "sent"),
            else_=outbox.c.state,
        ),
        message_ref=bindparam("n_ref"),
        error=bindparam("n_error"),
        tries=bindparam("n_tries"),
        not_before_at=func.coalesce(
            bindparam("n_not_before", type_=outbox.c.not_before_at.type), outbox.c.not_before_at
        ),
        sent_at=bindparam("n_sent"),
    )
)
_ASK = (
    update(outbox)
    .where(outbox.c.id == bindparam("b_id"), IS_WAITING)
    .values(payload=bindparam("n_payload", type_=outbox.c.payload.type))
)
_LOSE_CONTACT = update(contacts).where(contacts.c.id == bindparam("b_contact")).values(state=bindparam("n_state"))
_DROP_ALL = update(outbox).where(outbox.c.contact == bindparam("b_contact"), IS_WAITING).values(state="dropped")


_SENT = select(outbox.c.contact, outbox.c.message_ref, outbox.c.payload).where(
    among(outbox.c.contact, outbox.c.message_ref), outbox.c.state == "sent"
)


async def load_sent(tx: Tx, messages: Collection[tuple[str, str]]) -> dict[tuple[str, str], JsonValue]:
    """Load what was sent as messages, given as (contact, message ref); unknown ones are absent."""
    return {
        (contact, ref): payload
        for some in portions(sorted(set(messages)))
        for contact, ref, payload in await tx.execute(_SENT, pairs_among(some))
    }
