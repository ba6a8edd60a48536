"""Keeping answer tables that came back until somebody says what to do with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from flows.answers import JsonValue
from storage.database import Tx
from storage.statements import insert_new, portions, run_many
from storage.tables.answer_tables import answer_tables


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerTableView:
    """A table that came back; `content` holds the inputs by task, `state` is waiting, used or dropped."""

    id: str
    plan: str
    actor: str
    person: str
    content: JsonValue
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSettled:
    """What became of a table: used or dropped."""

    id: str
    state: str
    at: datetime


async def keep_answer_table(tx: Tx, table: AnswerTableView, *, at: datetime) -> None:
    """Keep a table; the same id again changes nothing."""
    statement = insert_new(tx, answer_tables, on=("id",), returning="id")
    row = {name: getattr(table, name) for name in AnswerTableView.__dataclass_fields__}
    await tx.execute(statement, [{**row, "created_at": at}])


async def load_answer_tables(tx: Tx, ids: Collection[str]) -> dict[str, AnswerTableView]:
    """Load tables by id; unknown ones are absent."""
    names = list(AnswerTableView.__dataclass_fields__)
    columns = [answer_tables.c[name] for name in names]
    found = {}
    for some in portions(ids):
        for row in await tx.execute(select(*columns).where(answer_tables.c.id.in_(some))):
            found[row.id] = AnswerTableView(**row._asdict())
    return found


async def settle_answer_tables(tx: Tx, settled: Sequence[TableSettled]) -> None:
    """Note what became of tables; one that was settled before stays as it was."""
    await run_many(tx, _SETTLE, [{"b_id": one.id, "b_state": one.state, "b_at": one.at} for one in settled])


_SETTLE = (
    update(answer_tables)
    .where(answer_tables.c.id == bindparam("b_id"), answer_tables.c.state == "waiting")
    .values(state=bindparam("b_state"), settled_at=bindparam("b_at", type_=answer_tables.c.settled_at.type))
)
