"""What the calendar asks before it writes: who can be reached, who is busy, away or snoozing, what is open."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, true

from flows.steps import SNOOZE
from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.statements import portions
from storage.tables.people import absences, contacts, memberships, persons
from storage.tables.rounds import asks, rounds, steps
from storage.tables.tasks import tasks
from storage.tables.traffic import dialogs


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How a person stands towards messages of their own accord.

    Attributes:
        contact: Id of a contact that can be written to, "" = none.
        zone: IANA name, "" = the plan's.
        busy_at: When the person last did something in an interview that is open.
        away_from_on: First day of an absence that has not ended; None = none.
        away_to_on: Its last day.
        snoozed_until: What the person asked for with "Teď ne".
    """

    person: str
    contact: str = ""
    zone: str = ""
    busy_at: datetime | None = None
    away_from_on: date | None = None
    away_to_on: date | None = None
    snoozed_until: datetime | None = None


async def load_reach(tx: Tx, people: Collection[str], *, today: date) -> dict[str, Reach]:
    """Load how persons can be reached; set-wise, so that ten thousand take a few statements."""
    found: dict[str, Reach] = {}
    for some in portions(people):
        reached = await _contacts(tx, some)
        busy = await _busy(tx, some)
        away = await _away(tx, some, today)
        snoozed = await _snoozed(tx, some)
        for person, (zone, contact) in reached.items():
            first, last = away.get(person, (None, None))
            found[person] = Reach(
                person=person,
                contact=contact,
                zone=zone,
                busy_at=busy.get(person),
                away_from_on=first,
                away_to_on=last,
                snoozed_until=snoozed.get(person),
            )
    return found


async def _contacts(tx: Tx, people: list[str]) -> dict[str, tuple[str, str]]:
    rows = await tx.execute(
        select(persons.c.id, persons.c.zone, contacts.c.id.label("contact"), contacts.c.state)
        .outerjoin(contacts, contacts.c.person == persons.c.id)
        .where(persons.c.id.in_(people))
        .order_by(contacts.c.created_at.desc(), contacts.c.id)
    )
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        zone, contact = found.get(row.id, (row.zone, ""))
        found[row.id] = (zone, contact or (row.contact if row.state == "active" else ""))
    return found


async def _busy(tx: Tx, people: list[str]) -> dict[str, datetime]:
    rows = await tx.execute(
        select(contacts.c.person, func.max(dialogs.c.changed_at))
        .join(dialogs, dialogs.c.contact == contacts.c.id)
        .where(contacts.c.person.in_(people), dialogs.c.focus_task.is_not(None))
        .group_by(contacts.c.person)
    )
    return dict(rows.all())


async def _away(tx: Tx, people: list[str], today: date) -> dict[str, tuple[date, date]]:
    rows = await tx.execute(
        select(absences.c.person, absences.c.from_on, absences.c.to_on)
        .where(absences.c.person.in_(people), absences.c.to_on >= today)
        .order_by(absences.c.from_on.desc())
    )
    return {row.person: (row.from_on, row.to_on) for row in rows}


async def _snoozed(tx: Tx, people: list[str]) -> dict[str, datetime]:
    rows = await tx.execute(
        select(steps.c.addressee, func.max(steps.c.due_at))
        .where(steps.c.addressee.in_(people), steps.c.step == SNOOZE, steps.c.state == "due", steps.c.outbox.is_(None))
        .group_by(steps.c.addressee)
    )
    return dict(rows.all())


OpenKey = tuple[str, str, Role]
"""Id of the round, key of the actor ("" for a role), role of the ask."""


_earlier, _before = tasks.alias("earlier"), asks.alias("before")
BLOCKED = (
    select(_earlier.c.id)
    .join(_before, _before.c.id == _earlier.c.ask)
    .where(
        asks.c.after != "",
        _before.c.round == asks.c.round,
        _before.c.key == asks.c.after,
        _earlier.c.state.in_(["open", "started", "returned"]),
        _earlier.c.disowned_at.is_(None),
        (_earlier.c.subject == tasks.c.subject)
        | (_before.c.subject_kind != asks.c.subject_kind)
        | (_before.c.level != asks.c.level)
        | (_before.c.tree != asks.c.tree),
    )
    .correlate(tasks, asks)
    .exists()
)
"""The ask before still waits: for the same subject, or for any where the two do not ask about the same things."""


async def load_blocked(tx: Tx, round_ids: Collection[str]) -> frozenset[str]:
    """Give the tasks whose turn has not come: the ask before theirs still waits."""
    rows = await tx.execute(
        select(tasks.c.id).join(asks, asks.c.id == tasks.c.ask).where(asks.c.round.in_(list(round_ids)), BLOCKED)
    )
    return frozenset(rows.scalars())


async def load_open_counts(
    tx: Tx, round_ids: Collection[str], *, in_turn: bool = False
) -> dict[OpenKey, Counter[TaskState]]:
    """Count the tasks of rounds by who answers and how they stand; those that are "not ours" are not counted.

    Args:
        tx: The transaction.
        round_ids: The rounds.
        in_turn: Only tasks whose turn has come: the ask before theirs does not wait any more.
    """
    found: dict[OpenKey, Counter[TaskState]] = {}
    turn = ~BLOCKED if in_turn else true()
    rows = await tx.execute(
        select(asks.c.round, tasks.c.actor, asks.c.role, tasks.c.state, func.count())
        .join(asks, asks.c.id == tasks.c.ask)
        .where(asks.c.round.in_(list(round_ids)), tasks.c.disowned_at.is_(None), turn)
        .group_by(asks.c.round, tasks.c.actor, asks.c.role, tasks.c.state)
    )
    for round_id, actor, role, state, count in rows:
        answering = Role(role) if role in {"commentator", "coordinator"} else Role.PARTNER
        found.setdefault((round_id, actor, answering), Counter())[TaskState(state)] += count
    return found


async def load_later(tx: Tx, round_id: str) -> Mapping[str, datetime]:
    """Load the end of each extension of a round: actor to the first instant that is too late."""
    rows = await tx.execute(
        select(tasks.c.actor, func.max(tasks.c.due_at))
        .join(asks, asks.c.id == tasks.c.ask)
        .join(rounds, rounds.c.id == asks.c.round)
        .where(asks.c.round == round_id, tasks.c.due_at > rounds.c.deadline_at)
        .group_by(tasks.c.actor)
    )
    return dict(rows.all())


async def people_stamp(tx: Tx, plan: str) -> tuple[object, ...]:
    """Give a value that changes whenever the plan's people, their clocks or contacts, or its duties do."""
    members = await tx.execute(
        select(
            func.count(),
            func.max(memberships.c.from_at),
            func.max(memberships.c.to_at),
            func.count(memberships.c.to_at),
        ).where(memberships.c.plan == plan)
    )
    clocks = await tx.execute(
        select(persons.c.zone, func.count())
        .where(persons.c.id.in_(select(memberships.c.person).where(memberships.c.plan == plan)), persons.c.zone != "")
        .group_by(persons.c.zone)
        .order_by(persons.c.zone)
    )
    reached = await tx.execute(
        select(contacts.c.state, func.count())
        .where(contacts.c.person.in_(select(memberships.c.person).where(memberships.c.plan == plan)))
        .group_by(contacts.c.state)
        .order_by(contacts.c.state)
    )
    asked = await tx.execute(
        select(func.count(tasks.c.actor.distinct()), func.max(tasks.c.due_at), func.count(tasks.c.due_at)).where(
            tasks.c.plan == plan
        )
    )
    return (*members.one(), *(tuple(row) for row in clocks), *(tuple(row) for row in reached), *asked.one())
