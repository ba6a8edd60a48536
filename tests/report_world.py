"""Kamenov with the annual evaluation collected: what the tests of making a report start from."""

from typing import Any

from bot.forms import form_source
from flows.answers import JsonValue, Place
from flows.ids import CountingMint
from flows.plan import Plan, source_hash
from flows.snapshot import Turn
from flows.tasks import TaskState
from storage.batch import write_batch
from storage.database import Database
from storage.forms import store_form
from storage.plans import import_plan
from storage.rounds import open_round
from storage.views import TaskView
from storage.writes import NewSubmission, RevisionRow, TaskChange, Writes
from tests.storage_world import NOW, World, a_round, people, plan, revision

FORM_KEY = "annual_evaluation"
SAID = "Klub měl otevřeno 212 dní a chodilo do něj 64 dětí."
UNSENT = "Klub byl zavřený."


def evaluated_plan(**more: object) -> Plan:
    """The plan of Kamenov whose round r2026 asks for the annual evaluation."""
    asked = a_round("r2026", 2026) | {"asks": [{"key": "lead", "form": FORM_KEY, "tree": "t"}]}
    report: dict[str, Any] = {
        "key": "zprava",
        "template": FORM_KEY,
        "title": "Zpráva o plnění za rok 2026",
        "rounds": ["r2026"],
    }
    report |= {"formats": ["html", "json"]}
    whole: dict[str, Any] = {"rounds": [asked], "reports": [report]}
    return plan(**(whole | more))


async def report_world(database: Database, the_plan: Plan | None = None) -> World:
    """Import the plan and its form, open the round, let Kotva send activity a1 and change it afterwards."""
    world = await opened_world(database, the_plan or evaluated_plan())
    a1 = world.tasks["a1"].id
    edits: tuple[RevisionRow, ...] = (revision(a1, 1, [SAID]), revision(a1, 2, [UNSENT]))
    async with database.write() as tx:
        await write_batch(
            tx,
            Writes(
                changed_at=NOW, revisions=edits, submissions=(submission(a1),), tasks=(stands_sent(world.tasks["a1"]),)
            ),
        )
    return world


def stands_sent(task: TaskView) -> TaskChange:
    """Let a task stand as sent."""
    return TaskChange(
        task=task.id,
        state=TaskState.SUBMITTED,
        assignee="",
        due_at=None,
        disowned_at=None,
        disowned_note="",
        rev=task.rev + 1,
        changed_at=NOW,
    )


async def opened_world(database: Database, the_plan: Plan, *, source: str = "") -> World:
    """Import a plan and its form and open the round; nobody has answered."""
    source, mint = source or form_source(FORM_KEY) or "", CountingMint()
    async with database.write() as tx:
        await import_plan(tx, the_plan, source_hash=source_hash(the_plan), by="", at=NOW, mint=mint)
        await store_form(tx, form=FORM_KEY, source=source, xform="<xform/>", at=NOW, mint=mint)
        opened = await open_round(tx, the_plan, "r2026", at=NOW, mint=mint)
        await write_batch(tx, people())
    return World(database=database, mint=mint, plan=the_plan, tasks={task.subject: task for task in opened})


def submission(task: str) -> NewSubmission:
    """What Kotva sent: fulfilled, 120 000 CZK of the town and 90 000,50 CZK of the state."""
    values: dict[Place, JsonValue] = {
        Place(question="degree"): "fulfilled",
        Place(question="cost_kind"): "amount",
        Place(question="description"): [SAID],
    }
    for turn, source, amount in (("x1", "town", "120000"), ("x2", "state", "90000.50")):
        values |= {Place(question="source", instance=turn): source, Place(question="amount", instance=turn): amount}
    return NewSubmission(
        task=task,
        number=1,
        head_seq=1,
        values=values,
        turns=(Turn(repeat="costs", instance="x1"), Turn(repeat="costs", instance="x2")),
        person="petra",
        at=NOW,
    )
