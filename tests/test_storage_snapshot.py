"""The picture that a report is made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from flows.answers import JsonValue, Place
from flows.form import Form
from flows.plan import Plan, source_hash
from flows.reviews import Verdict
from flows.snapshot import Snapshot, TaskSnapshot, Turn
from flows.snapshot_json import snapshot_from_json, snapshot_to_json
from flows.tasks import TaskState
from flows.xlsform import read_form
from storage.batch import write_batch
from storage.database import Database
from storage.forms import store_form
from storage.plans import import_plan
from storage.rounds import open_round
from storage.snapshot import load_pinned_forms, load_snapshot
from storage.tables.reports import editions, reports
from storage.views import TaskView
from storage.writes import NewReview, NewSubmission, TaskChange, Writes
from tests.storage_world import NOW, World, a_round, new_world, plan, plan_source, revision

MADE_AT = NOW + timedelta(days=20)
POPIS = Place(question="popis")
FORM = """
| survey | type | name | label::cs |
| | select_one yes | splneno | Splněno? |
| | text | popis | {label} |
| choices | list_name | name | label::cs |
| | yes | ano | Ano |
"""


def form(label: str = "Popis") -> Form:
    read = read_form(FORM.format(label=label), name="annual")
    assert isinstance(read, Form), read
    return read


def sent(task: TaskView, number: int, value: JsonValue, **more: object) -> NewSubmission:
    columns: dict[str, Any] = {"values": {POPIS: value}, "head_seq": number, "person": "petra", "at": NOW}
    return NewSubmission(task=task.id, number=number, **(columns | more))


def stands(task: TaskView, state: TaskState) -> TaskChange:
    return TaskChange(
        task=task.id,
        state=state,
        assignee="",
        due_at=None,
        disowned_at=None,
        disowned_note="",
        rev=task.rev + 1,
        changed_at=NOW,
    )


def review(
    task: TaskView, number: int, submission: int, verdict: Verdict, place: Place | None = None, reason: str = ""
) -> NewReview:
    return NewReview(
        task=task.id,
        number=number,
        submission=submission,
        verdict=verdict,
        place=place,
        reason=reason,
        person="eva",
        at=NOW,
    )


async def write(world: World, **rows: Any) -> None:  # noqa: ANN401  any tuples of Writes
    async with world.database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, **rows))


async def snapshot(world: World, *, report: str = "zprava", draft: bool = True) -> Snapshot:
    async with world.database.read() as tx:
        pinned = await load_pinned_forms(tx, "kamenov", world.plan.reports[0])
        forms = {version: form() for version in pinned}
        return await load_snapshot(tx, "kamenov", report, made_at=MADE_AT, draft=draft, forms=forms)


async def by_item(world: World) -> dict[str, TaskSnapshot]:
    return {task.item: task for task in (await snapshot(world)).tasks}


async def imported(world: World, new: Plan) -> World:
    async with world.database.write() as tx:
        await import_plan(tx, new, source_hash=source_hash(new), by="", at=NOW, mint=world.mint)
    return replace(world, plan=new)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect what is sent to the database over its readers."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = database._readers.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


async def test_the_snapshot_holds_what_was_submitted_and_no_later_unsent_edit(database: Database) -> None:
    world = await new_world(database)
    a1 = world.tasks["a1"]
    await write(world, revisions=(revision(a1.id, 1, ["Klub hrál"]),), submissions=(sent(a1, 1, ["Klub hrál"]),))
    await write(world, revisions=(revision(a1.id, 2, ["Klub nehrál"]),))

    assert (await by_item(world))["a1"].values == {POPIS: ["Klub hrál"]}
    await write(world, submissions=(sent(a1, 2, ["Klub nehrál"], head_seq=2, how="edited"),))
    again = (await by_item(world))["a1"]
    assert (again.values, again.number, again.how) == ({POPIS: ["Klub nehrál"]}, 2, "edited")


async def test_a_task_that_was_only_filled_in_has_no_values(database: Database) -> None:
    world = await new_world(database)
    a1 = world.tasks["a1"]
    await write(world, revisions=(revision(a1.id, 1, ["Klub hrál"]),), tasks=(stands(a1, TaskState.STARTED),))

    found = (await by_item(world))["a1"]
    assert found == TaskSnapshot(
        task=a1.id,
        round="r2026",
        ask="lead",
        form="annual",
        form_number=1,
        item="a1",
        tree="t",
        actor="kotva",
        state="started",
    )


async def test_a_submission_comes_with_its_turns_and_what_was_left_out(database: Database) -> None:
    world = await new_world(database)
    a3 = world.tasks["a3"]
    turns = (Turn(repeat="costs", instance="x2"), Turn(repeat="costs", instance="x1"))
    values: dict[Place, JsonValue] = {Place(question="amount", instance="x2"): "120000.50"}
    left_out = frozenset({POPIS})
    await write(
        world,
        submissions=(sent(a3, 1, None, values=values, turns=turns, left_out=left_out, how="automatic"),),
        tasks=(stands(a3, TaskState.SUBMITTED),),
    )

    found = (await by_item(world))["a3"]
    assert (found.values, found.turns, found.left_out) == (values, turns, left_out)
    assert (found.how, found.submitted_at, found.state, found.number) == ("automatic", NOW, "submitted", 1)


async def test_tasks_come_by_round_and_then_as_the_plan_has_its_items(database: Database) -> None:
    whole = plan_source()
    two = [{**whole["reports"][0], "rounds": ["r2026", "r2025"]}]
    backwards = [whole["items"][0], *reversed(whole["items"][1:])]
    world = await imported(await new_world(database), plan(reports=two, items=backwards))
    async with database.write() as tx:
        await open_round(tx, world.plan, "r2025", at=NOW, mint=world.mint)

    found = await snapshot(world)
    assert found.rounds == ("r2026", "r2025")
    assert [(task.round, task.item) for task in found.tasks] == [
        (key, item) for key in found.rounds for item in ("a3", "a2", "a1")
    ]


async def test_a_round_that_the_report_does_not_name_is_not_read(database: Database) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        await open_round(tx, world.plan, "r2025", at=NOW, mint=world.mint)

    assert {task.round for task in (await snapshot(world)).tasks} == {"r2026"}


async def test_a_task_about_an_actor_names_the_actor_whoever_answers_and_comes_after_the_items(
    database: Database,
) -> None:
    asks = [
        {"key": "summary", "form": "annual", "subject": "actor", "role": "commentator", "tree": "t"},
        {"key": "whole", "form": "annual", "subject": "plan", "role": "coordinator"},
    ]
    new = plan(rounds=[a_round("r2025", 2025), a_round("r2026", 2026) | {"asks": asks}])
    world = await imported(await new_world(database), new)
    async with database.write() as tx:
        await open_round(tx, new, "r2026", at=NOW, mint=world.mint)

    found = [(task.ask, task.item, task.actor, task.tree) for task in (await snapshot(world)).tasks]
    assert found == [
        ("lead", "a1", "kotva", "t"),
        ("lead", "a2", "kotva", "t"),
        ("lead", "a3", "policie", "t"),
        ("summary", "", "kotva", ""),
        ("summary", "", "policie", ""),
        ("whole", "", "", ""),
    ]


async def test_a_plan_that_demands_approval_shows_the_last_approved_submission(database: Database) -> None:
    world = await imported(await new_world(database), plan(counts="approved"))
    a1, a2, a3 = (world.tasks[key] for key in ("a1", "a2", "a3"))
    await write(
        world,
        submissions=(
            *(sent(a1, number, [word]) for number, word in enumerate(("první", "druhá", "třetí"), start=1)),
            sent(a2, 1, ["jiná"]),
            sent(a3, 1, ["další"]),
        ),
        reviews=(
            review(a1, 1, 1, Verdict.APPROVED),
            review(a1, 2, 2, Verdict.APPROVED),
            review(a2, 1, 1, Verdict.APPROVED),
            review(a2, 2, 1, Verdict.RETURNED, reason="Chybí částka."),
            review(a3, 1, 1, Verdict.APPROVED, place=POPIS),
        ),
    )

    found = await by_item(world)
    assert (found["a1"].number, found["a1"].values) == (2, {POPIS: ["druhá"]})
    assert (found["a2"].number, found["a3"].number) == (0, 0)


async def test_a_submission_approved_again_after_a_return_counts(database: Database) -> None:
    world = await imported(await new_world(database), plan(counts="approved"))
    a1 = world.tasks["a1"]
    verdicts = (Verdict.APPROVED, Verdict.RETURNED, Verdict.APPROVED)
    reviews = tuple(review(a1, number, 1, verdict) for number, verdict in enumerate(verdicts, start=1))
    await write(world, submissions=(sent(a1, 1, ["první"]),), reviews=reviews)

    assert (await by_item(world))["a1"].number == 1


async def test_an_approval_that_was_taken_back_does_not_count(database: Database) -> None:
    world = await imported(await new_world(database), plan(counts="approved"))
    a1, a2 = world.tasks["a1"], world.tasks["a2"]
    reviews = (
        review(a1, 1, 1, Verdict.APPROVED),
        review(a1, 2, 1, Verdict.UNDONE),
        review(a2, 1, 1, Verdict.APPROVED),
        review(a2, 2, 1, Verdict.RETURNED),
        review(a2, 3, 1, Verdict.APPROVED),
    )
    await write(world, submissions=(sent(a1, 1, ["první"]), sent(a2, 1, ["první"])), reviews=reviews)

    found = await by_item(world)
    assert (found["a1"].number, found["a2"].number) == (0, 1)


async def test_labels_are_those_of_the_pinned_version_not_of_the_newest(database: Database) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        await store_form(tx, form="annual", source="| survey 2 |", xform="", at=NOW, mint=world.mint)
    async with database.read() as tx:
        pinned = await load_pinned_forms(tx, "kamenov", world.plan.reports[0])

    (labels,) = (await snapshot(world)).forms
    assert [version.number for version in pinned.values()] == [1]
    assert (labels.form, labels.number) == ("annual", 1)
    assert labels.questions["popis"] == {"cs": "Popis"}
    assert labels.choices["splneno"] == {"ano": {"cs": "Ano"}}


async def test_the_snapshot_holds_the_revision_in_force_and_survives_json(database: Database) -> None:
    world = await imported(await new_world(database), plan(title="Strategie 2"))
    await write(world, submissions=(sent(world.tasks["a1"], 1, ["Klub hrál"]),))

    found = await snapshot(world, draft=False)
    assert (found.plan, found.plan_revision, found.report) == (world.plan, 2, "zprava")
    assert (found.made_at, found.draft, found.number, found.previous) == (MADE_AT, False, 1, "")
    assert snapshot_from_json(snapshot_to_json(found)) == found


async def test_drafts_and_editions_count_on_their_own(database: Database) -> None:
    world = await new_world(database)
    async with database.write() as tx:
        report = (await tx.execute(select(reports.c.id).where(reports.c.key == "zprava"))).scalar_one()
        frozen = {"report": report, "plan": "kamenov", "plan_revision": 1, "snapshot": "{}", "at": NOW}
        made = [(1, True, "aa"), (2, True, "bb"), (3, False, "cc")]
        for number, is_final, sha256 in made:
            row = {"id": sha256, "number": number, "final": is_final, "sha256": sha256}
            await tx.execute(insert(editions), frozen | row)

    draft, final = await snapshot(world), await snapshot(world, draft=False)
    assert (draft.number, draft.previous) == (4, "cc")
    assert (final.number, final.previous) == (3, "bb")


async def test_a_snapshot_takes_a_few_statements_and_never_reads_answers(database: Database) -> None:
    world = await new_world(database)
    submissions = tuple(sent(task, 1, ["Klub hrál"]) for task in world.tasks.values())
    await write(world, submissions=submissions)
    with statements(database) as seen:
        await snapshot(world)

    asked = [statement for statement in seen if statement.lstrip().upper().startswith("SELECT")]
    assert len(asked) == 8
    assert not [statement for statement in seen if "answers" in statement or "revisions.seq" in statement]


async def test_a_round_that_has_not_opened_gives_an_empty_picture(database: Database) -> None:
    world = await new_world(database)
    early = plan(reports=[{**plan_source()["reports"][0], "rounds": ["r2025"]}])
    world = await imported(world, early)

    found = await snapshot(world)
    assert (found.rounds, found.tasks, found.forms) == (("r2025",), (), ())


async def test_what_does_not_exist_is_not_found(database: Database) -> None:
    world = await new_world(database)
    async with database.read() as tx:
        with pytest.raises(LookupError, match="no plan 'lipov'"):
            await load_snapshot(tx, "lipov", "zprava", made_at=MADE_AT, draft=True, forms={})
        with pytest.raises(LookupError, match="'kamenov' defines no report 'jina'"):
            await load_snapshot(tx, "kamenov", "jina", made_at=MADE_AT, draft=True, forms={})
        with pytest.raises(LookupError, match="form versions are not given: annual 1"):
            await load_snapshot(tx, "kamenov", "zprava", made_at=MADE_AT, draft=True, forms={})
    assert world.tasks
