"""What coordinators decided: written beside what it changes, loaded for screens, reports and the round's protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select

from flows.answers import JsonValue
from flows.decisions import Decided, Decision
from storage.authors import IS_ERASED, NAME
from storage.database import Tx
from storage.tables.decisions import decisions
from storage.tables.people import persons


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDecision:
    """A decision on its way in; `person` is an id, "" = the command line. Else as in flows.decisions.Decision."""

    id: str
    plan: str
    kind: Decided
    round: str = ""
    body: Mapping[str, JsonValue] = field(default_factory=dict)
    reason: str = ""
    person: str = ""
    at: datetime
    undoes: str = ""


async def add_decision(tx: Tx, new: NewDecision) -> None:
    """Keep a decision."""
    row = {name: getattr(new, name) for name in new.__dataclass_fields__}
    await tx.execute(insert(decisions), {**row, "kind": new.kind.value, "body": dict(new.body)})


async def load_decisions(tx: Tx, plan: str) -> tuple[Decision, ...]:
    """Load all decisions of a plan, oldest first, with the names of who decided."""
    statement = (
        select(
            decisions.c.id,
            decisions.c.kind,
            decisions.c.round,
            decisions.c.body,
            decisions.c.reason,
            NAME.label("person"),
            IS_ERASED,
            decisions.c.at,
            decisions.c.undoes,
        )
        .outerjoin(persons, persons.c.id == decisions.c.person)
        .where(decisions.c.plan == plan)
        .order_by(decisions.c.at, decisions.c.id)
    )
    return tuple(Decision(**{**row._asdict(), "kind": Decided(row.kind)}) for row in await tx.execute(statement))
