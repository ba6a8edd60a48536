"""Import a plan: a numbered revision, and the tables that are projected from it, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, delete, insert, select, type_coerce, update

from flows.ids import Mint
from flows.plan import Plan, plan_from_json
from flows.plan_walk import asked_level, tree_of
from flows.rounds import closes_at, deadline_at, opens_at
from storage.database import Tx
from storage.following import follow_plan
from storage.registers import project_registers
from storage.rounds import cancel_retired
from storage.statements import insert_into, portions, run_many, upsert
from storage.tables.people import persons
from storage.tables.plans import actors, duties, indicators, items, plan_revisions, plans
from storage.tables.reports import reports
from storage.tables.rounds import asks, rounds

Rows = list[dict[str, Any]]


async def import_plan(
    tx: Tx, plan: Plan, *, source_hash: str, by: str, at: datetime, mint: Mint, author: str = ""
) -> int:
    """Make a plan the newest revision of its key; the same source again changes nothing.

    Items, actors, rounds, asks, entries and reports that are gone from the plan are retired, never deleted;
    what came back lives again. Open rounds follow: tasks that nobody sent and nobody is asked for any more are
    cancelled, new ones are made.

    Args:
        tx: The transaction.
        plan: A checked plan.
        source_hash: Tells whether anything changed.
        by: Id of the person, "" = the command line.
        at: Now.
        mint: Gives ids to new rounds, asks, entries and reports.
        author: Who imported it by the command line, as the system knows them.

    Returns:
        Number of the revision that holds now.
    """
    number, before, known_hash = await _newest(tx, plan.key)
    if known_hash == source_hash:
        return number
    number += 1
    await tx.execute(
        upsert(tx, plans, keep=frozenset({"created_at"})), {"key": plan.key, "revision": number, "created_at": at}
    )
    origin = {"source_hash": source_hash, "person": by, "author": author, "at": at}
    body = plan.model_dump(mode="json")
    await tx.execute(insert(plan_revisions), {**origin, "plan": plan.key, "number": number, "body": body})
    await _project_actors(tx, plan, at)
    await _project_items(tx, plan, at)
    await project_registers(tx, plan, before, person=by, at=at, mint=mint)
    await _project_rounds(tx, plan, at, mint)
    await _project_reports(tx, plan, at, mint)
    await cancel_retired(tx, plan.key, at=at)
    await follow_plan(tx, before, plan, at=at, mint=mint)
    return number


async def load_plan(tx: Tx, key: str, *, revision: int | None = None) -> Plan:
    """Load a plan as it was imported; the newest revision if none is said.

    Raises:
        LookupError: No such plan or revision.
    """
    wanted = select(type_coerce(plan_revisions.c.body, Text)).where(plan_revisions.c.plan == key)
    if revision is not None:
        wanted = wanted.where(plan_revisions.c.number == revision)
    body = (await tx.execute(wanted.order_by(plan_revisions.c.number.desc()).limit(1))).scalar_one_or_none()
    if body is None:
        raise LookupError(f"no plan {key!r} with revision {revision}")
    return plan_from_json(body)


@dataclass(frozen=True, kw_only=True, slots=True)
class Authorship:
    """When a revision was imported, and by whom: a person in the chat, else as the system knew them, "" = nobody."""

    author: str
    at: datetime


async def load_authorship(tx: Tx, key: str, revision: int) -> Authorship:
    """Load who imported a revision.

    Raises:
        sqlalchemy.exc.NoResultFound: There is no such revision.
    """
    wanted = select(plan_revisions.c.author, persons.c.name, plan_revisions.c.at)
    wanted = wanted.outerjoin(persons, persons.c.id == plan_revisions.c.person)
    found = await tx.execute(wanted.where(plan_revisions.c.plan == key, plan_revisions.c.number == revision))
    author, name, at = found.one()
    return Authorship(author=name or author, at=at)


async def load_plan_revisions(tx: Tx) -> dict[str, int]:
    """Load the number of the newest revision of every plan, by key."""
    return dict((await tx.execute(select(plans.c.key, plans.c.revision))).all())


async def _newest(tx: Tx, key: str) -> tuple[int, Plan | None, str]:
    newest = select(plan_revisions).where(plan_revisions.c.plan == key).order_by(plan_revisions.c.number.desc())
    row = (await tx.execute(newest.limit(1))).one_or_none()
    if row is None:
        return 0, None, ""
    return row.number, Plan.model_validate(row.body), row.source_hash


async def _project_items(tx: Tx, plan: Plan, at: datetime) -> None:
    living = {(item.tree, item.key) for item in plan.items}
    found = await tx.execute(
        select(items.c.tree, items.c.key).where(items.c.plan == plan.key, items.c.retired_at.is_(None))
    )
    for tree, key in [(tree, key) for tree, key in found if (tree, key) not in living]:
        gone = (items.c.plan == plan.key) & (items.c.tree == tree) & (items.c.key == key)
        await tx.execute(update(items).where(gone).values(retired_at=at))
    # two items may swap numbers: give all numbers back before they are given out anew
    await tx.execute(update(items).where(items.c.plan == plan.key, items.c.retired_at.is_(None)).values(number=""))
    await run_many(tx, upsert(tx, items), _item_rows(plan))
    await _project_duties(tx, plan)


def _item_rows(plan: Plan) -> Rows:
    return [
        {
            "plan": plan.key,
            "tree": item.tree,
            "key": item.key,
            "number": item.number,
            "level": item.level,
            "parent": item.parent,
            "sort": sort,
            "title": item.title,
            "body": item.body,
            "retired_at": None,
        }
        for sort, item in enumerate(plan.items)
    ]


async def _project_duties(tx: Tx, plan: Plan) -> None:
    carried: Rows = [
        {"plan": plan.key, "tree": item.tree, "item": item.key, "actor": actor, "role": role}
        for item in plan.items
        for actor, role in [(item.lead, "lead"), *((each, "contributor") for each in item.contributors)]
        if actor and (role == "lead" or actor != item.lead)
    ]
    measured: Rows = [
        {"plan": plan.key, "tree": item.tree, "item": item.key, "sort": sort, **indicator.model_dump()}
        for item in plan.items
        for sort, indicator in enumerate(item.indicators)
    ]
    for table, rows in ((duties, carried), (indicators, measured)):
        await tx.execute(delete(table).where(table.c.plan == plan.key))
        await run_many(tx, insert_into(table), rows)


async def _project_actors(tx: Tx, plan: Plan, at: datetime) -> None:
    await _retire(tx, actors, actors.c.plan == plan.key, {actor.key for actor in plan.actors}, at)
    kept = {"key", "name", "kind", "email", "telephone", "deputy", "head", "members"}
    rows = [{"plan": plan.key, "retired_at": None, **actor.model_dump(include=kept)} for actor in plan.actors]
    await run_many(tx, upsert(tx, actors), rows)


async def _project_rounds(tx: Tx, plan: Plan, at: datetime, mint: Mint) -> None:
    await _retire(tx, rounds, rounds.c.plan == plan.key, {round_.key for round_ in plan.rounds}, at)
    rows: Rows = [
        {
            "id": mint(),
            "plan": plan.key,
            "key": round_.key,
            "title": round_.title,
            "covers_from_on": round_.period.from_on,
            "covers_to_on": round_.period.to_on,
            "covers_label": round_.period.label,
            "opens_at": opens_at(round_, plan),
            "deadline_at": deadline_at(round_, plan),
            "closes_at": closes_at(round_, plan),
            "state": "planned",
            "previous": round_.last,
            "ladder": [step.model_dump(mode="json") for step in round_.ladder],
            "retired_at": None,
        }
        for round_ in plan.rounds
    ]
    await run_many(tx, upsert(tx, rounds, on=("plan", "key"), keep=frozenset({"id", "plan", "key", "state"})), rows)
    found = await tx.execute(select(rounds.c.key, rounds.c.id).where(rounds.c.plan == plan.key))
    ids = dict(found.all())
    for round_ in plan.rounds:
        await _retire(tx, asks, asks.c.round == ids[round_.key], {ask.key for ask in round_.asks}, at)
    kept = frozenset({"id", "round", "key", "form_version"})
    await run_many(tx, upsert(tx, asks, on=("round", "key"), keep=kept), _ask_rows(plan, ids, mint))


def _ask_rows(plan: Plan, ids: dict[str, str], mint: Mint) -> Rows:
    return [
        {
            "id": mint(),
            "round": ids[round_.key],
            "key": ask.key,
            "sort": sort,
            "form": ask.form,
            "form_version": "",
            "subject_kind": ask.subject,
            "tree": "" if ask.subject == "plan" else tree_of(plan, ask.tree).key,
            "level": asked_level(plan, ask) if ask.subject == "item" else ask.level,
            "filter": list(ask.filter),
            "role": ask.role,
            "after": ask.after,
            "retired_at": None,
        }
        for round_ in plan.rounds
        for sort, ask in enumerate(round_.asks)
    ]


async def _project_reports(tx: Tx, plan: Plan, at: datetime, mint: Mint) -> None:
    await _retire(tx, reports, reports.c.plan == plan.key, {report.key for report in plan.reports}, at)
    rows: Rows = [
        {
            "id": mint(),
            "plan": plan.key,
            "key": report.key,
            "template": report.template,
            "title": report.title,
            "formats": list(report.formats),
            "rounds": list(report.rounds),
            "retired_at": None,
        }
        for report in plan.reports
    ]
    await run_many(tx, upsert(tx, reports, on=("plan", "key"), keep=frozenset({"id", "plan", "key"})), rows)


async def _retire(tx: Tx, table: Table, within: ColumnElement[bool], living: set[str], at: datetime) -> None:
    """Retire the rows whose key is no longer in the plan."""
    found = await tx.execute(select(table.c.key).where(within, table.c.retired_at.is_(None)))
    for gone in portions(sorted(set(found.scalars()) - living)):
        await tx.execute(update(table).where(within, table.c.key.in_(gone)).values(retired_at=at))
