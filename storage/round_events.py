"""What a round does by itself, once: open, close, make its reports, call late answers in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from storage.database import Tx
from storage.statements import insert_new, run_many
from storage.tables.rounds import round_events, rounds

OPEN, CLOSE, COMPILE, LATE, SENT, KEPT = "open", "close", "compile", "late", "sent", "kept"
"""Kinds of events; all but the first two have more behind a colon: a report's key, the last day of an extension, the
task and number of a submission after the end, the edition that was not followed by another one at once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundEvent:
    """One event of a round; `round_id` is the row's id, `round` the plan's name of it."""

    plan: str
    round: str
    round_id: str
    event: str
    due_at: datetime
    tries: int
    error: str

    @property
    def kind(self) -> str:
        """What happens."""
        return self.event.partition(":")[0]

    @property
    def rest(self) -> str:
        """What is behind the colon."""
        return self.event.partition(":")[2]


async def lay_events(tx: Tx, plan: str) -> None:
    """Lay opening and closing of the plan's living rounds, and move what has not happened yet."""
    found = await tx.execute(
        select(rounds.c.id, rounds.c.state, rounds.c.opens_at, rounds.c.closes_at).where(
            rounds.c.plan == plan, rounds.c.retired_at.is_(None), rounds.c.state.in_(["planned", "open"])
        )
    )
    rows = [
        {"round": row.id, "event": event, "due_at": due_at, "tries": 0, "error": ""}
        for row in found
        for event, due_at in ((OPEN, row.opens_at), (CLOSE, row.closes_at))
    ]
    await _insert(tx, rows)
    await run_many(
        tx, _MOVE, [{"b_round": row["round"], "b_event": row["event"], "b_due_at": row["due_at"]} for row in rows]
    )


async def add_events(tx: Tx, round_id: str, events: Iterable[tuple[str, datetime]]) -> None:
    """Lay further events of a round; one that is there already stays as it is."""
    await _insert(
        tx,
        [{"round": round_id, "event": event, "due_at": due_at, "tries": 0, "error": ""} for event, due_at in events],
    )


async def _insert(tx: Tx, rows: list[dict[str, object]]) -> None:
    if rows:
        await tx.execute(insert_new(tx, round_events, on=("round", "event"), returning="event"), rows)


async def load_due_events(tx: Tx, *, now: datetime) -> list[RoundEvent]:
    """Load what is due and has not happened, in order; events of rounds that left the plan are passed over."""
    statement = (
        select(
            rounds.c.plan,
            rounds.c.key.label("round"),
            rounds.c.id.label("round_id"),
            round_events.c.event,
            round_events.c.due_at,
            round_events.c.tries,
            round_events.c.error,
        )
        .join(rounds, rounds.c.id == round_events.c.round)
        .where(round_events.c.done_at.is_(None), round_events.c.due_at <= now, rounds.c.retired_at.is_(None))
        .order_by(round_events.c.due_at, rounds.c.id, round_events.c.event)
    )
    return [RoundEvent(**row._asdict()) for row in await tx.execute(statement)]


async def claim_event(tx: Tx, event: RoundEvent, *, at: datetime) -> bool:
    """Mark an event as done; False: somebody else did it. Of two processes one gets True."""
    mine = (round_events.c.round == event.round_id) & (round_events.c.event == event.event)
    done = update(round_events).where(mine, round_events.c.done_at.is_(None)).values(done_at=at, error="")
    return (await tx.execute(done)).rowcount == 1


async def put_off_event(tx: Tx, event: RoundEvent, *, until: datetime, error: str) -> None:
    """Note why an event failed and when it is tried again."""
    mine = (round_events.c.round == event.round_id) & (round_events.c.event == event.event)
    await tx.execute(
        update(round_events)
        .where(mine, round_events.c.done_at.is_(None))
        .values(due_at=until, tries=round_events.c.tries + 1, error=error)
    )


async def next_event_at(tx: Tx) -> datetime | None:
    """Say when the next event is due; None if none is."""
    statement = select(func.min(round_events.c.due_at)).join(rounds, rounds.c.id == round_events.c.round)
    waits = statement.where(round_events.c.done_at.is_(None), rounds.c.retired_at.is_(None))
    found: datetime | None = (await tx.execute(waits)).scalar_one()
    return found


_MOVE = (
    update(round_events)
    .where(
        round_events.c.round == bindparam("b_round"),
        round_events.c.event == bindparam("b_event"),
        round_events.c.done_at.is_(None),
        round_events.c.tries == 0,
    )
    .values(due_at=bindparam("b_due_at"))
)


async def last_noted_at(tx: Tx, round_id: str, kind: str) -> datetime | None:
    """Say when something of a kind was done last in a round; None: never."""
    noted = select(func.max(round_events.c.done_at)).where(
        round_events.c.round == round_id, round_events.c.event.like(f"{kind}:%")
    )
    found: datetime | None = (await tx.execute(noted)).scalar_one()
    return found


async def load_noted(tx: Tx, round_ids: Collection[str]) -> set[tuple[str, str]]:
    """Give what rounds have done already, as (id of the round, event)."""
    rows = await tx.execute(
        select(round_events.c.round, round_events.c.event).where(
            round_events.c.round.in_(list(round_ids)), round_events.c.done_at.is_not(None)
        )
    )
    return {(row.round, row.event) for row in rows}
