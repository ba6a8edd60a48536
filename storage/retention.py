"""What is kept no longer than it is needed: raw updates and the words of messages that are long over."""

from datetime import datetime, timedelta

from sqlalchemy import and_, update

from storage.database import Tx
from storage.tables.traffic import inbox, outbox

KEPT_FOR = timedelta(days=14)
"""Days that traffic is kept as it was; afterwards only ids stay, so that a repeat is still recognised."""


async def empty_old_traffic(tx: Tx, *, now: datetime) -> int:
    """Empty raw updates, and messages that were sent or dropped, once they are older than KEPT_FOR.

    Returns:
        How many rows were emptied; 0 the second time.
    """
    before = now - KEPT_FOR
    raw = update(inbox).where(inbox.c.received_at < before, inbox.c.raw != "").values(raw="")
    over = and_(outbox.c.state != "waiting", outbox.c.created_at < before, outbox.c.payload != {})
    said = update(outbox).where(over).values(payload={}, links=[])
    return (await tx.execute(raw)).rowcount + (await tx.execute(said)).rowcount
