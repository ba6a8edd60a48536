"""Everything that is stored about one person, found by the schema itself: a new table cannot be forgotten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Table, or_, select

from flows.answers import JsonValue
from storage.archive import JsonRow, archived_tables, json_row
from storage.columns import UtcInstant, canonical_json
from storage.database import Tx
from storage.mentions import decoded
from storage.tables.people import contacts, persons
from storage.tables.rounds import steps
from storage.tables.tasks import answers, attachments, revisions
from storage.tables.traffic import inbox

OF_OTHERS = frozenset({"decided_by", "answered_by", "created_by", "deputy"})
"""Columns by which a row names who acted on it: what it says is somebody else's."""
NOT_HANDED_OUT = frozenset({"token_hash", "content", "snapshot"})
"""A secret, files sent in as plans or forms, and whole reports; of a plan's revision its `body` likewise."""
OF_THE_PLAN = frozenset({"plan_revisions", "editions", "entry_revisions"})
"""Rows that hold the town's own documents: of these only that the person made them, and when."""

SAID_BY_OTHERS = frozenset({"reply_to_message", "external_reply", "quote", "message"})
"""Parts of an act in a group that are somebody else's words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnFile:
    """A file that a person sent and that is kept.

    Attributes:
        name: As it was called when it was sent.
        hash: Names it in the folder of attachments.
    """

    name: str
    hash: str
    size: int


def tables_about_people() -> dict[Table, tuple[Column[str], ...]]:
    """Give every table that can name a person, and the columns that do: by id, by contact or by chat."""
    found = {table: tuple(_naming(table)) for table in archived_tables()}
    return {table: columns for table, columns in found.items() if columns}


def _naming(table: Table) -> Iterator[Column[str]]:
    if table in {persons, contacts}:
        yield table.c.id
    if table is steps:
        yield table.c.addressee
    if table is inbox:
        yield table.c.chat
    for column in table.columns:
        if column is answers.c.person or any(_is_person(key.column) for key in column.foreign_keys):
            yield column


def _is_person(column: Column[str]) -> bool:
    return column is persons.c.id or column is contacts.c.id


async def load_own_data(tx: Tx, person: str) -> JsonRow:
    """Load every row of every table that is a person's, as it is stored; of others' rows only what they did there.

    Raw updates and messages of the last fourteen days are part of it, what they said in a group too; what others said
    there, and who else answered, is not.
    """
    found: dict[str, JsonValue] = {}
    names = await _names(tx, person)
    for table, columns in tables_about_people().items():
        held = or_(*(column.in_(names) for column in columns))
        order = table.primary_key.columns
        read = (await tx.execute(select(table).where(held).order_by(*order))).mappings()
        rows = [json_row(row) for row in read]
        handed_out: list[JsonValue] = [_handed_out(table, row, columns, names) for row in rows]
        found[table.name] = [*handed_out, *await _said_elsewhere(tx, names)] if table is inbox else handed_out
    files = await load_own_files(tx, person)
    found[attachments.name] = [{"name": file.name, "size": file.size, "sha256": file.hash} for file in files]
    return found


async def load_own_files(tx: Tx, person: str) -> list[OwnFile]:
    """Load the files that a person sent as answers and that are kept, in the order in which they came."""
    by_file = select(revisions.c.value).where(revisions.c.person == person, revisions.c.origin == "file")
    values = (await tx.execute(by_file)).scalars()
    mine = sorted({str(value["attachment"]) for value in values if isinstance(value, dict) and "attachment" in value})
    kept = attachments.c.id.in_(mine) & (attachments.c.state == "kept")
    wanted = select(attachments.c.name, attachments.c.hash, attachments.c.size).where(kept)
    rows = await tx.execute(wanted.order_by(attachments.c.created_at, attachments.c.id))
    return [OwnFile(name=row.name, hash=row.hash, size=row.size) for row in rows]


async def _names(tx: Tx, person: str) -> list[str]:
    """By what rows name a person: their id, their contacts' ids, their chats."""
    found = (await tx.execute(select(contacts.c.id, contacts.c.address).where(contacts.c.person == person))).all()
    return [person, *(row.id for row in found), *(row.address for row in found)]


async def _said_elsewhere(tx: Tx, names: Sequence[str]) -> list[JsonValue]:
    """Load the updates by which a person did something in a group; what others said there is cut out."""
    told = or_(*(inbox.c.raw.contains(name, autoescape=True) for name in names))
    found = await tx.execute(select(inbox).where(inbox.c.chat.not_in(names), told).order_by(inbox.c.id))
    rows = [(json_row(row), decoded(row["raw"])) for row in found.mappings()]
    return [{**row, "raw": canonical_json(_without_others(raw))} for row, raw in rows if _sender(raw) in names]


def _sender(update: JsonValue) -> str:
    """Give the account that an update comes from, "" if it says none."""
    acts = update.values() if isinstance(update, dict) else ()
    senders = [act.get("from") for act in acts if isinstance(act, dict)]
    return next((str(one.get("id", "")) for one in senders if isinstance(one, dict)), "")


def _without_others(update: JsonValue) -> JsonValue:
    """Leave out what the sender replied to, and the message whose button they tapped."""
    if not isinstance(update, dict):
        return update
    return {
        kind: {name: value for name, value in act.items() if name not in SAID_BY_OTHERS}
        if isinstance(act, dict)
        else act
        for kind, act in update.items()
    }


def _handed_out(table: Table, row: JsonRow, columns: Sequence[Column[str]], names: Sequence[str]) -> JsonRow:
    own = [column.name for column in columns if row[column.name] in names]
    if table.name not in OF_THE_PLAN and any(name not in OF_OTHERS for name in own):
        return {name: value for name, value in row.items() if name not in NOT_HANDED_OUT}
    told = {column.name for column in table.columns if column.primary_key or isinstance(column.type, UtcInstant)}
    return {name: value for name, value in row.items() if name in told | set(own)}
