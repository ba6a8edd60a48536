"""The rows of the calendar: laid when a round opens or its plan changes, moved while unsent, never deleted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, exists, func, select, update

from flows.ids import Mint
from flows.steps import SNOOZE, WantedStep
from storage.database import Tx
from storage.statements import insert_new, portions, run_many
from storage.tables.rounds import rounds, steps
from storage.tables.traffic import IS_WAITING, outbox


@dataclass(frozen=True, kw_only=True, slots=True)
class StepView:
    """One row; `outbox` is the message that carries it, "" while it waits."""

    id: str
    plan: str
    round: str
    round_key: str
    step: str
    addressee: str
    about: str
    occasion: str
    due_at: datetime
    state: str
    outbox: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it unique within its round."""
        return (self.step, self.addressee, self.about, self.occasion)


_STEPS = select(
    steps.c.id,
    rounds.c.plan,
    steps.c.round,
    rounds.c.key.label("round_key"),
    steps.c.step,
    steps.c.addressee,
    steps.c.about,
    steps.c.occasion,
    steps.c.due_at,
    steps.c.state,
    steps.c.outbox,
).join(rounds, rounds.c.id == steps.c.round)
_KNOWN: Select[Any] = select(
    steps.c.step,
    steps.c.addressee,
    steps.c.about,
    steps.c.occasion,
    steps.c.id,
    steps.c.due_at,
    steps.c.state,
    steps.c.outbox,
).where(steps.c.round == bindparam("round"))
"""All that laying asks of a row, its key first: in a round of thousands all are in memory at once."""
LAID_AT_ONCE = 500
"""Rows of one statement: a process keeps the memory that it once needed for all of them."""
_WAITS = (steps.c.state == "due") & steps.c.outbox.is_(None)
_LIVES = (rounds.c.state == "open") | (steps.c.occasion != "")
"""Rows of an extension outlive their round."""
_DUE = (
    _STEPS.where(_WAITS, steps.c.due_at <= bindparam("now"), _LIVES)
    .order_by(steps.c.due_at, steps.c.id)
    .with_for_update(skip_locked=True, of=steps)
)


async def load_steps(tx: Tx, round_ids: Collection[str]) -> list[StepView]:
    """Load all rows of rounds, by time."""
    wanted = _STEPS.where(steps.c.round.in_(list(round_ids))).order_by(steps.c.due_at, steps.c.id)
    return [StepView(**row._asdict()) for row in await tx.execute(wanted)]


async def load_due_steps(tx: Tx, *, now: datetime, limit: int) -> list[StepView]:
    """Load what is due in open rounds and in nobody's hand; what another process looks at is passed over."""
    return [StepView(**row._asdict()) for row in await tx.execute(_DUE.limit(limit), {"now": now})]


async def load_steps_by_id(tx: Tx, ids: Collection[str]) -> list[StepView]:
    """Load rows by id; unknown ones are absent."""
    found: list[StepView] = []
    for some in portions(ids):
        found += [StepView(**row._asdict()) for row in await tx.execute(_STEPS.where(steps.c.id.in_(some)))]
    return found


async def load_steps_of(tx: Tx, outbox_id: str) -> list[StepView]:
    """Load the rows that a message carries."""
    wanted = _STEPS.where(steps.c.outbox == outbox_id).order_by(steps.c.due_at, steps.c.id)
    return [StepView(**row._asdict()) for row in await tx.execute(wanted)]


async def lay_steps(
    tx: Tx,
    round_id: str,
    wanted: Iterable[WantedStep],
    *,
    at: datetime,
    mint: Mint,
    urgent: Collection[str] = (),
    is_new_plan: bool = True,
) -> None:
    """Make the rows of a round what they should be; sent ones stay as they are.

    The first time everything is laid, what is overdue too: after an outage it is made up. Later what would lie in the
    past is void from the start: whoever joins late has missed it. What a person put off stays put off.

    Args:
        tx: The transaction.
        round_id: Id of the round.
        wanted: Its rows.
        at: Now.
        mint: Gives ids.
        urgent: Keys of steps that are laid even when they lie in the past.
        is_new_plan: Whether the plan changed: else a row that is overdue and held back stays held.
    """
    known = {tuple(row[:4]): row for row in await tx.execute(_KNOWN, {"round": round_id})}
    rows = {row.key: row for row in wanted}
    first = not any(row.step != SNOOZE for row in known.values())
    fresh = (
        _new_row(mint(), round_id, row, is_due=first or row.due_at > at or row.step in urgent)
        for key, row in rows.items()
        if key not in known
    )
    statement = insert_new(tx, steps, on=("round", "step", "addressee", "about", "occasion"), returning="id")
    for some in portions(fresh, LAID_AT_ONCE):
        await tx.execute(statement, some)
    await _move(tx, known, rows, at, is_new_plan=is_new_plan)


