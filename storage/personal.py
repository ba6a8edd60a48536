"""What is stored about people: counted, and erased so that only the organisation's answers are left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, literal, or_, select, true, update

from flows.reading.folding import fold
from storage.database import Tx
from storage.faults import WriteConflict
from storage.mentions import Mentioned, empty_mentions
from storage.tables.coordination import questions
from storage.tables.people import access_requests, contacts, memberships, persons
from storage.tables.tasks import revisions
from storage.tables.traffic import IS_WAITING, dialogs, inbox, message_links, outbox

ERASED = "erased:"
"""Beginning of the address of a contact whose person had themselves erased."""
ERASED_AT_ONCE = 50
"""Contacts blanked in one transaction: whoever writes meanwhile must not wait for a whole plan's people."""
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
    """End everything that a person is, with what waits to be sent to them; `finish_erasures` does the rest."""
    theirs = outbox.c.contact.in_(select(contacts.c.id).where(contacts.c.person == person))
    await tx.execute(update(outbox).where(theirs, IS_WAITING).values(state="dropped"))
    held = and_(memberships.c.person == person, or_(memberships.c.to_at.is_(None), memberships.c.to_at > now))
    await tx.execute(update(memberships).where(held).values(to_at=now))
    await tx.execute(update(persons).where(persons.c.id == person).values(name="", erased_at=now))


async def has_contact(tx: Tx, person: str) -> bool:
    """Tell whether a contact of a person is not blanked."""
    return (await tx.execute(held_contacts().where(contacts.c.person == person).limit(1))).first() is not None


async def erasures_wait(tx: Tx, *, now: datetime) -> bool:
    """Tell whether `finish_erasures` has something to do."""
    return (await tx.execute(_to_blank(now).limit(1))).first() is not None


def _to_blank(now: datetime) -> Select[Any]:
    """Find contacts of erased persons; a reply on its way may still leave, a reminder may not."""
    under_way = and_(outbox.c.contact == contacts.c.id, IS_WAITING, outbox.c.lane != "bulk")
    waits = and_(select(outbox.c.id).where(under_way).exists(), persons.c.erased_at > now - LAST_WORD)
    erased = held_contacts().join(persons, persons.c.id == contacts.c.person)
    return erased.where(persons.c.erased_at.is_not(None), ~waits)


def held_contacts() -> Select[Any]:
    """Give the query of contacts that are not blanked, as `blank_contacts` takes them."""
    held = select(contacts.c.id, contacts.c.address, contacts.c.name, contacts.c.person)
    return held.where(contacts.c.address.not_like(f"{ERASED}%"))


async def finish_erasures(tx: Tx, *, now: datetime, person: str = "") -> int:
    """Blank the contacts of erased persons once the last reply to them has left, at the latest after LAST_WORD.

    Ids, answers and authorship by id stay: they are the organisation's. Safe to run twice.

    Args:
        tx: Writes.
        now: When what of theirs still waits is settled.
        person: The only one whose erasing is finished; anybody's if empty.

    Returns:
        How many contacts were blanked, ERASED_AT_ONCE at most; where it is as many, there may be more. One that another
        process is writing waits for the next time.
    """
    due = _to_blank(now).order_by(contacts.c.id).limit(ERASED_AT_ONCE)
    wanted = due.where(contacts.c.person == person) if person else due
    rows = (await tx.execute(locked(wanted))).all()
    await blank_contacts(tx, rows, now=now)
    of_them = persons.c.id.in_([row.person for row in rows])
    await tx.execute(update(persons).where(of_them).values(name="", language="", zone=""))
    return len(rows)


def locked(held: Select[Any]) -> Select[Any]:
    """Let nobody else change the contacts that are found, and pass over those that somebody is changing."""
    return held.with_for_update(of=contacts, skip_locked=True)


async def blank_contacts(tx: Tx, held: Sequence[Row[Any]], *, now: datetime) -> None:
    """Empty contacts, what they said and were told, and what was told to others about whom they belong to.

    Args:
        tx: Writes.
        held: The contacts' ids, addresses, names and persons.
        now: When a question or request of theirs that still waits is settled.
    """
    if not held:
        return
    blank = {"address": literal(ERASED) + contacts.c.id, "name": "", "state": "gone"}
    await tx.execute(update(contacts).where(contacts.c.id.in_([row.id for row in held])).values(**blank))
    await _empty_past(tx, held, now=now, requests=true())


async def hold_contacts(tx: Tx, ids: Sequence[str]) -> None:
    """Let nobody else change contacts that get a person, before anything else of theirs is written.

    Raises:
        WriteConflict: A contact was blanked meanwhile.
    """
    if not ids:
        return
    wanted = select(contacts.c.address).where(contacts.c.id.in_(ids)).with_for_update()
    if any(address.startswith(ERASED) for address in (await tx.execute(wanted)).scalars()):
        raise WriteConflict("A contact of this batch was blanked meanwhile.")


async def part_from_erased(tx: Tx, ids: Sequence[str], *, now: datetime) -> None:
    """Before contacts get a person: where an erased one had them, empty all that is left of that one at once.

    Whoever joins again before their erasing is finished is somebody new, and nothing leads to their old answers. What
    they asked to be let into since then is the new one's, and waits on.

    Args:
        tx: Writes.
        ids: Contacts that `hold_contacts` holds.
        now: When an older question or request of theirs that still waits is settled.
    """
    if not ids:
        return
    erased = held_contacts().join(persons, persons.c.id == contacts.c.person)
    rows = (await tx.execute(erased.where(contacts.c.id.in_(ids), persons.c.erased_at.is_not(None)))).all()
    if rows:
        erased_at = select(persons.c.erased_at).join(contacts, contacts.c.person == persons.c.id)
        of_contact = erased_at.where(contacts.c.id == access_requests.c.contact).scalar_subquery()
        await _empty_past(tx, rows, now=now, requests=access_requests.c.requested_at < of_contact)
        await tx.execute(delete(message_links).where(message_links.c.contact.in_([row.id for row in rows])))


async def _empty_past(tx: Tx, held: Sequence[Row[Any]], *, now: datetime, requests: ColumnElement[bool]) -> None:
    """Empty what contacts said and were told; of their requests for access those of which `requests` is true."""
    ids, addresses = [row.id for row in held], [row.address for row in held]
    await tx.execute(update(inbox).where(inbox.c.chat.in_(addresses)).values(raw="", chat=""))
    told = outbox.c.contact.in_(ids)
    await tx.execute(update(outbox).where(told, IS_WAITING).values(state="dropped"))
    await tx.execute(update(outbox).where(told).values(payload={}, links=[]))
    await tx.execute(delete(dialogs).where(dialogs.c.contact.in_(ids)))
    asks, asked = and_(access_requests.c.contact.in_(ids), requests), questions.c.contact.in_(ids)
    await tx.execute(update(access_requests).where(asks).values(words=""))
    undecided = and_(asks, access_requests.c.decided_at.is_(None))
    await tx.execute(update(access_requests).where(undecided).values(decided_at=now))
    await tx.execute(update(questions).where(asked).values(words="", answer=""))
    unanswered = and_(asked, questions.c.answered_at.is_(None))
    await tx.execute(update(questions).where(unanswered).values(answered_at=now))
    await empty_mentions(tx, Mentioned.of(addresses, {row.name for row in held}))
