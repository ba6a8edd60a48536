"""What submissions write to the registers is kept with its history, on both engines."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from flows.answers import Place
from flows.evaluation_registers import RegisterWrite
from storage.batch import write_batch
from storage.database import Database
from storage.plans import import_plan
from storage.registers import load_register_states, load_registers
from storage.tables.plans import entries, entry_revisions
from storage.writes import RegisterUpdate, Writes
from tests.storage_world import NOW, World, new_world, plan


def written(label: str, **values: str) -> RegisterWrite:
    return RegisterWrite(register="project", key="", label=label, values=values, place=Place(question="projects"))


async def submit(world: World, task: str, *writes: RegisterWrite, later: int = 0, person: str = "petra") -> None:
    at = NOW + timedelta(minutes=later)
    update = RegisterUpdate(
        task=world.tasks[task].id,
        plan="kamenov",
        writes=writes,
        new_ids=tuple(world.mint() for _ in writes),
        person=person,
        at=at,
    )
    async with world.database.write() as tx:
        await write_batch(tx, Writes(changed_at=at, registers=(update,)))


async def history(world: World) -> list[Any]:
    columns = (entries.c.key, entry_revisions.c.seq, entry_revisions.c.body, entry_revisions.c.task)
    people = (entry_revisions.c.person, entry_revisions.c.at)
    query = select(*columns, *people).join(entries, entries.c.id == entry_revisions.c.entry)
    async with world.database.read() as tx:
        return [tuple(row) for row in await tx.execute(query.order_by(entries.c.key, entry_revisions.c.seq))]


async def living(world: World) -> list[tuple[str, str]]:
    async with world.database.read() as tx:
        found = (await load_registers(tx, ["kamenov"]))["kamenov"]["project"]
    return [(entry.key, entry.label) for entry in found if not entry.retired]


async def test_an_entry_is_kept_with_task_person_and_time(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"].id
    await submit(world, "a1", written("klub maják", kind="club"), written("Letní kino"), later=1)

    assert await living(world) == [("majak", "Klub Maják"), ("letni-kino", "Letní kino")]
    at = NOW + timedelta(minutes=1)
    assert await history(world) == [
        ("letni-kino", 1, {}, task, "petra", at),
        ("majak", 1, {}, "", "", NOW),
        ("majak", 2, {"kind": "club"}, task, "petra", at),
    ]


async def test_another_submission_makes_a_revision_and_never_a_duplicate(database: Database) -> None:
    world = await new_world(database)
    await submit(world, "a1", written("Letní kino", kind="film"))
    await submit(world, "a1", written("Letní kino", kind="film"), later=1)
    await submit(world, "a1", written("letni  KINO", kind="theatre"), later=2)
    await submit(world, "a3", written("Letní kino", kind="theatre"), later=3, person="jan")

    kino = [(seq, body["kind"], person) for key, seq, body, _, person, _ in await history(world) if key == "letni-kino"]
    assert kino == [(1, "film", "petra"), (2, "theatre", "petra"), (3, "theatre", "jan")]
    assert [key for key, _ in await living(world)] == ["majak", "letni-kino"]


async def test_a_mended_name_takes_the_place_of_the_first_one(database: Database) -> None:
    world = await new_world(database)
    await submit(world, "a1", written("Letní kyno"))
    await submit(world, "a1", written("Letní kino"), later=1)

    assert [key for key, _ in await living(world)] == ["majak", "letni-kino"]
    assert {key for key, *_ in await history(world)} == {"majak", "letni-kyno", "letni-kino"}


async def test_two_submissions_of_one_batch_name_one_entry(database: Database) -> None:
    world = await new_world(database)
    updates = tuple(
        RegisterUpdate(
            task=world.tasks[task].id, plan="kamenov", writes=(written("Kino"),), new_ids=(world.mint(),), at=NOW
        )
        for task in ("a1", "a3")
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, registers=updates))

    assert {key for key, _ in await living(world)} == {"majak", "kino"}
    assert [key for key, *_ in await history(world)] == ["kino", "kino", "majak"]


async def test_the_mark_of_a_register_changes_with_every_change(database: Database) -> None:
    world = await new_world(database)
    marks = []
    for step, names in enumerate((("Kyno",), ("Kino",), ("Kyno",))):
        await submit(world, "a1", *(written(name) for name in names), later=step)
        async with database.read() as tx:
            marks.append((await load_register_states(tx))["kamenov"])
    await submit(world, "a1", written("Kyno"), later=9)
    async with database.read() as tx:
        same = (await load_register_states(tx))["kamenov"]

    assert len(set(marks)) == 3
    assert same == marks[-1]


async def test_an_import_keeps_what_forms_wrote(database: Database) -> None:
    world = await new_world(database)
    await submit(world, "a1", written("Letní kino"), written("Klub Maják", kind="club"))
    changed = plan(title="Strategie prevence")
    async with database.write() as tx:
        await import_plan(tx, changed, source_hash="another", by="", at=NOW, mint=world.mint)
    async with database.read() as tx:
        found = (await load_registers(tx, ["kamenov"]))["kamenov"]["project"]

    assert {entry.key: dict(entry.values) for entry in found} == {"letni-kino": {}, "majak": {"kind": "club"}}
