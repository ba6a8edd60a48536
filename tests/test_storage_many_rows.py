"""Many rows are written by a statement compiled once, just as SQLAlchemy would write them one by one."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from storage.compiled_statement import compiled
from storage.database import Database
from storage.statements import run_many, upsert
from storage.tables.people import persons
from storage.tables.traffic import inbox

AT = datetime(2027, 1, 29, 12, tzinfo=UTC)
ROWS = [
    {
        "id": f"i{number}",
        "channel": "telegram",
        "external_id": str(number),
        "chat": "1",
        "raw": "{}",
        "received_at": AT.astimezone(timezone(timedelta(hours=number))),
        "outcome": "",
    }
    for number in range(3)
]
_SETTLE = (
    update(inbox)
    .where(inbox.c.id == bindparam("b_id"), inbox.c.outcome == "")
    .values(outcome="done", done_at=bindparam("b_at"))
)


async def stored(database: Database) -> list[tuple[Any, ...]]:
    async with database.read() as tx:
        return [tuple(row) for row in await tx.execute(select(inbox).order_by(inbox.c.id))]


async def test_what_is_written_is_what_sqlalchemy_writes(database: Database) -> None:
    settled = [{"b_id": row["id"], "b_at": AT} for row in ROWS[:2]]
    changed = [{**row, "chat": "2"} for row in ROWS[1:]]
    async with database.write() as tx:
        await tx.execute(insert(inbox), ROWS)
        for row in settled:
            await tx.execute(_SETTLE, row)
        await tx.execute(upsert(tx, inbox), changed)
    by_sqlalchemy = await stored(database)

    async with database.write() as tx:
        await tx.execute(delete(inbox))
        await run_many(tx, insert(inbox), ROWS)
        await run_many(tx, _SETTLE, settled)
        await run_many(tx, upsert(tx, inbox), changed)

    assert await stored(database) == by_sqlalchemy
    assert [(row[3], row[6], row[7]) for row in by_sqlalchemy] == [("1", AT, "done"), ("2", None, ""), ("2", None, "")]


async def test_one_row_is_written_as_well_and_none_is_nothing(database: Database) -> None:
    async with database.write() as tx:
        await run_many(tx, insert(inbox), [])
        await run_many(tx, insert(inbox), ROWS[:1])

    assert [row[0] for row in await stored(database)] == ["i0"]


async def test_a_row_that_lacks_a_value_is_refused(database: Database) -> None:
    with pytest.raises(KeyError, match="raw"):
        async with database.write() as tx:
            await run_many(tx, insert(inbox), [ROWS[0], {key: value for key, value in ROWS[1].items() if key != "raw"}])
    with pytest.raises(KeyError, match="b_at"):
        async with database.write() as tx:
            await run_many(tx, _SETTLE, [{"b_id": "i0"}])

    assert await stored(database) == []


async def test_a_naive_instant_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="naive"):
        async with database.write() as tx:
            await run_many(tx, insert(inbox), [{**ROWS[0], "received_at": datetime(2027, 1, 29)}])  # noqa: DTZ001  on purpose


async def test_a_statement_is_compiled_once(database: Database) -> None:
    statement = insert(persons)
    async with database.read() as tx:
        first = compiled(statement, tx.dialect, ("id", "name"))

        assert compiled(statement, tx.dialect, ("id", "name")) is first
        assert "RETURNING" not in first.sql
