"""Editions: generated reports, frozen with their data and files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from flows.answers import JsonValue, Place
from flows.snapshot import Snapshot
from flows.snapshot_json import snapshot_to_json
from storage.database import Tx
from storage.statements import insert_into, insert_new, run_many
from storage.submission_body import body_from_json
from storage.tables.people import contacts, persons
from storage.tables.reports import edition_files, edition_submissions, editions, reports
from storage.tables.tasks import revisions, submissions


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionView:
    """One edition.

    Attributes:
        report: The plan's own name of the report.
        snapshot: Its frozen data.
        sha256: Hash of the data as it was noted when they were frozen.
        previous: Id of the final edition before, "" for the first.
        program: Version of the program that froze it, "" = not known.
    """

    id: str
    plan: str
    report: str
    number: int
    final: bool
    snapshot: str
    sha256: str
    previous: str
    program: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionFile:
    """A file of an edition.

    Attributes:
        sha256: Hash as it was noted when the file was stored, "" for a new one.
        approval: Number of the approval that is printed in it, 0 = none.
    """

    name: str
    format: str
    content: bytes
    sha256: str = ""
    approval: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class UsedSubmission:
    """A submission that is in an edition."""

    task: str
    number: int
    values: Mapping[Place, JsonValue]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answerer:
    """A contact of somebody whose answer is in an edition."""

    person: str
    contact: str
    address: str
    language: str


async def create_edition(tx: Tx, edition: str, snapshot: Snapshot, *, person: str = "", program: str = "") -> None:
    """Freeze a snapshot as an edition; an edition that is there already stays as it is.

    Args:
        tx: The transaction.
        edition: Its id.
        snapshot: What the report shows; its number is the edition's.
        person: Id of whoever asked for it, "" = the calendar.
        program: Version of the program.
    """
    found = await tx.execute(
        select(reports.c.id).where(reports.c.plan == snapshot.plan.key, reports.c.key == snapshot.report)
    )
    report = found.scalar_one()
    before = await tx.execute(
        select(editions.c.id)
        .where(editions.c.report == report, editions.c.final.is_(True))
        .order_by(editions.c.number.desc())
        .limit(1)
    )
    text = snapshot_to_json(snapshot)
    row = {
        "id": edition,
        "report": report,
        "number": snapshot.number,
        "final": not snapshot.draft,
        "plan": snapshot.plan.key,
        "plan_revision": snapshot.plan_revision,
        "snapshot": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "previous": before.scalar_one_or_none() or "",
        "person": person,
        "at": snapshot.made_at,
        "program": program,
    }
    made = (await tx.execute(insert_new(tx, editions, on=("id",), returning="id"), [row])).scalars().all()
    if made:
        used = [{"edition": edition, "task": one.task, "number": one.number} for one in snapshot.tasks if one.number]
        await run_many(tx, insert_into(edition_submissions), used)


async def load_edition(tx: Tx, edition: str) -> EditionView | None:
    """Load an edition; None: there is none with this id."""
    row = (await tx.execute(_EDITIONS.where(editions.c.id == edition))).one_or_none()
    return EditionView(**row._asdict()) if row is not None else None


async def load_edition_ids(tx: Tx, *, plan: str = "", report: str = "") -> list[str]:
    """Give the ids of editions by plan, report and number; "" = of all plans, of all reports."""
    order = (editions.c.plan, reports.c.key, editions.c.final, editions.c.number)
    statement = select(*order, editions.c.id).join(reports, reports.c.id == editions.c.report)
    if plan:
        statement = statement.where(editions.c.plan == plan)
    if report:
        statement = statement.where(reports.c.key == report)
    return [row[-1] for row in sorted(tuple(row) for row in await tx.execute(statement))]  # as no server sorts keys


async def load_last_edition(tx: Tx, plan: str, report: str) -> EditionView | None:
    """Load the newest final edition of a report; None: there is none yet."""
    statement = (
        select(editions.c.id)
        .join(reports, reports.c.id == editions.c.report)
        .where(reports.c.plan == plan, reports.c.key == report, editions.c.final.is_(True))
        .order_by(editions.c.number.desc())
        .limit(1)
    )
    found = (await tx.execute(statement)).scalar_one_or_none()
    return await load_edition(tx, found) if found is not None else None


async def store_files(tx: Tx, edition: str, files: Sequence[EditionFile]) -> None:
    """Store the files of an edition; one that is there already stays as it is."""
    rows = [
        {
            "edition": edition,
            "name": one.name,
            "format": one.format,
            "sha256": hashlib.sha256(one.content).hexdigest(),
            "content": one.content,
            "approval": one.approval,
        }
        for one in files
    ]
    if rows:
        await tx.execute(insert_new(tx, edition_files, on=("edition", "name"), returning="name"), rows)


async def load_files(tx: Tx, edition: str) -> list[EditionFile]:
    """Load the files of an edition, by name."""
    statement = (
        select(*(edition_files.c[name] for name in ("name", "format", "content", "sha256", "approval")))
        .where(edition_files.c.edition == edition)
        .order_by(edition_files.c.name)
    )
    return [EditionFile(**row._asdict()) for row in await tx.execute(statement)]


async def load_used(tx: Tx, edition: str) -> list[UsedSubmission]:
    """Load the submissions that an edition was made from, as they are stored."""
    used = edition_submissions
    same = (submissions.c.task == used.c.task) & (submissions.c.number == used.c.number)
    statement = (
        select(used.c.task, used.c.number, submissions.c.body)
        .select_from(used.join(submissions, same))
        .where(used.c.edition == edition)
        .order_by(used.c.task)
    )
    return [
        UsedSubmission(task=row.task, number=row.number, values=body_from_json(row.body)[0])
        for row in await tx.execute(statement)
    ]


async def find_file(tx: Tx, sha256: str) -> tuple[str, str] | None:
    """Find the edition (its id) and the name of a stored file by its hash; None: no edition has such a file."""
    statement = select(edition_files.c.edition, edition_files.c.name).where(edition_files.c.sha256 == sha256).limit(1)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else (row.edition, row.name)


async def load_answerers(tx: Tx, edition: str) -> list[Answerer]:
    """Load everybody who answered something that is in an edition, with their contacts that can be written to.

    Whoever filled in what was taken over unsent has answered too, and so has whoever sent what a colleague wrote.
    """
    held = edition_submissions.join(
        submissions,
        (submissions.c.task == edition_submissions.c.task) & (submissions.c.number <= edition_submissions.c.number),
    )
    wrote = held.join(revisions, (revisions.c.task == submissions.c.task) & (revisions.c.seq <= submissions.c.head_seq))
    mine = edition_submissions.c.edition == edition
    sent = select(submissions.c.person).select_from(held).where(mine, submissions.c.person.is_not(None))
    authors = select(revisions.c.person).select_from(wrote).where(mine, revisions.c.person.is_not(None))
    statement = (
        select(persons.c.id.label("person"), contacts.c.id.label("contact"), contacts.c.address, persons.c.language)
        .join(contacts, contacts.c.person == persons.c.id)
        .where(persons.c.id.in_(sent.union(authors)), contacts.c.state == "active")
        .order_by(contacts.c.id)
    )
    return [Answerer(**row._asdict()) for row in await tx.execute(statement)]


_EDITIONS = select(
    editions.c.id,
    editions.c.plan,
    reports.c.key.label("report"),
    editions.c.number,
    editions.c.final,
    editions.c.snapshot,
    editions.c.sha256,
    editions.c.previous,
    editions.c.program,
    editions.c.at,
).join(reports, reports.c.id == editions.c.report)
