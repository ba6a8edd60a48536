"""Files that came as answers: which are still to be fetched, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from storage.database import Tx
from storage.tables.people import contacts, persons
from storage.tables.tasks import attachments, revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class WantedFile:
    """A file to be fetched."""

    id: str
    task: str
    channel_file: str
    name: str
    type: str
    size: int
    tries: int


async def load_wanted_files(tx: Tx, *, now: datetime, limit: int) -> list[WantedFile]:
    """Load files that are due to be fetched, oldest first."""
    names = list(WantedFile.__dataclass_fields__)
    due = or_(attachments.c.not_before_at.is_(None), attachments.c.not_before_at <= now)
    statement = (
        select(*(attachments.c[name] for name in names))
        .where(attachments.c.state == "wanted", due)
        .order_by(attachments.c.created_at, attachments.c.id)
        .limit(limit)
    )
    return [WantedFile(**row._asdict()) for row in await tx.execute(statement)]


async def kept_hashes(tx: Tx) -> list[str]:
    """Hashes of all files that are kept, each once."""
    kept = select(attachments.c.hash).where(attachments.c.state == "kept", attachments.c.hash != "")
    return list((await tx.execute(kept.distinct().order_by(attachments.c.hash))).scalars())


async def keep_file(tx: Tx, file: str, *, hash_: str, size: int) -> None:
    """Note that a file is here, under its hash."""
    await tx.execute(
        update(attachments).where(attachments.c.id == file).values(state="kept", hash=hash_, size=size, error="")
    )


async def put_off_file(tx: Tx, file: str, *, tries: int, error: str, not_before_at: datetime) -> None:
    """Note that a file could not be fetched yet."""
    await tx.execute(
        update(attachments)
        .where(attachments.c.id == file)
        .values(tries=tries, error=error, not_before_at=not_before_at)
    )


async def refuse_file(tx: Tx, file: str, *, error: str) -> None:
    """Note that a file cannot be had."""
    await tx.execute(update(attachments).where(attachments.c.id == file).values(state="refused", error=error))


async def contacts_of_sender(tx: Tx, task: str, file: str) -> list[tuple[str, str]]:
    """Find contact and language of the person who sent a file, from the history of its task."""
    rows = await tx.execute(
        select(revisions.c.value, revisions.c.person).where(revisions.c.task == task, revisions.c.origin == "file")
    )
    senders = {row.person for row in rows if isinstance(row.value, dict) and row.value.get("attachment") == file}
    found = await tx.execute(
        select(contacts.c.id, persons.c.language)
        .join(persons, persons.c.id == contacts.c.person)
        .where(persons.c.id.in_(sorted(senders)), contacts.c.state == "active")
    )
    return [(contact, language) for contact, language in found]