def _new_row(row_id: str, round_id: str, row: WantedStep, *, is_due: bool) -> dict[str, object]:
    return {
        "id": row_id,
        "round": round_id,
        "step": row.step,
        "addressee": row.addressee,
        "about": row.about,
        "occasion": row.occasion,
        "due_at": row.due_at,
        "state": "due" if is_due else "void",
    }


async def _move(
    tx: Tx, known: Mapping[tuple[str, str, str, str], Row[Any]], rows: Mapping[tuple[str, str, str, str], WantedStep],
    at: datetime, *, is_new_plan: bool,
) -> None:  # fmt: skip
    free = [(row, rows.get(key)) for key, row in known.items() if not row.outbox]
    waiting = [(row, wanted) for row, wanted in free if row.state == "due" and row.step != SNOOZE]
    moved = [
        (row.id, wanted.due_at)
        for row, wanted in waiting
        if wanted is not None and wanted.due_at != row.due_at and (is_new_plan or wanted.due_at > at)
    ]
    back = [
        (row.id, wanted.due_at)
        for row, wanted in free
        if row.state == "void" and wanted is not None and wanted.due_at > at
    ]
    await move_steps(tx, [*moved, *back])
    await void_steps(tx, [row.id for row, wanted in waiting if wanted is None], at=at)


async def move_steps(tx: Tx, moved: Sequence[tuple[str, datetime]]) -> None:
    """Move rows that still wait."""
    await run_many(tx, _SET_DUE, [{"b_id": step, "b_due_at": due_at} for step, due_at in moved])


async def void_steps(tx: Tx, ids: Collection[str], *, at: datetime) -> None:
    """Make rows void that have lost their point."""
    await run_many(tx, _SET_VOID, [{"b_id": step, "b_at": at} for step in ids])


async def void_round(tx: Tx, round_id: str, *, at: datetime) -> None:
    """Make void whatever of a round still waits: it has closed."""
    await tx.execute(
        update(steps).where(steps.c.round == round_id, _WAITS, steps.c.occasion == "").values(state="void", done_at=at)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class InHand:
    """Rows that one message carries: the first one speaks, the others are folded into it."""

    outbox: str
    steps: tuple[str, ...]
    is_joined: bool = False
    """The message waited already: then all of them are folded."""


async def hand_over(tx: Tx, handed: Iterable[InHand], *, at: datetime) -> None:
    """Say which message carries which rows."""
    rows = [
        {
            "b_id": step,
            "b_outbox": one.outbox,
            "b_state": "folded" if place or one.is_joined else "due",
            "b_at": at if place or one.is_joined else None,
        }
        for one in handed
        for place, step in enumerate(one.steps)
    ]
    await run_many(tx, _TAKE, rows)


async def settle_steps(tx: Tx, *, at: datetime) -> None:
    """Take over what became of the messages in hand: sent, or void where they were dropped or refused."""
    in_hand = (steps.c.state == "due") & steps.c.outbox.is_not(None)
    fate = select(outbox.c.state).where(outbox.c.id == steps.c.outbox).scalar_subquery()
    over = exists().where(outbox.c.id == steps.c.outbox, outbox.c.state != "waiting")
    sent_at = select(func.coalesce(outbox.c.sent_at, at)).where(outbox.c.id == steps.c.outbox).scalar_subquery()
    await tx.execute(
        update(steps)
        .where(in_hand, over)
        .values(state=case((fate == "sent", "sent"), else_="void"), done_at=sent_at)
        .execution_options(synchronize_session=False)
    )


async def waiting_digests(tx: Tx, contacts: Collection[str], fold_key: str) -> dict[str, str]:
    """Give the message with a fold key that still waits for each contact, by contact."""
    found: dict[str, str] = {}
    for some in portions(contacts):
        rows = await tx.execute(
            select(outbox.c.contact, outbox.c.id).where(
                outbox.c.contact.in_(some), outbox.c.fold_key == fold_key, IS_WAITING
            )
        )
        found.update(rows.all())
    return found


async def next_step_at(tx: Tx) -> datetime | None:
    """Say when the next row of an open round is due; None if none waits."""
    statement = select(func.min(steps.c.due_at)).join(rounds, rounds.c.id == steps.c.round)
    found: datetime | None = (await tx.execute(statement.where(_WAITS, _LIVES))).scalar_one()
    return found


_SET_DUE = update(steps).where(steps.c.id == bindparam("b_id")).values(due_at=bindparam("b_due_at"), state="due")
_SET_VOID = (
    update(steps)
    .where(steps.c.id == bindparam("b_id"), steps.c.state == "due")
    .values(state="void", done_at=bindparam("b_at"))
)
_TAKE = (
    update(steps)
    .where(steps.c.id == bindparam("b_id"))
    .values(outbox=bindparam("b_outbox"), state=bindparam("b_state"), done_at=bindparam("b_at"))
)
