"""The picture from which a report is made: a plan with what was submitted in the rounds that the report reads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select

from flows.current_registers import with_current_entries
from flows.decisions import termination
from flows.form import Form
from flows.plan import Plan, ReportDefinition
from flows.settling import settlements
from flows.snapshot import FormLabels, Snapshot, TaskSnapshot
from flows.snapshot_labels import form_labels
from storage.database import Tx
from storage.decisions import load_decisions
from storage.forms import FormVersion, load_form_versions
from storage.plans import load_plan
from storage.registers import load_registers
from storage.submission_body import body_from_json
from storage.tables.plans import plans
from storage.tables.reports import editions, reports
from storage.tables.rounds import asks, form_versions, rounds
from storage.tables.tasks import reviews, submissions, tasks


async def load_snapshot(
    tx: Tx, plan_key: str, report_key: str, *, made_at: datetime, draft: bool, forms: Mapping[str, Form]
) -> Snapshot:
    """Load a report's snapshot; what was answered after the submission that counts is not looked at.

    Args:
        tx: A read transaction; everything is as of its one moment.
        plan_key: Key of the plan; its newest revision holds.
        report_key: Key of a report that this revision defines.
        made_at: Now, aware UTC.
        draft: Whether it is a working version.
        forms: The compiled forms by version id, at least those that `load_pinned_forms` finds.

    Raises:
        LookupError: No such plan or report, or a pinned form version is not among `forms`.
    """
    revision, prepared = await _plan_in_force(tx, plan_key)
    prepares = any(register.entries for register in prepared.registers)
    plan = with_current_entries(prepared, (await load_registers(tx, [plan_key]))[plan_key]) if prepares else prepared
    definition = _definition(plan, report_key)
    rows = (await tx.execute(_tasks_of(plan, definition))).all()
    number, previous = await _edition_before(tx, plan_key, report_key, draft=draft)
    decided = await load_decisions(tx, plan_key)
    return Snapshot(
        plan=plan,
        plan_revision=revision,
        report=report_key,
        rounds=definition.rounds,
        tasks=tuple(_task(row) for row in sorted(rows, key=_Order(plan, definition).of)),
        forms=_labels(rows, forms),
        made_at=made_at,
        draft=draft,
        number=number + 1,
        previous=previous,
        ended=termination(decided),
        settlements=tuple(one for one in settlements(decided) if one.subject[0] in definition.rounds),
    )


async def load_answered(tx: Tx, plan: Plan, round_keys: Sequence[str]) -> list[TaskSnapshot]:
    """Load the answered tasks of rounds, each as its submission that counts says."""
    found = await tx.execute(_tasks_in(plan, round_keys))
    return [_task(row) for row in found if row.number is not None]


async def load_shared_items(tx: Tx, plan: Plan, round_keys: Sequence[str]) -> list[tuple[TaskSnapshot, str]]:
    """Load the answered tasks of items of which several actors said something, with their form versions."""
    if not round_keys:
        return []
    sent = exists().where(submissions.c.task == tasks.c.id)
    shared = (
        select(tasks.c.subject)
        .join(asks, asks.c.id == tasks.c.ask)
        .join(rounds, rounds.c.id == asks.c.round)
        .where(rounds.c.plan == plan.key, rounds.c.key.in_(round_keys), tasks.c.subject_kind == "item", sent)
        .group_by(asks.c.round, tasks.c.tree, tasks.c.subject)
        .having(func.count(tasks.c.actor.distinct()) > 1)
    )
    found = await tx.execute(_tasks_in(plan, round_keys).where(tasks.c.subject.in_(shared)))
    return [(_task(row), row.form_version) for row in found]


async def load_pinned_forms(tx: Tx, plan_key: str, definition: ReportDefinition) -> dict[str, FormVersion]:
    """Load the form versions that the rounds of a report opened with, by id."""
    statement = (
        select(asks.c.form_version)
        .join(rounds, rounds.c.id == asks.c.round)
        .where(_read_by(definition, plan_key), asks.c.form_version.is_not(None))
        .distinct()
    )
    return await load_form_versions(tx, list((await tx.execute(statement)).scalars()))


async def _plan_in_force(tx: Tx, key: str) -> tuple[int, Plan]:
    revision = (await tx.execute(select(plans.c.revision).where(plans.c.key == key))).scalar_one_or_none()
    if revision is None:
        raise LookupError(f"no plan {key!r}")
    return revision, await load_plan(tx, key, revision=revision)


def _definition(plan: Plan, key: str) -> ReportDefinition:
    for definition in plan.reports:
        if definition.key == key:
            return definition
    raise LookupError(f"the plan {plan.key!r} defines no report {key!r}")


def _read_by(definition: ReportDefinition, plan_key: str) -> ColumnElement[bool]:
    return and_(rounds.c.plan == plan_key, rounds.c.key.in_(definition.rounds))


def _tasks_of(plan: Plan, definition: ReportDefinition) -> Select[Any]:
    return _tasks_in(plan, definition.rounds)


def _tasks_in(plan: Plan, round_keys: Sequence[str]) -> Select[Any]:
    """Every task of the rounds, with the submission that counts where there is one."""
    number = _last_approved() if plan.counts == "approved" else _last()
    counted = and_(submissions.c.task == tasks.c.id, submissions.c.number == number)
    return (
        select(
            tasks.c.id,
            rounds.c.key.label("round"),
            asks.c.key.label("ask"),
            asks.c.sort,
            asks.c.form,
            asks.c.form_version,
            form_versions.c.number.label("form_number"),
            tasks.c.subject_kind,
            tasks.c.tree,
            tasks.c.subject,
            tasks.c.actor,
            tasks.c.state,
            tasks.c.disowned_at,
            submissions.c.number,
            submissions.c.at,
            submissions.c.how,
            submissions.c.body,
        )
        .select_from(
            tasks.join(asks, asks.c.id == tasks.c.ask)
            .join(rounds, rounds.c.id == asks.c.round)
            .join(form_versions, form_versions.c.id == asks.c.form_version)
            .outerjoin(submissions, counted)
        )
        .where(rounds.c.plan == plan.key, rounds.c.key.in_(round_keys))
    )


def _last() -> ColumnElement[int]:
    sent = submissions.alias()
    return select(func.max(sent.c.number)).where(sent.c.task == tasks.c.id).correlate(tasks).scalar_subquery()


def _last_approved() -> ColumnElement[int]:
    """Number of the last submission that was approved as a whole, and neither returned nor taken back after that."""
    later = reviews.alias()
    taken_back = exists().where(
        later.c.task == reviews.c.task,
        later.c.submission == reviews.c.submission,
        later.c.number > reviews.c.number,
        later.c.verdict.in_(("returned", "undone")),
    )
    approved = (reviews.c.task == tasks.c.id) & (reviews.c.verdict == "approved") & (reviews.c.question == "")
    return select(func.max(reviews.c.submission)).where(approved, ~taken_back).correlate(tasks).scalar_subquery()


async def _edition_before(tx: Tx, plan_key: str, report_key: str, *, draft: bool) -> tuple[int, str]:
    """Number and hash of the report's last edition of this kind: drafts count on their own."""
    statement = (
        select(editions.c.number, editions.c.sha256)
        .join(reports, reports.c.id == editions.c.report)
        .where(reports.c.plan == plan_key, reports.c.key == report_key, editions.c.final.is_(not draft))
        .order_by(editions.c.number.desc())
        .limit(1)
    )
    row = (await tx.execute(statement)).one_or_none()
    return (0, "") if row is None else (row.number, row.sha256)


