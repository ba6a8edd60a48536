"""Approvals of editions: recorded, corrected by later ones, never changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select

from flows.approval import Approval
from storage.database import Tx
from storage.tables.reports import approvals


@dataclass(frozen=True, kw_only=True, slots=True)
class NewApproval:
    """What somebody recorded; `person` "" = the command line."""

    edition: str
    body: str
    on: date
    resolution: str
    person: str
    at: datetime


async def record_approval(tx: Tx, new: NewApproval) -> Approval:
    """Record an approval; the same as the last one of the edition is recorded once.

    Returns:
        The approval that holds now.
    """
    known = await load_approvals(tx, new.edition)
    last = known[-1] if known else None
    if last is not None and (last.body, last.on, last.resolution) == (new.body, new.on, new.resolution):
        return last
    made = Approval(number=len(known) + 1, body=new.body, on=new.on, resolution=new.resolution)
    row = {"edition": new.edition, "number": made.number, "body": made.body, "on": made.on}
    row |= {"resolution": made.resolution, "person": new.person, "at": new.at}
    await tx.execute(insert(approvals), row)
    return made


async def load_approvals(tx: Tx, edition: str) -> tuple[Approval, ...]:
    """Load the approvals of an edition in the order of recording; the last one holds."""
    statement = (
        select(approvals.c.number, approvals.c.body, approvals.c.on, approvals.c.resolution)
        .where(approvals.c.edition == edition)
        .order_by(approvals.c.number)
    )
    return tuple(Approval(**row._asdict()) for row in await tx.execute(statement))
