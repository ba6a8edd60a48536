"""The plan's registers: entries that the plan brought or that forms wrote."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from flows.ids import Mint
from flows.plan import Entry, Plan
from storage.database import Tx
from storage.statements import run_many, upsert
from storage.tables.plans import entries, entry_revisions

Key = tuple[str, str]


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


async def _append(tx: Tx, rows: list[dict[str, Any]], *, person: str, at: datetime) -> None:
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
            "task": "",
            "person": person,
            "at": at,
        }
        for row in rows
    ]
    await run_many(tx, insert(entry_revisions), history)
