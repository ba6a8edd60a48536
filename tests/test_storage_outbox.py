"""The outbox: order, folding, marks."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from flows.answers import Place
from storage.batch import load_links, load_people, write_batch
from storage.database import Database
from storage.outbox import Mark, drop_expired, load_message_refs, load_waiting, mark, next_due_at
from storage.tables.traffic import outbox
from storage.views import Dialog, OutboxLink, OutboxView
from storage.writes import OutboxRow, OutboxVoid, Writes
from tests.storage_world import NOW, new_world

SOON = NOW + timedelta(minutes=5)


def row(number: int, contact: str = "c-petra", *, fold_key: str = "", at: datetime = NOW) -> OutboxRow:
    return OutboxRow(
        id=f"o{number}",
        contact=contact,
        payload={"text": f"Zpráva {number}"},
        fold_key=fold_key,
        not_before_at=at,
        created_at=NOW,
    )


async def put(database: Database, *rows: OutboxRow, voids: tuple[OutboxVoid, ...] = ()) -> None:
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, outbox=rows, voids=voids))


async def waiting(database: Database, now: datetime = NOW, **more: object) -> list[OutboxView]:
    async with database.read() as tx:
        return await load_waiting(tx, now=now, limit=100, **more)  # type: ignore[arg-type]  # skip only


async def test_messages_wait_in_the_order_in_which_they_were_written(database: Database) -> None:
    await new_world(database)
    await put(database, *(row(number) for number in (5, 3, 4)))
    await put(database, row(1, "c-jan"), row(9, at=SOON))

    assert [each.id for each in await waiting(database)] == ["o5", "o3", "o4", "o1"]
    assert [each.id for each in await waiting(database, SOON)] == ["o5", "o3", "o4", "o1", "o9"]
    assert [each.id for each in await waiting(database, skip=["c-petra"])] == ["o1"]
    first = (await waiting(database))[0]
    assert (first.channel, first.address, first.payload) == ("telegram", "petra", {"text": "Zpráva 5"})


async def test_a_newer_message_with_the_same_fold_key_takes_the_place_of_a_waiting_one(database: Database) -> None:
    await new_world(database)
    await put(database, row(1, fold_key="draft"), row(2, "c-jan", fold_key="draft"))
    await put(database, row(3, fold_key="draft"), row(4, fold_key="draft"))

    assert [each.id for each in await waiting(database)] == ["o2", "o4"]


async def test_a_void_drops_what_waits_and_not_what_comes_with_it(database: Database) -> None:
    await new_world(database)
    await put(database, row(1, fold_key="nudge"))
    await put(database, row(2), voids=(OutboxVoid(contact="c-petra", fold_key="nudge"),))

    assert [each.id for each in await waiting(database)] == ["o2"]


async def test_a_sent_message_is_linked_to_what_it_shows(database: Database) -> None:
    world = await new_world(database)
    task, place = world.tasks["a1"].id, Place(question="popis", instance="i1")
    shown = OutboxRow(
        id="o1",
        contact="c-petra",
        payload={},
        links=(OutboxLink(task=task, place=place, seq=4),),
        not_before_at=NOW,
        created_at=NOW,
    )
    async with database.write() as tx:
        dialog = Dialog(contact="c-petra", screen_outbox="o1")
        await write_batch(tx, Writes(changed_at=NOW, outbox=(shown,), dialogs=(dialog,)))
    (view,) = await waiting(database)
    async with database.write() as tx:
        sent = Mark(id="o1", contact="c-petra", state="sent", message_ref="900", tries=1, sent_at=NOW, links=view.links)
        await mark(tx, [sent])
        links = await load_links(tx, [("c-petra", "900")])
        refs = await load_message_refs(tx, ["o1", "o2"])
        person = (await load_people(tx, [("telegram", "petra")]))["telegram", "petra"]

    assert [(link.direction, link.task, link.place, link.seq) for link in links["c-petra", "900"]] == [
        ("out", task, place, 4)
    ]
    assert refs == {"o1": "900"}
    assert person.screen_ref == "900"
    assert await waiting(database) == []


async def test_a_message_to_be_tried_again_waits_for_its_time(database: Database) -> None:
    await new_world(database)
    await put(database, row(1))
    async with database.write() as tx:
        await mark(tx, [Mark(id="o1", contact="c-petra", state="waiting", tries=1, error="429", not_before_at=SOON)])
        assert await next_due_at(tx) == SOON

    assert await waiting(database) == []
    assert [each.tries for each in await waiting(database, SOON)] == [1]


async def test_a_message_made_void_on_its_way_is_not_tried_again(database: Database) -> None:
    await new_world(database)
    await put(database, row(1, fold_key="nudge"))
    await put(database, voids=(OutboxVoid(contact="c-petra", fold_key="nudge"),))
    async with database.write() as tx:
        await mark(tx, [Mark(id="o1", contact="c-petra", state="waiting", tries=1)])
        assert (await tx.execute(select(outbox.c.state))).scalar_one() == "dropped"
        await mark(tx, [Mark(id="o1", contact="c-petra", state="sent", message_ref="7")])
        assert (await tx.execute(select(outbox.c.state))).scalar_one() == "sent"


async def test_a_row_emptied_on_its_way_is_not_filled_again(database: Database) -> None:
    await new_world(database)
    await put(database, row(1), row(2))
    emptied = update(outbox).where(outbox.c.id == "o1").values(state="dropped", payload={})
    noted = [Mark(id=id_, contact="c-petra", state="waiting", payload={"said": [id_]}) for id_ in ("o1", "o2")]
    async with database.write() as tx:
        await tx.execute(emptied)
        await mark(tx, noted)
        found = (await tx.execute(select(outbox.c.payload).order_by(outbox.c.id))).scalars().all()

    assert found == [{}, {"said": ["o2"]}]


async def test_who_blocked_the_bot_gets_nothing_more(database: Database) -> None:
    await new_world(database)
    await put(database, row(1), row(2), row(3, "c-jan"))
    async with database.write() as tx:
        await mark(tx, [Mark(id="o1", contact="c-petra", state="failed", error="403", gone="blocked")])
        person = (await load_people(tx, [("telegram", "petra")]))["telegram", "petra"]

    assert person.contact_state == "blocked"
    assert [each.id for each in await waiting(database)] == ["o3"]


async def test_what_waited_for_too_long_is_dropped(database: Database) -> None:
    await new_world(database)
    late = OutboxRow(
        id="o1", contact="c-petra", lane="bulk", payload={}, not_before_at=NOW, expires_at=SOON, created_at=NOW
    )
    await put(database, late)

    assert len(await waiting(database)) == 1
    assert await waiting(database, SOON) == []
    async with database.write() as tx:
        await drop_expired(tx, now=SOON)
        assert (await tx.execute(select(outbox.c.state))).scalar_one() == "dropped"
