"""A small Kamenov for storage tests: a plan with an open round, two partners, a coordinator."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.answers import JsonValue, Origin, Place
from flows.ids import CountingMint
from flows.plan import Plan, source_hash
from flows.rights import Membership
from flows.tasks import Role, TaskEvent
from storage.batch import load_tasks, write_batch
from storage.database import Database
from storage.forms import store_form
from storage.plans import import_plan
from storage.rounds import open_round
from storage.views import TaskView
from storage.writes import NewContact, NewMembership, NewPerson, RevisionRow, TaskEventRow, Writes

NOW = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)


def item(key: str, number: str, **more: object) -> dict[str, Any]:
    return {"key": key, "tree": "t", "number": number, "level": 2, "parent": "p1", "title": f"Aktivita {number}"} | more


def a_round(key: str, year: int) -> dict[str, Any]:
    return {
        "key": key,
        "title": f"Sběr {year}",
        "period": {"from_on": f"{year}-01-01", "to_on": f"{year}-12-31", "label": str(year)},
        "opens_at": f"{year + 1}-01-11",
        "deadline_on": f"{year + 1}-01-29",
        "grace_days": 2,
        "asks": [{"key": "lead", "form": "annual"}],
    }


def plan_source(**more: object) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "key": "kamenov",
        "title": "Strategie",
        "owner": "město Kamenov",
        "document": {"title": "Strategie města Kamenov", "genitive": "Strategie města Kamenov"},
        "contact": {"name": "Eva Sojková", "telephone": "000 000 000"},
        "privacy": {"cs": "Město uloží vaše jméno a odpovědi."},
        "trees": [{"key": "t", "levels": ["priorita", "aktivita"]}],
        "items": [
            {"key": "p1", "tree": "t", "number": "1", "level": 1, "title": "Priorita 1"},
            item("a1", "1.1", lead="kotva", contributors=["policie"]),
            item("a2", "1.2", lead="kotva", indicators=[{"key": "i", "title": "Počet dětí", "unit": "osob"}]),
            item("a3", "1.3", lead="policie"),
        ],
        "actors": [{"key": "kotva", "name": "Klub Kotva, z. s."}, {"key": "policie", "name": "Městská policie"}],
        "registers": [
            {"key": "project", "title": "Projekty", "entries": [{"key": "majak", "label": "Klub Maják"}]},
        ],
        "rounds": [a_round("r2025", 2025), a_round("r2026", 2026)],
        "reports": [{"key": "zprava", "template": "annual", "title": "Zpráva", "rounds": ["r2026"]}],
    }
    return whole | more


def plan(**more: object) -> Plan:
    return Plan.model_validate(plan_source(**more))


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    database: Database
    mint: CountingMint
    plan: Plan
    tasks: dict[str, TaskView]


async def new_world(database: Database, mint: CountingMint | None = None) -> World:
    """Import the plan, open round r2026 and let three people join."""
    mint = mint or CountingMint()
    the_plan = plan()
    async with database.write() as tx:
        await import_plan(tx, the_plan, source_hash=source_hash(the_plan), by="", at=NOW, mint=mint)
        await store_form(tx, form="annual", source="| survey |", xform="<xform/>", at=NOW, mint=mint)
        opened = await open_round(tx, the_plan, "r2026", at=NOW, mint=mint)
        await write_batch(tx, people())
    return World(database=database, mint=mint, plan=the_plan, tasks={task.subject: task for task in opened})


def people() -> Writes:
    cast = [("petra", Role.PARTNER, "kotva"), ("jan", Role.PARTNER, "policie"), ("eva", Role.COORDINATOR, "")]
    early = NOW - timedelta(days=30)
    return Writes(
        changed_at=NOW,
        persons=tuple(NewPerson(id=name, name=name.title(), language="cs", created_at=NOW) for name, _, _ in cast),
        contacts=tuple(
            NewContact(id=f"c-{name}", person=name, channel="telegram", address=name, created_at=NOW)
            for name, _, _ in cast
        ),
        memberships=tuple(
            NewMembership(
                id=f"m-{name}",
                membership=Membership(person=name, plan="kamenov", role=role, actor=actor, from_at=early),
            )
            for name, role, actor in cast
        ),
    )


def revision(task: str, seq: int, value: JsonValue, **more: object) -> RevisionRow:
    columns: dict[str, Any] = {"place": Place(question="popis"), "origin": Origin.TYPED, "person": "petra", "at": NOW}
    return RevisionRow(task=task, seq=seq, value=value, **(columns | more))


async def tasks_now(world: World) -> dict[str, TaskView]:
    async with world.database.read() as tx:
        return {task.subject: task for task in await load_tasks(tx, plans=["kamenov"], closed_too=True)}


def submitted_by(world: World, *people: str) -> tuple[TaskEventRow, ...]:
    """Give one event after another of one task, each by somebody else; "" = the command line."""
    task = world.tasks["a1"]
    return tuple(
        TaskEventRow(
            task=task.id,
            seq=seq,
            event=TaskEvent.SUBMITTED,
            before=task.state,
            after=task.state,
            role=task.on.role,
            person=person,
            at=NOW + timedelta(seconds=seq),
        )
        for seq, person in enumerate(people, start=2)
    )
