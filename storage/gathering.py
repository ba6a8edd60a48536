"""What acts write, row by row as it happened, gathered into one batch's `Writes`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, TypeAlias, get_args, get_type_hints

from storage.answer_tables import TableSettled
from storage.approvals import NewApproval
from storage.coordination_writes import CoordinationWrite
from storage.report_text import ReportText
from storage.views import Dialog, Link
from storage.writes import (
    AbsenceEnd,
    AccessDecision,
    ContactChange,
    InboxOutcome,
    InviteUse,
    MembershipEnd,
    NewAbsence,
    NewAccessRequest,
    NewAttachment,
    NewContact,
    NewMembership,
    NewPerson,
    NewReview,
    NewRoundEvent,
    NewSnooze,
    NewSubmission,
    OutboxRow,
    OutboxVoid,
    PersonChange,
    RegisterUpdate,
    RevisionRow,
    TaskChange,
    TaskEventRow,
    Writes,
)

Row: TypeAlias = (
    NewPerson
    | NewContact
    | PersonChange
    | ContactChange
    | NewMembership
    | MembershipEnd
    | InviteUse
    | NewAccessRequest
    | AccessDecision
    | TaskChange
    | RevisionRow
    | NewSubmission
    | RegisterUpdate
    | NewReview
    | ReportText
    | TableSettled
    | TaskEventRow
    | NewAttachment
    | NewRoundEvent
    | NewApproval
    | CoordinationWrite
    | NewSnooze
    | NewAbsence
    | AbsenceEnd
    | Dialog
    | OutboxVoid
    | OutboxRow
    | Link
    | InboxOutcome
)
"""Whatever an act may write; each kind has its place in one field of `Writes`."""


def _places() -> dict[type, str]:
    """Find the field of each kind of row: `tuple[kind, ...]`, or `tuple[kind | kind, ...]`."""
    hints = get_type_hints(Writes)
    held = {each.name: get_args(hints[each.name])[0] for each in fields(Writes) if each.name != "changed_at"}
    return {kind: name for name, kinds in held.items() for kind in get_args(kinds) or (kinds,)}


PLACES = _places()


def gathered(changed_at: datetime, rows: Sequence[Row]) -> Writes:
    """Gather rows, given in the order in which they happened; a message that a later row makes void is marked so."""
    lists: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        lists[PLACES[type(row)]].append(row)
    if "voids" in lists:
        lists["outbox"] = [*_after_voids(rows)]
    found: dict[str, Any] = {name: tuple(held) for name, held in lists.items()}
    return Writes(changed_at=changed_at, **found)


def _after_voids(rows: Sequence[Row]) -> list[OutboxRow]:
    outbox: list[OutboxRow] = []
    gone: set[tuple[str, str]] = set()
    for row in reversed(rows):
        if isinstance(row, OutboxVoid):
            gone.add((row.contact, row.fold_key))
        elif isinstance(row, OutboxRow):
            is_gone = row.fold_key and (row.contact, row.fold_key) in gone
            outbox.append(replace(row, voided=True) if is_gone else row)
    outbox.reverse()
    return outbox