class _Order:
    """Where a task stands: by round, then by the plan's items, then by its actors; what the plan lost comes last."""

    def __init__(self, plan: Plan, definition: ReportDefinition) -> None:
        self._rounds = {key: place for place, key in enumerate(definition.rounds)}
        self._items = {(item.tree, item.key): place for place, item in enumerate(plan.items)}
        self._actors = {actor.key: place for place, actor in enumerate(plan.actors)}

    def of(self, row: Row[Any]) -> tuple[int, bool, int, int, int, str]:
        is_item = row.subject_kind == "item"
        item = self._items.get((row.tree, row.subject), len(self._items)) if is_item else 0
        actor = self._actors.get(_actor(row), len(self._actors))
        return self._rounds[row.round], not is_item, item, actor, row.sort, row.id


def _actor(row: Row[Any]) -> str:
    """The actor who answers or, where somebody in a role answers about an actor, that one."""
    return str(row.subject if row.subject_kind == "actor" else row.actor)


def _task(row: Row[Any]) -> TaskSnapshot:
    about = {
        "task": row.id,
        "round": row.round,
        "ask": row.ask,
        "form": row.form,
        "form_number": row.form_number,
        "item": row.subject if row.subject_kind == "item" else "",
        "tree": row.tree,
        "actor": _actor(row),
        "state": row.state,
        "disowned": row.disowned_at is not None,
    }
    if row.number is None:
        return TaskSnapshot(**about)
    values, left_out, turns = body_from_json(row.body)
    return TaskSnapshot(
        **about,
        number=row.number,
        submitted_at=row.at,
        how=row.how,
        values=values,
        left_out=left_out,
        turns=turns,
    )


def _labels(rows: list[Row[Any]], forms: Mapping[str, Form]) -> tuple[FormLabels, ...]:
    used = {(row.form, row.form_number): row.form_version for row in rows}
    missing = [f"{form} {number}" for (form, number), version in sorted(used.items()) if version not in forms]
    if missing:
        raise LookupError(f"form versions are not given: {', '.join(missing)}")
    return tuple(form_labels(forms[version], number) for (_, number), version in sorted(used.items()))
