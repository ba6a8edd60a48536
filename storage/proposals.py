"""Keeping plans and forms that somebody sent, until that person says what to do with them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import select, update

from flows.answers import JsonValue
from storage.database import Tx
from storage.statements import insert_new
from storage.tables.proposals import proposals

Kind: TypeAlias = Literal["plan", "form"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A plan or a form that came.

    Attributes:
        name: Of the file.
        content: The file; empty once it is settled.
        answers: What was said of rows that may be parts the plan has.
        base: The plan's revision with which it was compared.
        state: waiting, used or dropped.
    """

    id: str
    kind: Kind
    plan: str
    person: str
    name: str
    content: bytes
    base: int
    answers: JsonValue = field(default_factory=dict)
    state: str = "waiting"


async def keep_proposal(tx: Tx, proposal: Proposal, *, at: datetime) -> None:
    """Keep what came; the same id again changes nothing."""
    row = {name: getattr(proposal, name) for name in Proposal.__dataclass_fields__}
    await tx.execute(insert_new(tx, proposals, on=("id",), returning="id"), [{**row, "created_at": at}])


async def load_proposal(tx: Tx, proposal: str) -> Proposal | None:
    """Load what came; None: there is no such thing."""
    names = list(Proposal.__dataclass_fields__)
    columns = [proposals.c[name] for name in names]
    found = (await tx.execute(select(*columns).where(proposals.c.id == proposal))).one_or_none()
    return None if found is None else Proposal(**found._asdict())


async def turn_proposal(tx: Tx, proposal: str, *, answers: JsonValue, base: int) -> None:
    """Note what was said of its rows, and with which revision it was compared now."""
    waits = (proposals.c.id == proposal) & (proposals.c.state == "waiting")
    await tx.execute(update(proposals).where(waits).values(answers=answers, base=base))


async def settle_proposal(tx: Tx, proposal: str, *, used: bool, at: datetime) -> bool:
    """Note what became of it and let the file go; False: it was settled before."""
    waits = (proposals.c.id == proposal) & (proposals.c.state == "waiting")
    values = {"state": "used" if used else "dropped", "content": b"", "settled_at": at}
    return bool((await tx.execute(update(proposals).where(waits).values(values))).rowcount)
