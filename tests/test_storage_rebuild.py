"""Answers and head_seq always are what the history says; and nothing rewrites history."""

import ast
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

import storage
from flows.answers import Answer, Origin, Place
from storage.batch import load_answers, write_batch
from storage.database import Database
from storage.rebuild import Difference, compare_projection, rebuild_projection
from storage.tables import APPEND_ONLY
from storage.tables.tasks import answers, revisions, tasks
from storage.writes import Writes
from tests.storage_world import NOW, World, new_world, revision, tasks_now

POPIS = Place(question="popis")


acts = st.tuples(
    st.sampled_from(["a1", "a2", "a3"]),
    st.sampled_from([POPIS, Place(question="pocet", instance="i1"), Place(question="pocet", instance="i2")]),
    st.none() | st.integers() | st.lists(st.text(max_size=4), max_size=2),
    st.sampled_from([Origin.TYPED, Origin.TAPPED, Origin.UNDONE]),
)


@given(batches=st.lists(st.lists(acts, max_size=6), max_size=5))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_after_any_batches_the_projection_is_the_history(
    database: Database, batches: list[list[tuple[str, Place, Any, Origin]]]
) -> None:
    async with database.read() as tx:
        known = (await tx.execute(tasks.select())).all()
    if not known:
        await new_world(database)
    world = World(database=database, mint=None, plan=None, tasks={})  # type: ignore[arg-type]  # asked for tasks only
    found = await tasks_now(world)
    heads = {subject: task.head_seq for subject, task in found.items()}
    async with database.read() as tx:
        expected = await load_answers(tx, [task.id for task in found.values()])
    for batch in batches:
        rows = []
        for subject, place, value, origin in batch:
            heads[subject] += 1
            task = found[subject].id
            rows.append(revision(task, heads[subject], value, place=place, origin=origin))
            expected[task][place] = Answer(value=value, origin=origin, seq=heads[subject], person="petra")
        async with database.write() as tx:
            await write_batch(tx, Writes(changed_at=NOW, revisions=tuple(rows)))

    async with database.write() as tx:
        assert await load_answers(tx, list(expected)) == expected
        assert await compare_projection(tx) == []
        await rebuild_projection(tx)
        assert await load_answers(tx, list(expected)) == expected
    assert {subject: task.head_seq for subject, task in (await tasks_now(world)).items()} == heads


async def test_a_damaged_projection_is_named_and_mended(database: Database) -> None:
    world = await new_world(database)
    ids = {subject: task.id for subject, task in world.tasks.items()}
    async with database.write() as tx:
        rows = tuple(revision(ids[subject], 1, [subject]) for subject in ("a1", "a2"))
        await write_batch(tx, Writes(changed_at=NOW, revisions=rows))
        await tx.execute(update(answers).where(answers.c.task == ids["a1"]).values(value=["jinak"]))
        await tx.execute(delete(answers).where(answers.c.task == ids["a2"]))
        await tx.execute(update(tasks).where(tasks.c.id == ids["a3"]).values(head_seq=9))
        found = await compare_projection(tx)
        await rebuild_projection(tx)
        mended = await compare_projection(tx)

    assert set(found) == {
        Difference(task=ids["a1"], place=POPIS),
        Difference(task=ids["a2"], place=POPIS),
        Difference(task=ids["a3"], place=None),
    }
    assert mended == []


async def test_an_answer_without_history_is_named(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"].id
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=(revision(task, 1, "x"),)))
        await tx.execute(delete(revisions))
        found = await compare_projection(tx)

    assert found == [Difference(task=task, place=None), Difference(task=task, place=POPIS)]


def test_no_code_changes_or_deletes_rows_of_append_only_tables() -> None:
    folder = Path(storage.__file__).parent
    found = [
        (path.name, call.func.id, call.args[0].id)
        for path in sorted(folder.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
        if isinstance(call.args[0], ast.Name) and call.func.id in {"update", "delete"}
    ]

    assert found, "the search must find the updates that there are"
    assert [each for each in found if each[2] in APPEND_ONLY] == []
