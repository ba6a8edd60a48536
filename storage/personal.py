"""What is stored about people: counted, and erased so that only the organisation's answers are left."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, Text, and_, cast, delete, func, or_, select, update

from flows.reading.folding import fold
from storage.database import Tx
from storage.tables.coordination import questions
from storage.tables.people import access_requests, contacts, memberships, persons
from storage.tables.tasks import revisions
from storage.tables.traffic import dialogs, inbox, outbox

ERASED = "erased:"
"""Beginning of the address of a contact whose person had themselves erased."""
LAST_WORD = timedelta(days=1)
"""So long the last reply to somebody erased may be under way; then it is dropped."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnData:
    """How much is stored about a person.

    Attributes:
        answers: Places answered by them that still hold.
        since: When they joined.
    """

    answers: int
    since: datetime | None


async def count_own_data(tx: Tx, people: Iterable[str]) -> dict[str, OwnData]:
    """Count the answers of persons by their ids."""
    wanted = sorted(set(people))
    places = select(revisions.c.person, revisions.c.task, revisions.c.question, revisions.c.instance).distinct()
    mine = places.where(revisions.c.person.in_(wanted)).subquery()
    numbers = {row[0]: row[1] for row in await tx.execute(select(mine.c.person, func.count()).group_by(mine.c.person))}
    joined = select(persons.c.id, persons.c.created_at).where(persons.c.id.in_(wanted))
    since = {row[0]: row[1] for row in await tx.execute(joined)}
    return {person: OwnData(answers=numbers.get(person, 0), since=since.get(person)) for person in wanted}


async def find_persons(tx: Tx, who: str) -> list[tuple[str, str, str]]:
    """Find persons by id, by the number of their chat, or by a part of their name, whatever its letters' size.

    Returns:
        Id, name and account of each, by name.
    """
    held = select(persons.c.id, persons.c.name, contacts.c.address).join(contacts, contacts.c.person == persons.c.id)
    known = (await tx.execute(held.where(persons.c.erased_at.is_(None)))).all()
    exactly = [row for row in known if who in {row.id, row.address}]
    found = exactly or [row for row in known if who.casefold() in row.name.casefold()]
    # the server's own order of letters is not ours
    return sorted(((row.id, row.name, row.address) for row in found), key=lambda one: (fold(one[1]), one[0]))


async def erase_person(tx: Tx, person: str, *, now: datetime) -> None:
    """End everything that a person is and mark them for erasure; `finish_erasures` does the rest."""
    held = and_(memberships.c.person == person, or_(memberships.c.to_at.is_(None), memberships.c.to_at > now))
    await tx.execute(update(memberships).where(held).values(to_at=now))
    await tx.execute(update(persons).where(persons.c.id == person).values(name="", erased_at=now))


async def erasures_wait(tx: Tx, *, now: datetime) -> bool:
    """Tell whether `finish_erasures` has something to do."""
    return (await tx.execute(_to_blank(now).limit(1))).first() is not None


def _to_blank(now: datetime) -> Select[Any]:
    """Find contacts of erased persons; a reply on its way may still leave, a reminder may not."""
    under_way = and_(outbox.c.contact == contacts.c.id, outbox.c.state == "waiting", outbox.c.lane != "bulk")
    waits = and_(select(outbox.c.id).where(under_way).exists(), persons.c.erased_at > now - LAST_WORD)
    erased = held_contacts().join(persons, persons.c.id == contacts.c.person)
    return erased.where(persons.c.erased_at.is_not(None), ~waits)


def held_contacts() -> Select[Any]:
    """Give the query of contacts that are not blanked, as `blank_contact` takes them."""
    held = select(contacts.c.id, contacts.c.address, contacts.c.name, contacts.c.person)
    return held.where(contacts.c.address.not_like(f"{ERASED}%"))


async def finish_erasures(tx: Tx, *, now: datetime) -> int:
    """Blank the contacts of erased persons once the last reply to them has left, at the latest after LAST_WORD.

    Ids, answers and authorship by id stay: they are the organisation's. Safe to run twice.

    Returns:
        How many contacts were blanked.
    """
    rows = (await tx.execute(_to_blank(now))).all()
    for row in rows:
        await blank_contact(tx, row, now=now)
        await tx.execute(update(persons).where(persons.c.id == row.person).values(name="", language="", zone=""))
    return len(rows)


async def blank_contact(tx: Tx, held: Row[Any], *, now: datetime) -> None:
    """Empty a contact, what it said and was told, and what was told to others about whom it belongs to.

    Args:
        tx: Writes.
        held: The contact's id, address, name and person.
        now: When a question or request of theirs that still waits is settled.
    """
    of_contact = {"address": f"{ERASED}{held.id}", "name": "", "state": "gone"}
    await tx.execute(update(contacts).where(contacts.c.id == held.id).values(**of_contact))
    await tx.execute(update(inbox).where(inbox.c.chat == held.address).values(raw="", chat=""))
    told = outbox.c.contact == held.id
    await tx.execute(update(outbox).where(told, outbox.c.state == "waiting").values(state="dropped"))
    await tx.execute(update(outbox).where(told).values(payload={}, links=[]))
    await tx.execute(delete(dialogs).where(dialogs.c.contact == held.id))
    asks, asked = access_requests.c.contact == held.id, questions.c.contact == held.id
    await tx.execute(update(access_requests).where(asks).values(words=""))
    undecided = and_(asks, access_requests.c.decided_at.is_(None))
    await tx.execute(update(access_requests).where(undecided).values(decided_at=now))
    await tx.execute(update(questions).where(asked).values(words="", answer=""))
    unanswered = and_(asked, questions.c.answered_at.is_(None))
    await tx.execute(update(questions).where(unanswered).values(answered_at=now))
    for said in {held.address, *_written(held.name)}:
        await _empty_traffic_with(tx, said)


def _written(name: str) -> set[str]:
    """A name as it stands in JSON: as it is, or with its letters escaped."""
    return {name, json.dumps(name)[1:-1]} - {""}


async def _empty_traffic_with(tx: Tx, said: str) -> None:
    """Empty what others said and were told that names somebody: in a group, under a button, in a notice."""
    done = and_(inbox.c.done_at.is_not(None), inbox.c.raw.contains(said, autoescape=True))
    await tx.execute(update(inbox).where(done).values(raw=""))
    told = and_(outbox.c.state != "waiting", cast(outbox.c.payload, Text).contains(said, autoescape=True))
    await tx.execute(update(outbox).where(told).values(payload={}, links=[]))
