"""What people put off: snoozes as rows of the calendar, and absences."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import insert, update

from flows.steps import SNOOZE
from storage.database import Tx
from storage.statements import insert_new
from storage.tables.people import absences
from storage.tables.rounds import steps
from storage.writes import AbsenceEnd, NewAbsence, NewSnooze


async def write_snoozes(tx: Tx, snoozes: Sequence[NewSnooze], *, at: datetime) -> None:
    """Lay snoozes; what the same person asked for before is void."""
    await void_snoozes(tx, {one.person for one in snoozes}, at=at)
    rows = [
        {
            "id": one.id,
            "round": one.round,
            "step": SNOOZE,
            "addressee": one.person,
            "about": "",
            "occasion": f"{at.isoformat()}/{one.due_at.isoformat()}",
            "due_at": one.due_at,
            "state": "due",
        }
        for one in snoozes
    ]
    key = ("round", "step", "addressee", "about", "occasion")
    await tx.execute(insert_new(tx, steps, on=key, returning="id"), rows)


async def void_snoozes(tx: Tx, people: Collection[str], *, at: datetime) -> None:
    """Make void what people put off and now take up again."""
    waits = (steps.c.state == "due") & steps.c.outbox.is_(None)
    theirs = steps.c.addressee.in_(sorted(people)) & (steps.c.step == SNOOZE)
    await tx.execute(update(steps).where(waits, theirs).values(state="void", done_at=at))


async def write_absences(tx: Tx, new: Sequence[NewAbsence], *, at: datetime) -> None:
    """Note absences; each takes the place of an earlier one that has not ended."""
    for one in new:
        await end_absences(tx, AbsenceEnd(person=one.person, last_on=one.from_on), at=at)
    rows = [
        {
            "id": one.id,
            "person": one.person,
            "from_on": one.from_on,
            "to_on": one.to_on,
            "deputy": one.deputy,
            "at": at,
        }
        for one in new
    ]
    await tx.execute(insert(absences), rows)


async def end_absences(tx: Tx, end: AbsenceEnd, *, at: datetime) -> None:
    """End what has not ended: the last day of absence is the day before."""
    before = day_before(end.last_on)
    lasting = (absences.c.person == end.person) & (absences.c.to_on > before)
    await tx.execute(update(absences).where(lasting).values(to_on=before, at=at))


def day_before(day: date) -> date:
    """Give the day before a day."""
    return date.fromordinal(day.toordinal() - 1)
