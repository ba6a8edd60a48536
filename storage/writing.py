"""Write what a batch decided: one statement per table, in an order that every foreign key allows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, update

from storage.answer_tables import settle_answer_tables
from storage.approvals import record_approval
from storage.coordination import write_coordination
from storage.database import Tx
from storage.people import use_invites
from storage.personal import hold_contacts, part_from_erased
from storage.putting_off import end_absences, void_snoozes, write_absences, write_snoozes
from storage.registers import write_registers
from storage.report_texts import edit_report_texts
from storage.statements import insert_into, insert_new, portions, run_many, upsert
from storage.submission_body import body_to_json
from storage.tables.people import access_requests, contacts, memberships, persons
from storage.tables.rounds import round_events
from storage.tables.tasks import (
    answers,
    attachments,
    reviews,
    revisions,
    submissions,
    task_events,
    tasks,
)
from storage.tables.traffic import IS_WAITING, dialogs, inbox, message_links, outbox
from storage.views import Dialog, Link
from storage.writes import InboxOutcome, OutboxRow, RevisionRow, Writes

Rows = list[dict[str, Any]]


async def write_batch(tx: Tx, writes: Writes) -> None:
    """Write a batch.

    Raises:
        WriteConflict: An invite of the batch was used, or a contact of it blanked, meanwhile.
        sqlalchemy.exc.IntegrityError: Another process wrote the same task meanwhile; repeat the batch from loading.
    """
    await _write_people(tx, writes)
    await _write_answers(tx, writes.revisions)
    await _write_tasks(tx, writes)
    await write_registers(tx, writes.registers)
    await _write_events(tx, writes)
    for approval in writes.approvals:
        await record_approval(tx, approval)
    await edit_report_texts(tx, writes.report_texts)
    await settle_answer_tables(tx, writes.tables_settled)
    await _write_traffic(tx, writes)
    await write_coordination(tx, writes.coordination)


async def _write_people(tx: Tx, writes: Writes) -> None:
    await run_many(tx, insert_into(persons), [_plain(row) for row in writes.persons])
    await run_many(tx, insert_into(contacts), [_plain(row) for row in writes.contacts])
    await run_many(tx, _CHANGE_PERSON, [_bound(row, "person") for row in writes.person_changes])
    bound = [row.contact for row in writes.contact_changes if row.person]
    await hold_contacts(tx, bound)
    await _write_access(tx, writes)
    await part_from_erased(tx, bound, now=writes.changed_at)  # settles, as nobody, what is still undecided
    await run_many(tx, _CHANGE_CONTACT, [_bound(row, "contact") for row in writes.contact_changes])
    await use_invites(tx, writes.invites_used)
    members: Rows = [{"id": new.id, **_plain(new.membership)} for new in writes.memberships]
    await run_many(tx, insert_into(memberships), members)
    await run_many(
        tx, _END_MEMBERSHIP, [{f"b_{k}": v for k, v in _plain(row).items()} for row in writes.membership_ends]
    )


async def _write_access(tx: Tx, writes: Writes) -> None:
    asked: Rows = [
        {**_plain(row), "granted_role": "", "granted_actor": "", "decided_by": ""} for row in writes.access_requests
    ]
    await run_many(tx, insert_into(access_requests), asked)
    decided: Rows = [
        {"b_id": row.request, "by": row.person, "role": row.role or "", "actor": row.actor, "at": row.at}
        for row in writes.access_decisions
    ]
    await run_many(tx, _DECIDE_ACCESS, decided)


async def _write_answers(tx: Tx, rows: Sequence[RevisionRow]) -> None:
    if not rows:
        return
    history: Rows = []
    newest: dict[tuple[str, str, str], dict[str, Any]] = {}
    heads: dict[str, int] = {}
    for row in rows:
        answer = {
            "task": row.task,
            "question": row.place.question,
            "instance": row.place.instance,
            "value": row.value,
            "left_out": row.left_out,
            "origin": row.origin.value,
            "person": row.person,
            "seq": row.seq,
        }
        newest[row.task, row.place.question, row.place.instance] = answer
        heads[row.task] = max(row.seq, heads.get(row.task, 0))
        history.append(
            {**answer, "on_behalf": row.on_behalf, "inbox": row.inbox, "base_seq": row.base_seq, "at": row.at}
        )
    await run_many(tx, insert_into(revisions), history)
    await run_many(tx, upsert(tx, answers), list(newest.values()))
    await run_many(tx, _MOVE_HEAD, [{"b_id": task, "head": head} for task, head in heads.items()])


async def _write_tasks(tx: Tx, writes: Writes) -> None:
    changed: Rows = [
        {
            "b_id": row.task,
            "state": row.state.value,
            "assignee": row.assignee,
            "due_at": row.due_at,
            "disowned_at": row.disowned_at,
            "disowned_note": row.disowned_note,
            "rev": row.rev,
            "changed_at": row.changed_at,
        }
        for row in writes.tasks
    ]
    await run_many(tx, _CHANGE_TASK, changed)
    await run_many(tx, insert_into(task_events), event_rows(writes.task_events))
    await run_many(tx, insert_into(submissions), [submission_row(row) for row in writes.submissions])
    reviewed: Rows = [
        {
            "task": row.task,
            "number": row.number,
            "submission": row.submission,
            "verdict": row.verdict.value,
            "question": row.place.question if row.place else "",
            "instance": row.place.instance if row.place else "",
            "reason": row.reason,
            "person": row.person,
            "at": row.at,
        }
        for row in writes.reviews
    ]
    await run_many(tx, insert_into(reviews), reviewed)
    fetched: Rows = [
        {**_plain(row), "hash": "", "state": "wanted", "tries": 0, "error": ""} for row in writes.attachments
    ]
    await run_many(tx, insert_into(attachments), fetched)


async def _write_events(tx: Tx, writes: Writes) -> None:
    if writes.round_events:
        noted: Rows = [{**_plain(row), "tries": 0, "error": ""} for row in writes.round_events]
        await tx.execute(insert_new(tx, round_events, on=("round", "event"), returning="event"), noted)
    if writes.snoozes:
        await write_snoozes(tx, writes.snoozes, at=writes.changed_at)
    for end in writes.absence_ends:
        await end_absences(tx, end, at=writes.changed_at)
        await void_snoozes(tx, [end.person], at=writes.changed_at)
    if writes.absences:
        await write_absences(tx, writes.absences, at=writes.changed_at)


async def _write_traffic(tx: Tx, writes: Writes) -> None:
    voids = {(void.contact, void.fold_key) for void in writes.voids}
    voids |= {(row.contact, row.fold_key) for row in writes.outbox if row.fold_key}
    await run_many(tx, _VOID, [{"b_contact": contact, "b_fold_key": key} for contact, key in sorted(voids)])
    await run_many(tx, insert_into(outbox), outbox_rows(writes.outbox))
    kept = {dialog.contact: _dialog_row(dialog, writes) for dialog in writes.dialogs}
    await run_many(tx, upsert(tx, dialogs), list(kept.values()))
    await run_many(tx, upsert(tx, message_links), link_rows(writes.links))
    await _settle(tx, writes.inbox)


async def _settle(tx: Tx, settled: Sequence[InboxOutcome]) -> None:
    """Note what became of updates: nearly all came to the same end at the same instant, so a statement an end."""
    ends: dict[tuple[str, datetime], list[str]] = {}
    for row in settled:
        ends.setdefault((row.outcome, row.done_at), []).append(row.id)
    for (outcome, at), rows in ends.items():
        for some in portions(rows):
            await tx.execute(_SETTLE, {"some": some, "b_outcome": outcome, "b_done_at": at})


def event_rows(events: Iterable[Any]) -> Rows:
    """Rows of task_events."""
    return [
        {
            "task": row.task,
            "seq": row.seq,
            "event": row.event.value,
            "from_state": row.before.value if row.before else "",
            "to_state": row.after.value,
            "role": row.role.value,
            "person": row.person,
            "reason": row.reason,
            "undoes": row.undoes,
            "due_before": row.due_before,
            "at": row.at,
        }
        for row in events
    ]


def submission_row(row: Any) -> dict[str, Any]:  # noqa: ANN401  a NewSubmission; typed where it is made
    """One row of submissions."""
    return {
        "task": row.task,
        "number": row.number,
        "head_seq": row.head_seq,
        "body": body_to_json(row.values, row.left_out, row.turns),
        "person": row.person,
        "how": row.how,
        "at": row.at,
    }


def outbox_rows(rows: Iterable[OutboxRow]) -> Rows:
    """Rows of outbox, waiting; of several with one fold key only the last waits, and none that was made void."""
    ordered = list(rows)
    last = {(row.contact, row.fold_key): row.id for row in ordered if row.fold_key}

    def is_replaced(row: OutboxRow) -> bool:
        return bool(row.fold_key) and last[row.contact, row.fold_key] != row.id

    return [
        {
            "id": row.id,
            "contact": row.contact,
            "lane": row.lane,
            "kind": row.kind,
            "payload": row.payload,
            "links": [[link.part, link.task, link.place.question, link.place.instance, link.seq] for link in row.links],
            "fold_key": row.fold_key,
            "not_before_at": row.not_before_at,
            "expires_at": row.expires_at,
            "state": "dropped" if row.voided or is_replaced(row) else "waiting",
            "tries": 0,
            "message_ref": "",
            "error": "",
            "created_at": row.created_at,
        }
        for row in ordered
    ]


def link_rows(links: Iterable[Link]) -> Rows:
    """Rows of message_links; a later link to the same part of a message wins."""
    kept = {
        (link.contact, link.message_ref, link.part): {
            "contact": link.contact,
            "message_ref": link.message_ref,
            "part": link.part,
            "direction": link.direction,
            "task": link.task,
            "question": link.place.question,
            "instance": link.place.instance,
            "seq": link.seq,
        }
        for link in links
    }
    return list(kept.values())


def _dialog_row(dialog: Dialog, writes: Writes) -> dict[str, Any]:
    return {
        "contact": dialog.contact,
        "focus_task": dialog.focus_task,
        "focus_question": dialog.focus.question,
        "focus_instance": dialog.focus.instance,
        "mode": dialog.mode,
        "screen": dialog.screen,
        "screen_outbox": dialog.screen_outbox,
        "seen_seq": dialog.seen_seq,
        "state": dialog.state,
        "rev": dialog.rev,
        "changed_at": writes.changed_at,
    }


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401  a flat dataclass of storage/writes.py
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _bound(row: Any, key: str) -> dict[str, Any]:  # noqa: ANN401  a …Change of storage/writes.py
    return {f"b_{key}" if name == key else f"n_{name}": value for name, value in _plain(row).items()}


# built once: building and hashing a statement costs more than running it
_CHANGE_PERSON = (
    update(persons)
    .where(persons.c.id == bindparam("b_person"))
    .values(
        {
            name: func.coalesce(bindparam(f"n_{name}", type_=persons.c[name].type), persons.c[name])
            for name in ("name", "language", "zone", "consent_at", "erased_at")
        }
    )
)
_CHANGE_CONTACT = (
    update(contacts)
    .where(contacts.c.id == bindparam("b_contact"))
    .values(
        {
            name: func.coalesce(bindparam(f"n_{name}", type_=contacts.c[name].type), contacts.c[name])
            for name in ("person", "name", "state")
        }
    )
)
_END_MEMBERSHIP = (
    update(memberships)
    .where(
        memberships.c.person == bindparam("b_person"),
        memberships.c.plan == bindparam("b_plan"),
        memberships.c.actor == bindparam("b_actor"),
        memberships.c.to_at.is_(None),
    )
    .values(to_at=bindparam("b_to_at"))
)
_DECIDE_ACCESS = (
    update(access_requests)
    .where(access_requests.c.id == bindparam("b_id"), access_requests.c.decided_at.is_(None))
    .values(
        decided_at=bindparam("at"),
        decided_by=bindparam("by"),
        granted_role=bindparam("role"),
        granted_actor=bindparam("actor"),
    )
)
_MOVE_HEAD = update(tasks).where(tasks.c.id == bindparam("b_id")).values(head_seq=bindparam("head"))
_CHANGE_TASK = update(tasks).where(tasks.c.id == bindparam("b_id"))
_VOID = (
    update(outbox)
    .where(
        outbox.c.contact == bindparam("b_contact"),
        outbox.c.fold_key == bindparam("b_fold_key"),
        IS_WAITING,
    )
    .values(state="dropped")
)
_SETTLE = (
    update(inbox)
    .where(inbox.c.id.in_(bindparam("some", expanding=True)))
    .values(outcome=bindparam("b_outcome"), done_at=bindparam("b_done_at", type_=inbox.c.done_at.type))
)
