"""What is kept no longer than it is needed: raw updates and the words of messages that are long over."""

from datetime import datetime, timedelta

from sqlalchemy import and_, update

from storage.database import Tx
from storage.tables.proposals import proposals
from storage.tables.traffic import inbox, outbox

PROPOSALS_WAIT = timedelta(days=14)
"""So long a plan or a form that came waits for a word; then it is dropped, with its file."""
KEPT_FOR = timedelta(days=14)
"""Days that traffic is kept as it was; afterwards only ids stay, so that a repeat is still recognised."""


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
