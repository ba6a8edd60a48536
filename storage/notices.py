"""What people were told by the calendar besides its steps: one row an occasion."""

from datetime import datetime

from sqlalchemy import func, select

from storage.database import Tx
from storage.statements import insert_new
from storage.tables.coordination import notices


async def claim_notice(tx: Tx, plan: str, kind: str, occasion: str, *, at: datetime) -> bool:
    """Take an occasion; False if it was taken before, by this process or another."""
    statement = insert_new(tx, notices, on=("plan", "kind", "occasion"), returning="plan")
    row = {"plan": plan, "kind": kind, "occasion": occasion, "done_at": at}
    return (await tx.execute(statement, [row])).first() is not None


async def last_notice_at(tx: Tx, plan: str, kind: str) -> datetime | None:
    """Say when coordinators were last told something of this kind; None: never."""
    known = select(func.max(notices.c.done_at)).where(notices.c.plan == plan, notices.c.kind == kind)
    found: datetime | None = (await tx.execute(known)).scalar_one()
    return found
