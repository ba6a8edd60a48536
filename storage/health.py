"""How the work stands, in numbers that tell nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select

from storage.claims import is_led
from storage.database import Tx
from storage.tables.people import contacts, persons
from storage.tables.plans import plan_revisions
from storage.tables.rounds import asks, round_events, rounds, steps
from storage.tables.tasks import attachments, revisions, task_events, tasks
from storage.tables.traffic import IS_WAITING, inbox, leases, outbox


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """What an administrator watches.

    Attributes:
        beat_at: Last sign of life of the process that works on a SQLite file; None: none does, or PostgreSQL.
        led: Whether a process keeps the calendar of a PostgreSQL; None: SQLite.
        received_at: When the newest update came.
        sent_at: When the newest message left.
        waiting: Messages that are due and have not left.
        oldest_waiting_at: Since when the oldest of them is due.
        failed: Messages that could not be sent for good.
        steps_overdue: Calendar steps that are due and in nobody's hand; what a message carries waits for its own day.
        oldest_step_at: When the oldest of them was due.
        events_overdue: Openings, closings and reports that are due and not done.
        event_tries: Most vain tries of one of them.
        files_wanted: Attachments that are still to be fetched.
        persons: Persons known.
        blocked: Contacts that blocked the bot or are gone.
        rounds_open: Rounds under way.
        tasks: State to number of tasks of these rounds.
        inbox_failed: Updates whose effects were dropped.
    """

    beat_at: datetime | None
    led: bool | None
    received_at: datetime | None
    sent_at: datetime | None
    waiting: int
    oldest_waiting_at: datetime | None
    failed: int
    steps_overdue: int
    oldest_step_at: datetime | None
    events_overdue: int
    event_tries: int
    files_wanted: int
    persons: int
    blocked: int
    rounds_open: int
    tasks: dict[str, int]
    inbox_failed: int


async def load_health(tx: Tx, *, now: datetime) -> Health:
    """Count what waits and what went wrong."""
    late_row = and_(IS_WAITING, outbox.c.not_before_at <= now)
    late_step = and_(steps.c.state == "due", steps.c.outbox.is_(None), steps.c.due_at <= now)
    late_event = and_(round_events.c.done_at.is_(None), round_events.c.due_at <= now)
    waiting, oldest_waiting = await _count(tx, outbox.c.not_before_at, late_row)
    overdue, oldest_step = await _count(tx, steps.c.due_at, late_step)
    events, _ = await _count(tx, round_events.c.due_at, late_event)
    tries = select(func.coalesce(func.max(round_events.c.tries), 0)).where(late_event)
    is_open = rounds.c.state == "open"
    of_round = tasks.join(asks, asks.c.id == tasks.c.ask).join(rounds, rounds.c.id == asks.c.round)
    by_state = select(tasks.c.state, func.count()).select_from(of_round).where(is_open)
    return Health(
        beat_at=(await tx.execute(select(func.max(leases.c.beat_at)))).scalar(),
        led=await is_led(tx),
        received_at=(await tx.execute(select(func.max(inbox.c.received_at)))).scalar(),
        sent_at=(await tx.execute(select(func.max(outbox.c.sent_at)))).scalar(),
        waiting=waiting,
        oldest_waiting_at=oldest_waiting,
        failed=await _number(tx, _rows(outbox.c.id, outbox.c.state == "failed")),
        steps_overdue=overdue,
        oldest_step_at=oldest_step,
        events_overdue=events,
        event_tries=await _number(tx, tries),
        files_wanted=await _number(tx, _rows(attachments.c.id, attachments.c.state == "wanted")),
        persons=await _number(tx, _rows(persons.c.id, persons.c.erased_at.is_(None))),
        blocked=await _number(tx, _rows(contacts.c.id, contacts.c.state != "active")),
        rounds_open=await _number(tx, _rows(rounds.c.id, is_open)),
        tasks={row[0]: row[1] for row in await tx.execute(by_state.group_by(tasks.c.state))},
        inbox_failed=await _number(tx, _rows(inbox.c.id, inbox.c.outcome.like("failed%"))),
    )


async def newest_instant(tx: Tx) -> datetime | None:
    """Give when something was written last, None where nothing has been: a clock before it goes wrong."""
    written = (plan_revisions.c.at, inbox.c.received_at, outbox.c.created_at, revisions.c.at, task_events.c.at)
    found = [(await tx.execute(select(func.max(column)))).scalar() for column in written]
    return max((each for each in found if each is not None), default=None)


async def _count(
    tx: Tx, moment: ColumnElement[datetime | None], which: ColumnElement[bool]
) -> tuple[int, datetime | None]:
    row = (await tx.execute(select(func.count(), func.min(moment)).where(which))).one()
    return row[0], row[1]


def _rows(column: ColumnElement[str], which: ColumnElement[bool]) -> Select[int]:
    return select(func.count(column)).where(which)


async def _number(tx: Tx, query: Select[int]) -> int:
    return int((await tx.execute(query)).scalar_one())
