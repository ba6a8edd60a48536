"""A batch of updates: what it loads, what it writes, and that it is all or nothing."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from flows.answers import Origin, Place
from flows.reviews import Verdict
from flows.rights import Membership
from flows.snapshot import Turn
from flows.tasks import Role, TaskEvent, TaskState
from storage.batch import (
    load_answers,
    load_last,
    load_links,
    load_people,
    load_submissions,
    load_tasks,
    register_updates,
    write_batch,
)
from storage.database import Database
from storage.rounds import close_round, open_round
from storage.tables.tasks import attachments, reviews, revisions, task_events
from storage.tables.traffic import inbox
from storage.views import Dialog, Link, TaskView
from storage.writes import (
    ContactChange,
    InboxOutcome,
    InboxRow,
    NewAttachment,
    NewReview,
    NewSubmission,
    OutboxRow,
    PersonChange,
    TaskChange,
    TaskEventRow,
    Writes,
)
from tests.storage_world import NOW, World, new_world, revision, tasks_now

POPIS = Place(question="popis")
PETRA = ("telegram", "petra")


def update_row(number: int, external_id: str = "") -> InboxRow:
    return InboxRow(
        id=f"in{number}",
        channel="telegram",
        external_id=external_id or str(number),
        chat="petra",
        raw='{"text": "Klub"}',
        received_at=NOW,
    )


def changed(task: TaskView, **more: object) -> TaskChange:
    names = {field.name for field in dataclasses.fields(TaskChange)} - {"task"}
    whole = {name: getattr(task, name) for name in names} | {"changed_at": NOW} | more
    return TaskChange(task=task.id, **whole)


async def test_every_update_is_new_once(database: Database) -> None:
    async with database.write() as tx:
        assert await register_updates(tx, [update_row(1), update_row(2), update_row(3, "2")]) == {"1", "2"}
    async with database.write() as tx:
        assert await register_updates(tx, [update_row(4, "1"), update_row(5)]) == {"5"}
        assert await register_updates(tx, []) == set()
        assert (await tx.execute(select(func.count()).select_from(inbox))).scalar_one() == 3


async def test_a_person_is_loaded_with_memberships_and_dialog(database: Database) -> None:
    world = await new_world(database)
    dialog = Dialog(
        contact="c-petra",
        focus_task=world.tasks["a1"].id,
        focus=POPIS,
        mode="ask",
        screen=7,
        screen_outbox="o1",
        state={"odložené": [["a2", "popis", ""]]},
        rev=3,
    )
    sent = OutboxRow(id="o1", contact="c-petra", payload={"text": "Aktivita"}, not_before_at=NOW, created_at=NOW)
    async with database.write() as tx:
        assert (await load_people(tx, [PETRA]))[PETRA].dialog is None
        await write_batch(tx, Writes(changed_at=NOW, dialogs=(dialog,), outbox=(sent,)))
        people = await load_people(tx, [PETRA, ("telegram", "nobody"), ("sms", "petra")])

    assert list(people) == [PETRA]
    petra = people[PETRA]
    assert (petra.person, petra.name, petra.language, petra.consent_at) == ("petra", "Petra", "cs", None)
    assert petra.dialog == dialog
    assert [(each.plan, each.role, each.actor) for each in petra.memberships] == [("kamenov", Role.PARTNER, "kotva")]
    assert petra.screen_ref == ""


async def test_tasks_are_found_by_actor_by_plan_and_by_id(database: Database) -> None:
    world = await new_world(database)
    async with database.read() as tx:
        assert {task.subject for task in await load_tasks(tx, actors=[("kamenov", "kotva")])} == {"a1", "a2"}
        assert len(await load_tasks(tx, plans=["kamenov"])) == 3
        assert await load_tasks(tx, actors=[("lipov", "kotva")]) == []
        assert await load_tasks(tx, ids=[world.tasks["a3"].id, "forged"]) == [world.tasks["a3"]]


async def test_revisions_move_answers_and_the_head(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"].id
    count = Place(question="pocet", instance="i1")
    rows = (
        revision(task, 1, ["První"]),
        revision(task, 2, 64, place=count, origin=Origin.TAPPED),
        revision(task, 3, ["Klub měl otevřeno 212 dní…"], base_seq=1),
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=rows))
        await write_batch(tx, Writes(changed_at=NOW, revisions=(revision(task, 4, None, place=count, left_out=True),)))

    async with database.read() as tx:
        answers = await load_answers(tx, [task, world.tasks["a2"].id])
        assert (await tx.execute(select(func.count()).select_from(revisions))).scalar_one() == 4
    assert answers[world.tasks["a2"].id] == {}
    assert list(answers[task]) == [POPIS, count]
    assert answers[task][POPIS].value == ["Klub měl otevřeno 212 dní…"]
    assert (answers[task][POPIS].seq, answers[task][POPIS].person) == (3, "petra")
    assert (answers[task][count].value, answers[task][count].left_out, answers[task][count].seq) == (None, True, 4)
    assert (await tasks_now(world))["a1"].head_seq == 4


async def test_the_same_number_of_a_revision_is_refused(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"].id
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, revisions=(revision(task, 1, "a"),)))
    with pytest.raises(IntegrityError):
        async with database.write() as tx:
            await write_batch(tx, Writes(changed_at=NOW, revisions=(revision(task, 1, "b"),)))


async def submit(world: World, subject: str, number: int, **more: object) -> None:
    task = (await tasks_now(world))[subject]
    submission = NewSubmission(
        task=task.id,
        number=number,
        head_seq=task.head_seq,
        values={POPIS: [f"Text {number}"], Place(question="castka", instance="i1"): "120000.50"},
        left_out=frozenset({Place(question="prilohy")}),
        turns=(Turn(repeat="naklady", instance="i1"),),
        person="petra",
        at=NOW + timedelta(hours=number),
    )
    event = TaskEventRow(
        task=task.id,
        seq=task.rev + 1,
        event=TaskEvent.SUBMITTED,
        before=task.state,
        after=TaskState.SUBMITTED,
        role=Role.PARTNER,
        person="petra",
        at=NOW,
    )
    writes = Writes(
        changed_at=NOW,
        submissions=(dataclasses.replace(submission, **more),),  # type: ignore[arg-type]  # fields by name
        task_events=(event,),
        tasks=(changed(task, state=TaskState.SUBMITTED, rev=task.rev + 1),),
    )
    async with world.database.write() as tx:
        await write_batch(tx, writes)


async def test_a_submission_is_read_back_whole(database: Database) -> None:
    world = await new_world(database)
    await submit(world, "a1", 1)
    await submit(world, "a1", 2)

    task = (await tasks_now(world))["a1"]
    assert (task.state, task.rev, task.submissions) == (TaskState.SUBMITTED, 3, 2)
    async with database.read() as tx:
        found = await load_submissions(tx, [task.id, world.tasks["a2"].id])
    assert list(found) == [task.id]
    last = found[task.id]
    assert (last.number, last.how, last.at) == (2, "person", NOW + timedelta(hours=2))
    assert last.values == {POPIS: ["Text 2"], Place(question="castka", instance="i1"): "120000.50"}
    assert last.left_out == {Place(question="prilohy")}
    assert last.turns == (Turn(repeat="naklady", instance="i1"),)


async def test_last_time_is_another_rounds_newest_submission_whoever_made_it(database: Database) -> None:
    world = await new_world(database)
    await submit(world, "a1", 1)
    await submit(world, "a1", 2)
    async with database.write() as tx:
        await close_round(tx, world.tasks["a1"].round)
        new = {task.subject: task for task in await open_round(tx, world.plan, "r2025", at=NOW, mint=world.mint)}
        found = await load_last(tx, new.values())
        of_itself = await load_last(tx, [world.tasks["a1"]])

    assert list(found) == [new["a1"].id]
    assert (found[new["a1"].id].number, found[new["a1"].id].covers_label) == (2, "2026")
    assert of_itself == {}


async def test_reviews_events_and_files_are_kept(database: Database) -> None:
    world = await new_world(database)
    await submit(world, "a1", 1)
    task = world.tasks["a1"].id
    review = NewReview(
        task=task,
        number=1,
        submission=1,
        verdict=Verdict.RETURNED,
        place=POPIS,
        reason="Chybí zdroje",
        person="eva",
        at=NOW,
    )
    file = NewAttachment(
        id="f1",
        task=task,
        channel="telegram",
        channel_file="BQ",
        name="fotka.jpg",
        type="image/jpeg",
        size=5,
        created_at=NOW,
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, reviews=(review,), attachments=(file,)))
        kept = (await tx.execute(select(reviews.c.question, reviews.c.reason, reviews.c.person))).one()
        states = (await tx.execute(select(attachments.c.state))).scalars().all()
        events = (await tx.execute(select(task_events.c.event).where(task_events.c.task == task))).scalars().all()

    assert tuple(kept) == ("popis", "Chybí zdroje", "eva")
    assert list(states) == ["wanted"]
    assert sorted(events) == ["opened", "submitted"]


async def test_only_what_is_said_changes_of_people(database: Database) -> None:
    await new_world(database)
    writes = Writes(
        changed_at=NOW,
        person_changes=(PersonChange(person="petra", language="en", consent_at=NOW),),
        contact_changes=(ContactChange(contact="c-petra", state="blocked"),),
    )
    async with database.write() as tx:
        await write_batch(tx, writes)
        petra = (await load_people(tx, [PETRA]))[PETRA]

    assert (petra.name, petra.language, petra.consent_at, petra.contact_state) == ("Petra", "en", NOW, "blocked")
    assert petra.person == "petra"


async def test_links_are_found_by_contact_and_message(database: Database) -> None:
    world = await new_world(database)
    task = world.tasks["a1"].id
    links = tuple(
        Link(contact="c-petra", message_ref="55", part=part, direction="in", task=task, place=POPIS, seq=part + 1)
        for part in range(2)
    )
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, links=links))
        found = await load_links(tx, [("c-petra", "55"), ("c-jan", "55")])

    assert found == {("c-petra", "55"): links}


async def test_what_became_of_an_update_is_noted(database: Database) -> None:
    async with database.write() as tx:
        await register_updates(tx, [update_row(1)])
        await write_batch(tx, Writes(changed_at=NOW, inbox=(InboxOutcome(id="in1", outcome="done", done_at=NOW),)))
        assert tuple((await tx.execute(select(inbox.c.outcome, inbox.c.done_at))).one()) == ("done", NOW)


async def test_a_membership_is_valid_only_for_its_person(database: Database) -> None:
    await new_world(database)
    async with database.read() as tx:
        people = await load_people(tx, [PETRA, ("telegram", "eva")])

    assert all(isinstance(each, Membership) for view in people.values() for each in view.memberships)
    assert {address[1]: view.memberships[0].person for address, view in people.items()} == {
        "petra": "petra",
        "eva": "eva",
    }
