"""What a batch of updates loads is found by indexes, however much there is."""

from sqlalchemy import Connection, event

from storage.database import Database
from storage.loading import (
    load_answers,
    load_last,
    load_links,
    load_people,
    load_submissions,
    load_tasks,
    load_tasks_of_asks,
)
from storage.outbox import load_sent, load_waiting, next_due_at
from storage.people import load_partners
from storage.views import TaskView
from tests.storage_world import NOW, new_world, tasks_now

PAIRS = [("a", "1"), ("a", "2"), ("b", "1")]
KEYS = {"a", "b"}


async def statements(database: Database, views: list[TaskView]) -> set[str]:
    """Load something of everything; give what is sent to the database."""
    seen: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.add(statement)

    engine = database._readers.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    async with database.read() as tx:
        await load_people(tx, [("telegram", "1"), ("telegram", "2")])
        await load_partners(tx, PAIRS, at=NOW)
        await load_tasks(tx, actors=PAIRS, ids=KEYS)
        await load_tasks(tx, plans=KEYS)
        await load_tasks_of_asks(tx, PAIRS)
        await load_answers(tx, KEYS)
        await load_submissions(tx, KEYS)
        await load_last(tx, views)
        await load_links(tx, PAIRS)
        await load_sent(tx, PAIRS)
        await load_waiting(tx, now=NOW, limit=1)
        await next_due_at(tx)
    event.remove(engine, "before_cursor_execute", note)
    return {one for one in seen if one.startswith("SELECT")}


def scans(connection: Connection, statement: str) -> list[str]:
    """Give the steps of a statement that read a whole table."""
    given = ("x",) * statement.count("?")
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
    return [step.detail for step in plan if step.detail.startswith("SCAN") and "CONSTANT ROW" not in step.detail]


async def test_nothing_is_loaded_by_reading_a_whole_table_on_sqlite(sqlite_url: str) -> None:
    async with await Database.open(sqlite_url) as database:
        world = await new_world(database)
        found = await statements(database, list((await tasks_now(world)).values()))

        assert len(found) >= 12
        async with database.read() as tx:
            read_whole = {one: await tx.run_sync(scans, one) for one in sorted(found)}
    assert {one: steps for one, steps in read_whole.items() if steps} == {}
