"""What is stored about one person: counted, handed out, erased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, delete, func, select, update

from flows.answers import JsonValue
from storage.archive import JsonRow, json_row
from storage.database import Tx
from storage.tables.people import absences, access_requests, contacts, memberships, persons
from storage.tables.tasks import revisions, submissions, task_events
from storage.tables.traffic import dialogs, inbox, outbox

ERASED = "erased:"
"""Beginning of the address of a contact whose person had themselves erased."""


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


async def load_personal(tx: Tx, person: str) -> JsonRow:
    """Load everything that is stored about a person, table by table, as it is stored.

    Raw updates and messages of the last fourteen days are part of it; who else answered is not.
    """
    own = select(contacts.c.id).where(contacts.c.person == person)
    chats = select(contacts.c.address).where(contacts.c.person == person)
    wanted: dict[str, Select[tuple[object, ...]]] = {
        "persons": select(persons).where(persons.c.id == person),
        "contacts": select(contacts).where(contacts.c.person == person),
        "memberships": select(memberships).where(memberships.c.person == person),
        "absences": select(absences).where(absences.c.person == person),
        "access_requests": select(access_requests).where(access_requests.c.contact.in_(own)),
        "revisions": select(revisions).where(revisions.c.person == person),
        "submissions": select(submissions.c.task, submissions.c.number, submissions.c.at).where(
            submissions.c.person == person
        ),
        "task_events": select(task_events).where(task_events.c.person == person),
        "messages_in": select(inbox).where(inbox.c.chat.in_(chats)),
        "messages_out": select(outbox).where(outbox.c.contact.in_(own)),
    }
    found: dict[str, JsonValue] = {}
    for name, query in wanted.items():
        rows: list[JsonValue] = [json_row(row) for row in (await tx.execute(query)).mappings()]
        found[name] = rows
    return found


async def erasures_wait(tx: Tx) -> bool:
    """Tell whether `finish_erasures` has something to do."""
    return (await tx.execute(_to_blank().limit(1))).first() is not None


def _to_blank() -> Select[tuple[str, str, str]]:
    waits = select(outbox.c.id).where(outbox.c.contact == contacts.c.id, outbox.c.state == "waiting").exists()
    left = and_(persons.c.erased_at.is_not(None), contacts.c.address.not_like(f"{ERASED}%"), ~waits)
    query = select(contacts.c.id, contacts.c.address, contacts.c.person)
    return query.join(persons, persons.c.id == contacts.c.person).where(left)


async def finish_erasures(tx: Tx) -> int:
    """Blank the contacts of erased persons once the last message to them has left.

    Ids, answers and authorship by id stay: they are the organisation's. Safe to run twice.

    Returns:
        How many contacts were blanked.
    """
    rows = (await tx.execute(_to_blank())).all()
    for row in rows:
        await _blank(tx, row.id, row.address, row.person)
    return len(rows)


async def _blank(tx: Tx, contact: str, address: str, person: str) -> None:
    gone = {"address": f"{ERASED}{contact}", "name": "", "state": "gone"}
    await tx.execute(update(contacts).where(contacts.c.id == contact).values(**gone))
    await tx.execute(update(inbox).where(inbox.c.chat == address).values(raw="", chat=""))
    await tx.execute(update(outbox).where(outbox.c.contact == contact).values(payload={}, links=[]))
    await tx.execute(delete(dialogs).where(dialogs.c.contact == contact))
    await tx.execute(update(access_requests).where(access_requests.c.contact == contact).values(words=""))
    await tx.execute(update(persons).where(persons.c.id == person).values(name="", language="", zone=""))
