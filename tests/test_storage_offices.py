"""What is written beside answers is read back on both engines: files, snoozes, absences, groups, proposals, people."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from flows.answers import Origin, Place
from flows.decisions import Decided
from flows.rights import Membership
from flows.steps import COORDINATORS
from flows.tasks import Role, TaskEvent
from storage.attachments import (
    contacts_of_sender,
    keep_file,
    kept_hashes,
    load_wanted_files,
    put_off_file,
    refuse_file,
)
from storage.calls import load_reach
from storage.coordination_writes import GroupDigest, MemberRemoval
from storage.database import Database
from storage.decisions import NewDecision, add_decision
from storage.degrees import load_degrees, load_lead_form
from storage.editions import EditionFile, find_file, load_edition_ids, store_files
from storage.health import load_health
from storage.histories import load_histories
from storage.loading import load_tasks_of_asks
from storage.outbox import Mark, load_sent, mark
from storage.personal import erase_person, erasures_wait, find_persons, finish_erasures
from storage.proposals import Proposal, keep_proposal, load_proposal, turn_proposal
from storage.protocol import load_protocol
from storage.putting_off import end_absences, void_snoozes, write_absences, write_snoozes
from storage.round_events import RoundEvent, add_events, claim_event, last_noted_at, load_due_events, put_off_event
from storage.rounds import load_rounds
from storage.status import load_ended_names, load_former, load_plan_groups
from storage.tables.people import contacts, persons
from storage.tables.reports import editions, reports
from storage.tables.rounds import steps
from storage.writes import (
    AbsenceEnd,
    NewAbsence,
    NewAttachment,
    NewMembership,
    NewPerson,
    NewSnooze,
    OutboxRow,
    TaskEventRow,
    Writes,
)
from storage.writing import write_batch
from tests.storage_world import NOW, World, new_world, revision, submitted_by

LATER = NOW + timedelta(hours=1)


async def round_id(world: World) -> str:
    async with world.database.read() as tx:
        return next(one.id for one in await load_rounds(tx, "kamenov") if one.key == "r2026")


def file(number: int, task: str) -> NewAttachment:
    return NewAttachment(
        id=f"f{number}",
        task=task,
        channel="telegram",
        channel_file=f"tg-{number}",
        name="plán.pdf",
        type="application/pdf",
        size=7,
        created_at=NOW + timedelta(seconds=number),
    )


async def test_files_are_fetched_put_off_kept_and_refused(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"].id
    sent = revision(task, 1, {"attachment": "f1"}, place=Place(question="foto"), origin=Origin.FILE)
    new = tuple(file(number, task) for number in (1, 2, 3))
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=(sent,), attachments=new))
        await keep_file(tx, "f1", hash_="aa", size=7)
        await put_off_file(tx, "f2", tries=1, error="TimedOut", not_before_at=LATER)
        await refuse_file(tx, "f3", error="gone")
    async with database.read() as tx:
        assert await load_wanted_files(tx, now=NOW, limit=9) == []
        assert [one.tries for one in await load_wanted_files(tx, now=LATER, limit=9)] == [1]
        assert await kept_hashes(tx) == ["aa"]
        assert await contacts_of_sender(tx, task, "f1") == [("c-petra", "cs")]


async def test_a_snooze_and_an_absence_hold_until_they_are_taken_up(database: Database) -> None:
    world = await new_world(database)
    here, day = await round_id(world), NOW.date()
    async with database.write() as tx:
        await write_snoozes(tx, [NewSnooze(id="s1", round=here, person="petra", due_at=LATER)], at=NOW)
        for number, until in ((1, 5), (2, 9)):
            away = NewAbsence(id=f"a{number}", person="petra", from_on=day, to_on=day + timedelta(days=until))
            await write_absences(tx, [away], at=NOW)
    async with database.read() as tx:
        reach = (await load_reach(tx, ["petra"], today=day))["petra"]
    assert (reach.snoozed_until, reach.away_to_on) == (LATER, day + timedelta(days=9))
    async with database.write() as tx:
        await void_snoozes(tx, ["petra"], at=NOW)
        await end_absences(tx, AbsenceEnd(person="petra", last_on=day), at=NOW)
    async with database.read() as tx:
        reach = (await load_reach(tx, ["petra"], today=day))["petra"]
    assert (reach.snoozed_until, reach.away_to_on) == (None, None)


async def test_a_group_and_a_removed_member_are_known(database: Database) -> None:
    await new_world(database)
    wanted = GroupDigest(plan="kamenov", contact="c-eva", person="eva", on=True, at=NOW)
    left = MemberRemoval(membership="m-jan", at=NOW)
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, coordination=(wanted, wanted, left)))
    async with database.write() as tx:
        assert await load_plan_groups(tx, "kamenov") == {"c-eva": "eva"}
        assert await load_ended_names(tx, "kamenov") == [("m-jan", "Jan")]
        assert set(await load_former(tx, ["m-jan"], ["kamenov"])) == {("kamenov", "m-jan")}
        await erase_person(tx, "jan", now=NOW)
        assert await load_former(tx, ["m-jan"], ["kamenov"]) == {}
        off = GroupDigest(plan="kamenov", contact="c-eva", person="eva", on=False, at=NOW)
        await write_batch(tx, Writes(changed_at=NOW, coordination=(off,)))
        assert await load_plan_groups(tx, "kamenov") == {}


async def test_a_proposal_keeps_what_was_said_of_it(database: Database) -> None:
    await new_world(database)
    sent = Proposal(id="p", kind="plan", plan="kamenov", person="eva", name="plán.xlsx", content=b"PK", base=1)
    async with database.write() as tx:
        await keep_proposal(tx, sent, at=NOW)
        await turn_proposal(tx, "p", answers={"položka": "a1"}, base=2)
        found = await load_proposal(tx, "p")
    assert found is not None
    assert (found.answers, found.base, found.content) == ({"položka": "a1"}, 2, b"PK")


async def test_events_are_put_off_done_once_and_noted(database: Database) -> None:
    world = await new_world(database)
    here = await round_id(world)
    async with database.write() as tx:
        await add_events(tx, here, [("compile:zprava", NOW), ("compile:zprava", LATER), ("kept:e1", NOW)])
        due: list[RoundEvent] = [one for one in await load_due_events(tx, now=NOW) if one.kind == "compile"]
        await put_off_event(tx, due[0], until=LATER, error="fonts")
        assert [one for one in await load_due_events(tx, now=NOW) if one.kind == "compile"] == []
        (again,) = [one for one in await load_due_events(tx, now=LATER) if one.kind == "compile"]
        assert (again.tries, again.error) == (1, "fonts")
        assert [await claim_event(tx, again, at=LATER) for _ in range(2)] == [True, False]
        assert await last_noted_at(tx, here, "compile") == LATER
        assert await last_noted_at(tx, here, "KEPT") is None


async def test_answers_are_found_for_a_picture_and_tasks_by_what_asks_for_them(database: Database) -> None:
    world = await new_world(database)
    here, task = await round_id(world), world.tasks["a1"].id
    said = revision(task, 1, "fulfilled", place=Place(question="degree"), origin=Origin.TAPPED)
    turn = revision(task, 2, "partly", place=Place(question="degree", instance="i1"), origin=Origin.TAPPED)
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=(said, turn)))
    async with database.read() as tx:
        assert await load_degrees(tx, here, "degree") == {task: "fulfilled"}
        assert await load_lead_form(tx, here) == world.tasks["a1"].form_version
        found = await load_tasks_of_asks(tx, {(here, "lead"), (here, "none")})
        assert sorted(one.subject for one in found) == ["a1", "a2", "a3"]


async def test_what_was_sent_is_found_by_its_message_and_counted(database: Database) -> None:
    await new_world(database)
    rows = tuple(
        OutboxRow(id=f"o{number}", contact="c-petra", payload={"text": "č"}, not_before_at=NOW, created_at=NOW)
        for number in (1, 2)
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, outbox=rows))
        await mark(tx, [Mark(id="o1", contact="c-petra", state="sent", message_ref="7", sent_at=NOW)])
        assert await load_sent(tx, {("c-petra", "7"), ("c-petra", "8")}) == {("c-petra", "7"): {"text": "č"}}
        health = await load_health(tx, now=LATER)
    assert (health.waiting, health.oldest_waiting_at, health.sent_at) == (1, NOW, NOW)
    assert (health.persons, health.rounds_open, sum(health.tasks.values())) == (3, 1, 3)


async def test_people_are_found_whatever_the_size_of_letters_in_our_order_and_erased(database: Database) -> None:
    await new_world(database)
    names = {"p1": "Žaneta Čermáková", "p2": "čeněk Dvořák", "p3": "Cyril Novák"}
    async with database.write() as tx:
        for person, name in names.items():
            await tx.execute(
                insert(persons), {"id": person, "name": name, "language": "", "zone": "", "created_at": NOW}
            )
            contact = {"id": f"c-{person}", "person": person, "channel": "telegram", "address": person, "name": name}
            await tx.execute(insert(contacts), {**contact, "state": "active", "created_at": NOW})
        assert [one[0] for one in await find_persons(tx, "Č")] == ["p2", "p1"]
        assert [one[1] for one in await find_persons(tx, "V")] == [
            "čeněk Dvořák",
            "Cyril Novák",
            "Eva",
            "Žaneta Čermáková",
        ]
        await erase_person(tx, "p1", now=NOW)
        assert await erasures_wait(tx, now=NOW)
        assert await finish_erasures(tx, now=NOW) == 1
        assert not await erasures_wait(tx, now=NOW)
        assert await find_persons(tx, "Žaneta") == []
        kept = (await tx.execute(select(contacts.c.name, contacts.c.address).where(contacts.c.id == "c-p1"))).one()
    assert "Žaneta" not in kept.name
    assert kept.address != "p1"


async def test_editions_come_by_report_and_number_and_a_file_by_its_hash(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        report = (await tx.execute(select(reports.c.id))).scalar_one()
        for number, edition in ((10, "b"), (9, "c"), (2, "a")):
            row = {"id": edition, "report": report, "number": number, "final": True, "sha256": edition, "at": NOW}
            await tx.execute(insert(editions), {**row, "plan": "kamenov", "plan_revision": 1, "snapshot": "{}"})
        await store_files(tx, "a", [EditionFile(name="zpráva.html", format="html", content=b"<p>")])
        assert await load_edition_ids(tx, plan="kamenov") == ["a", "c", "b"]
        assert await find_file(tx, hashlib.sha256(b"<p>").hexdigest()) == ("a", "zpráva.html")
        assert await find_file(tx, hashlib.sha256(b"").hexdigest()) is None


async def test_the_protocol_of_a_round_is_read_whole(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"]
    extended = TaskEventRow(
        task=task.id,
        seq=2,
        event=TaskEvent.EXTENDED,
        before=task.state,
        after=task.state,
        role=task.on.role,
        person="eva",
        reason="nemoc",
        due_before=LATER,
        at=NOW,
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, task_events=(extended,)))
        found = next(one for one in await load_rounds(tx, "kamenov") if one.key == "r2026")
        protocol = await load_protocol(tx, world.plan, found, at=NOW, act_of=lambda step: step)
    assert len(protocol.tasks) == 3
    assert [one.reason for one in protocol.happened if one.reason] == ["nemoc"]
    assert sorted(one.name for one in protocol.joinings) == ["Jan", "Petra"]  # whoever is asked
    assert protocol.made_at == NOW


async def test_a_protocol_names_who_was_there_in_its_round_and_tells_the_erased_from_everybody_else(
    database: Database,
) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        found = next(one for one in await load_rounds(tx, "kamenov") if one.key == "r2026")
        before, after = found.opens_at - timedelta(days=9), found.closes_at + timedelta(days=300)
        places = [("early", before, found.opens_at), ("left", before, NOW), ("late", after, None)]
        await write_batch(tx, cast_of(places))
        for number, (addressee, decided_by) in enumerate([("petra", ""), ("jan", "jan"), (COORDINATORS, "petra")]):
            row = {"id": f"s{number}", "round": found.id, "step": "week", "addressee": addressee, "about": ""}
            sent = {"occasion": "test", "due_at": NOW, "state": "sent", "done_at": NOW + timedelta(seconds=number)}
            await tx.execute(insert(steps), row | sent)
            at = NOW + timedelta(seconds=number)
            await add_decision(
                tx, NewDecision(id=f"d{number}", plan="kamenov", kind=Decided.CLOSED, person=decided_by, at=at)
            )
        await write_batch(tx, Writes(changed_at=NOW, task_events=submitted_by(world, "petra", "jan", "")))
        await erase_person(tx, "petra", now=NOW)
        closed = replace(found, state="closed")
        protocol = await load_protocol(tx, world.plan, closed, at=after + timedelta(days=9), act_of=lambda step: step)
        history = (await load_histories(tx, [world.tasks["a1"].id]))[world.tasks["a1"].id]
    assert [(one.name, one.is_to_coordinators) for one in protocol.reminders] == [
        ("", False),
        ("Jan", False),
        ("", True),
    ]
    assert [(one.person, one.is_erased) for one in protocol.decisions] == [("", False), ("Jan", False), ("", True)]
    assert sorted(one.name for one in protocol.joinings) == ["", "Jan", "Left"]
    wanted = [("", True), ("Jan", False), ("", False)]
    assert [(one.name, one.is_erased) for one in protocol.happened] == wanted
    assert [(one.person, one.is_erased) for one in history if one.what == TaskEvent.SUBMITTED] == wanted


def cast_of(places: list[tuple[str, datetime, datetime | None]]) -> Writes:
    """Give partners of one actor, each from one time to another."""
    return Writes(
        changed_at=NOW,
        persons=tuple(NewPerson(id=name, name=name.title(), language="cs", created_at=NOW) for name, _, _ in places),
        memberships=tuple(
            NewMembership(
                id=f"m-{name}",
                membership=Membership(
                    person=name, plan="kamenov", role=Role.PARTNER, actor="kotva", from_at=from_at, to_at=to_at
                ),
            )
            for name, from_at, to_at in places
        ),
    )
