"""The plan's registers: entries that the plan brought or that forms wrote, with their history."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from flows.ids import Mint
from flows.plan import Entry, Plan
from flows.reading.folding import fold
from flows.register_book import PLAN, BookEntry, EntryChange, settle_writes
from storage.database import Tx
from storage.statements import insert_into, portions, run_many, upsert
from storage.tables.plans import entries, entry_revisions
from storage.writes import RegisterUpdate

Key = tuple[str, str]
Tables = dict[str, tuple[BookEntry, ...]]
"""Entries by register, by label."""


async def project_registers(tx: Tx, plan: Plan, before: Plan | None, *, person: str, at: datetime, mint: Mint) -> None:
    """Bring the entries to what the plan says, where the plan itself changed.

    An entry that the plan says the same of as before keeps what forms wrote into it since; one that only forms
    wrote is left alone; one that the plan dropped is retired.
    """
    now, then = _entries(plan), _entries(before) if before else {}
    changed = {key: entry for key, entry in now.items() if then.get(key) != entry}
    ids = await _ids(tx, plan.key)
    rows = [
        {
            "id": ids.setdefault(key, mint()),
            "plan": plan.key,
            "list": key[0],
            "key": key[1],
            "label": entry.label,
            "body": entry.values,
            "retired_at": None,
        }
        for key, entry in changed.items()
    ]
    await run_many(tx, upsert(tx, entries), rows)
    await _append(tx, rows, person=person, at=at)
    gone = [ids[key] for key in then if key not in now and key in ids]
    await tx.execute(update(entries).where(entries.c.id.in_(gone)).values(retired_at=at))


def _entries(plan: Plan) -> dict[Key, Entry]:
    return {(register.key, entry.key): entry for register in plan.registers for entry in register.entries}


async def _ids(tx: Tx, plan: str) -> dict[Key, str]:
    found = await tx.execute(select(entries.c.list, entries.c.key, entries.c.id).where(entries.c.plan == plan))
    return {(register, key): entry for register, key, entry in found}


async def _append(tx: Tx, rows: list[dict[str, Any]], *, person: str, at: datetime, task: str = PLAN) -> None:
    last = select(entry_revisions.c.entry, func.max(entry_revisions.c.seq)).group_by(entry_revisions.c.entry)
    known = [row["id"] for row in rows]
    found = await tx.execute(last.where(entry_revisions.c.entry.in_(known)))
    seqs: dict[str, int] = dict(found.all())
    history = [
        {
            "entry": row["id"],
            "seq": seqs.get(row["id"], 0) + 1,
            "label": row["label"],
            "body": row["body"],
            "task": task,
            "person": person,
            "at": at,
        }
        for row in rows
    ]
    await run_many(tx, insert_into(entry_revisions), history)


async def write_registers(tx: Tx, updates: Sequence[RegisterUpdate]) -> None:
    """Write what submissions say of the registers: the newest state of each entry, and a revision of what changed."""
    if not updates:
        return
    books = await _books(tx, updates)
    for update_ in updates:
        book = books[update_.plan]
        mint = iter(update_.new_ids).__next__
        changes = settle_writes(tuple(book.values()), update_.writes, task=update_.task, mint=mint)
        book |= {change.entry.id: change.entry for change in changes}
        await _write_changes(tx, update_, changes)


async def _write_changes(tx: Tx, written: RegisterUpdate, changes: Sequence[EntryChange]) -> None:
    rows = [{**_row(written.plan, change.entry, written.at), "noted": change.noted} for change in changes]
    noted = [row for row in rows if row.pop("noted")]
    await run_many(tx, upsert(tx, entries), rows)
    await _append(tx, noted, person=written.person, at=written.at, task=written.task)


def _row(plan: str, entry: BookEntry, at: datetime) -> dict[str, Any]:
    return {
        "id": entry.id,
        "plan": plan,
        "list": entry.register,
        "key": entry.key,
        "label": entry.label,
        "body": dict(entry.values),
        "retired_at": at if entry.retired else None,
    }


async def _books(tx: Tx, updates: Sequence[RegisterUpdate]) -> dict[str, dict[str, BookEntry]]:
    """Every entry of the plans written, with who wrote it, by plan and id."""
    plans = {each.plan for each in updates}
    authors: dict[str, set[str]] = defaultdict(set)
    last: dict[str, str] = {}
    history = select(entry_revisions.c.entry, entry_revisions.c.task).join(
        entries, entries.c.id == entry_revisions.c.entry
    )
    ordered = history.where(entries.c.plan.in_(plans)).order_by(entry_revisions.c.entry, entry_revisions.c.seq)
    for entry, task in await tx.execute(ordered):
        authors[entry].add(task or PLAN)
        last[entry] = task or PLAN
    found: dict[str, dict[str, BookEntry]] = {plan: {} for plan in plans}
    for row in await tx.execute(select(entries).where(entries.c.plan.in_(plans)).order_by(entries.c.id)):
        found[row.plan][row.id] = BookEntry(
            id=row.id,
            register=row.list,
            key=row.key,
            label=row.label,
            values=row.body,
            retired=row.retired_at is not None,
            authors=frozenset(authors[row.id]),
            last=last.get(row.id, PLAN),
        )
    return found


async def load_registers(tx: Tx, plans: Collection[str]) -> dict[str, Tables]:
    """Load the entries of plans by register, retired ones too: answers may name them."""
    found: dict[str, dict[str, list[BookEntry]]] = {plan: defaultdict(list) for plan in plans}
    for some in portions(plans):
        for row in await tx.execute(select(entries).where(entries.c.plan.in_(some))):
            entry = BookEntry(
                id=row.id,
                register=row.list,
                key=row.key,
                label=row.label,
                values=row.body,
                retired=row.retired_at is not None,
            )
            found[row.plan][row.list].append(entry)
    return {
        plan: {name: tuple(sorted(each, key=lambda entry: fold(entry.label))) for name, each in lists.items()}
        for plan, lists in found.items()
    }


async def load_register_states(tx: Tx) -> dict[str, str]:
    """Load a mark for each plan with registers; it changes whenever an entry does."""
    written = select(entries.c.plan, func.count()).join(entry_revisions, entry_revisions.c.entry == entries.c.id)
    retired = select(entries.c.plan, func.count(), func.max(entries.c.retired_at)).where(
        entries.c.retired_at.is_not(None)
    )
    marks = {plan: str(count) for plan, count in await tx.execute(written.group_by(entries.c.plan))}
    for plan, count, newest in await tx.execute(retired.group_by(entries.c.plan)):
        marks[plan] = f"{marks.get(plan, '')}/{count}/{newest}"
    return marks
