"""Import of plans and opening of rounds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Table, func, insert, select, update

from flows.ids import CountingMint
from flows.plan import Plan, source_hash
from flows.tasks import TaskState
from storage.batch import load_tasks, write_batch
from storage.database import Database, Tx
from storage.forms import load_form_versions, newest_versions, store_form
from storage.plans import import_plan, load_plan, load_plan_revisions
from storage.rounds import close_round, load_rounds, open_round
from storage.tables.plans import actors, duties, entries, entry_revisions, indicators, items, plan_revisions
from storage.tables.reports import reports
from storage.tables.rounds import asks, rounds
from storage.tables.tasks import task_events
from storage.writes import Writes
from tests.storage_world import NOW, a_round, item, new_world, plan, plan_source, revision, tasks_now

LATER = NOW + timedelta(days=1)


async def imported(tx: Tx, new: Plan, mint: CountingMint, at: datetime = NOW) -> int:
    return await import_plan(tx, new, source_hash=source_hash(new), by="", at=at, mint=mint)


async def count(tx: Tx, table: Table) -> int:
    return (await tx.execute(select(func.count()).select_from(table))).scalar_one()


async def test_a_stored_plan_keeps_the_order_of_its_authors_tables(database: Database) -> None:
    short = {"PČR": "Policie České republiky", "MěÚ": "městský úřad", "AA": "první v abecedě"}
    async with database.write() as tx:
        await imported(tx, plan(abbreviations=short), CountingMint())

    async with database.read() as tx:
        assert list((await load_plan(tx, "kamenov")).abbreviations) == list(short)


async def test_an_imported_plan_is_loaded_as_it_was(database: Database) -> None:
    mint = CountingMint()
    async with database.write() as tx:
        assert await imported(tx, plan(), mint) == 1

    async with database.read() as tx:
        assert await load_plan(tx, "kamenov") == plan()

        assert await load_plan(tx, "kamenov", revision=1) == plan()
        assert await load_plan_revisions(tx) == {"kamenov": 1}


async def test_the_same_source_again_makes_no_new_revision(database: Database) -> None:
    mint = CountingMint()
    for _ in range(2):
        async with database.write() as tx:
            assert await imported(tx, plan(), mint) == 1

    async with database.read() as tx:
        assert await count(tx, plan_revisions) == 1
        assert await count(tx, entry_revisions) == 1


async def test_a_changed_plan_is_projected_and_ids_stay(database: Database) -> None:
    mint = CountingMint()
    async with database.write() as tx:
        await imported(tx, plan(), mint)
        before = dict((await tx.execute(select(rounds.c.key, rounds.c.id))).all())
    moved = plan(rounds=[a_round("r2025", 2025), a_round("r2026", 2026) | {"deadline_on": "2027-02-05"}])
    async with database.write() as tx:
        assert await imported(tx, moved, mint) == 2

    async with database.read() as tx:
        found = {round_.key: round_ for round_ in await load_rounds(tx, "kamenov")}
        assert {key: round_.id for key, round_ in found.items()} == before
        assert found["r2026"].deadline_at == datetime(2027, 2, 5, 23, tzinfo=UTC)
        assert found["r2026"].covers_to_on == date(2026, 12, 31)
        assert await load_plan(tx, "kamenov", revision=1) == plan()
        assert [await count(tx, table) for table in (asks, reports, duties, indicators)] == [2, 1, 4, 1]


async def test_what_is_gone_is_retired_and_what_came_back_lives_again(database: Database) -> None:
    mint = CountingMint()
    whole = plan_source()
    smaller = plan(items=whole["items"][:3], registers=[], reports=[], rounds=[a_round("r2026", 2026)])
    async with database.write() as tx:
        await imported(tx, plan(), mint)
        await imported(tx, smaller, mint, LATER)
        for table in (items, entries, reports, rounds):
            retired = (await tx.execute(select(table.c.key, table.c.retired_at))).all()
            assert [at for _, at in retired if at is not None] == [LATER], table.name
        await imported(tx, plan(title="Strategie 2"), mint, LATER)
        for table in (items, entries, reports, rounds, actors):
            assert (await tx.execute(select(table.c.key).where(table.c.retired_at.is_not(None)))).all() == []


async def test_two_items_may_swap_their_numbers(database: Database) -> None:
    mint = CountingMint()
    top = plan_source()["items"][0]
    async with database.write() as tx:
        await imported(tx, plan(items=[top, item("a1", "1.1", lead="kotva"), item("a2", "1.2", lead="kotva")]), mint)
        await imported(tx, plan(items=[top, item("a1", "1.2", lead="kotva"), item("a2", "1.1", lead="kotva")]), mint)
        found = (await tx.execute(select(items.c.key, items.c.number).where(items.c.level == 2))).all()

    assert dict(found) == {"a1": "1.2", "a2": "1.1"}


async def test_what_a_form_wrote_into_a_register_survives_an_import_that_says_nothing_new(database: Database) -> None:
    mint = CountingMint()
    async with database.write() as tx:
        await imported(tx, plan(), mint)
        await tx.execute(update(entries).values(label="Klub Maják II"))
        own = {"id": "own", "plan": "kamenov", "list": "project", "key": "own", "label": "Nový", "body": {}}
        await tx.execute(insert(entries), own)
        await imported(tx, plan(title="Strategie 2"), mint)
        found = (await tx.execute(select(entries.c.key, entries.c.label, entries.c.retired_at))).all()

    assert sorted(map(tuple, found)) == [("majak", "Klub Maják II", None), ("own", "Nový", None)]


async def test_opening_a_round_makes_every_task_once(database: Database) -> None:
    world = await new_world(database)

    assert {key: (task.actor, task.state, task.rev) for key, task in world.tasks.items()} == {
        "a1": ("kotva", TaskState.OPEN, 1),
        "a2": ("kotva", TaskState.OPEN, 1),
        "a3": ("policie", TaskState.OPEN, 1),
    }
    assert {task.form_number for task in world.tasks.values()} == {1}
    async with database.write() as tx:
        assert await open_round(tx, world.plan, "r2026", at=LATER, mint=world.mint) == []
        assert await count(tx, task_events) == 3


async def test_a_round_keeps_the_form_version_it_opened_with(database: Database) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        again = await store_form(tx, form="annual", source="| survey |", xform="", at=LATER, mint=world.mint)
        newer = await store_form(tx, form="annual", source="| survey 2 |", xform="", at=LATER, mint=world.mint)
        await open_round(tx, world.plan, "r2026", at=LATER, mint=world.mint)

    async with database.read() as tx:
        assert (again.number, newer.number) == (1, 2)
        assert (await newest_versions(tx, ["annual"]))["annual"] == newer
        assert await load_form_versions(tx, [again.id]) == {again.id: again}
    assert {task.form_version for task in (await tasks_now(world)).values()} == {again.id}


async def test_an_item_added_to_an_open_round_gets_its_task(database: Database) -> None:
    world = await new_world(database)
    larger = plan(items=[*plan_source()["items"], item("a4", "1.4", lead="policie")])
    async with database.write() as tx:
        await imported(tx, larger, world.mint)
        again = await open_round(tx, larger, "r2026", at=LATER, mint=world.mint)

    assert "a4" in await tasks_now(world)
    assert again == []


async def test_tasks_of_retired_items_are_cancelled_and_their_answers_kept(database: Database) -> None:
    world = await new_world(database)
    answered = world.tasks["a3"].id
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=(revision(answered, 1, ["Hlídka"]),)))
        await imported(tx, plan(items=plan_source()["items"][:3]), world.mint, LATER)

    found = await tasks_now(world)
    assert {key: task.state.value for key, task in found.items()} == {"a1": "open", "a2": "open", "a3": "cancelled"}
    assert (found["a3"].rev, found["a3"].head_seq) == (2, 1)
    async with database.read() as tx:
        events = await tx.execute(select(task_events.c.event).where(task_events.c.task == answered))
        assert sorted(events.scalars()) == ["cancelled", "opened"]


async def test_an_item_that_came_back_goes_on_with_the_answers_that_it_has(database: Database) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=(revision(world.tasks["a3"].id, 1, ["Hlídka"]),)))
        await imported(tx, plan(items=plan_source()["items"][:2]), world.mint, LATER)
        await imported(tx, world.plan, world.mint, LATER)

    found = await tasks_now(world)
    assert {key: task.state.value for key, task in found.items()} == {"a1": "open", "a2": "open", "a3": "started"}


async def test_tasks_of_a_closed_round_are_found_only_when_asked_for(database: Database) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        await close_round(tx, world.tasks["a1"].round)

    async with database.read() as tx:
        kotva = [("kamenov", "kotva")]
        assert await load_tasks(tx, actors=kotva) == []
        assert len(await load_tasks(tx, actors=kotva, closed_too=True)) == 2
        assert [task.subject for task in await load_tasks(tx, ids=[world.tasks["a3"].id])] == ["a3"]


async def test_a_form_that_is_not_stored_stops_the_opening(database: Database) -> None:
    mint = CountingMint()
    async with database.write() as tx:
        await imported(tx, plan(), mint)
        with pytest.raises(LookupError, match="'annual' has no stored version"):
            await open_round(tx, plan(), "r2026", at=NOW, mint=mint)


async def test_an_unknown_plan_is_not_found(database: Database) -> None:
    async with database.read() as tx:
        with pytest.raises(LookupError, match="no plan 'lipov'"):
            await load_plan(tx, "lipov")
