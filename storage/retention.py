"""What is kept no longer than it is needed: raw updates, words of messages long over, people of plans long over."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update

from storage.database import Tx
from storage.personal import blank_contacts, held_contacts, locked
from storage.tables.coordination import plan_groups
from storage.tables.people import access_requests, contacts, memberships, persons
from storage.tables.proposals import proposals
from storage.tables.rounds import rounds
from storage.tables.traffic import inbox, outbox

PROPOSALS_WAIT = timedelta(days=14)
"""So long a plan or a form that came waits for a word; then it is dropped, with its file."""
REQUESTS_WAIT = timedelta(days=60)
"""So long a request for access waits for a coordinator's word; then it is forgotten with whoever made it."""
KEPT_FOR = timedelta(days=14)
"""Days that traffic is kept as it was; afterwards only ids stay, so that a repeat is still recognised."""
STRANGERS_AT_ONCE = 50
"""Strangers forgotten in one transaction: whoever writes meanwhile must not wait for a thousand of them."""


async def empty_old_traffic(tx: Tx, *, now: datetime) -> int:
    """Empty raw updates, and messages that were sent or dropped, once they are older than KEPT_FOR; drop old proposals.

    Returns:
        How many rows were emptied; 0 the second time.
    """
    before = now - KEPT_FOR
    raw = update(inbox).where(inbox.c.received_at < before, inbox.c.raw != "").values(raw="")
    over = and_(outbox.c.state != "waiting", outbox.c.created_at < before, outbox.c.payload != {})
    said = update(outbox).where(over).values(payload={}, links=[])
    waits = and_(proposals.c.state == "waiting", proposals.c.created_at < now - PROPOSALS_WAIT)
    dropped = update(proposals).where(waits).values(state="dropped", content=b"", settled_at=now)
    return sum([(await tx.execute(each)).rowcount for each in (raw, said, dropped)])


async def forget_strangers(tx: Tx, *, now: datetime) -> int:
    """Blank the contacts of those who wrote and never joined, once KEPT_FOR has passed since their last message.

    An undecided request for access keeps them, REQUESTS_WAIT at most. Groups that get a digest stay.

    Returns:
        How many contacts were blanked, STRANGERS_AT_ONCE at most; where it is as many, there may be more.
    """
    before = now - KEPT_FOR
    # read once, not once for each of them
    heard = contacts.c.address.in_(select(inbox.c.chat).where(inbox.c.received_at >= before))
    asks = and_(access_requests.c.decided_at.is_(None), access_requests.c.requested_at >= now - REQUESTS_WAIT)
    waits = select(access_requests.c.id).where(access_requests.c.contact == contacts.c.id, asks).exists()
    group = select(plan_groups.c.plan).where(plan_groups.c.contact == contacts.c.id).exists()
    unknown = and_(contacts.c.person.is_(None), contacts.c.created_at < before)
    silent = held_contacts().where(unknown, ~heard, ~waits, ~group).order_by(contacts.c.id).limit(STRANGERS_AT_ONCE)
    rows = (await tx.execute(locked(silent))).all()
    await blank_contacts(tx, rows, now=now)
    return len(rows)


async def is_over(tx: Tx, plan: str, *, before: datetime) -> bool:
    """Tell whether a plan's last round, planned ones included, closed before an instant. One without rounds is not."""
    living = select(func.max(rounds.c.closes_at)).where(rounds.c.plan == plan, rounds.c.retired_at.is_(None))
    last = (await tx.execute(living)).scalar_one_or_none()
    return last is not None and last < before


async def let_people_go(tx: Tx, plan: str, *, before: datetime, now: datetime) -> int:
    """End the places in a plan that began before an instant; mark those for erasure who have no place left anywhere.

    Whoever joined later, say to prepare the next round, is kept for as long from then on. Names and accounts go with
    `finish_erasures`; answers stay the organisation's.

    Args:
        tx: Writes.
        plan: One that is over, as `is_over` says.
        before: As long ago as people are kept.
        now: When the places end.

    Returns:
        How many persons were marked; 0 the second time.
    """
    began = and_(memberships.c.plan == plan, memberships.c.from_at < before)
    holds = or_(memberships.c.to_at.is_(None), memberships.c.to_at > now)
    await tx.execute(update(memberships).where(began, holds).values(to_at=now))
    belonged, still_holding = select(memberships.c.person).where(began), select(memberships.c.person).where(holds)
    gone = and_(persons.c.id.in_(belonged), persons.c.id.not_in(still_holding), persons.c.erased_at.is_(None))
    return (await tx.execute(update(persons).where(gone).values(erased_at=now, name=""))).rowcount
