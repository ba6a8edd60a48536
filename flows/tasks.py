"""The states of a task and the one function that changes them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    STARTED = "started"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CORRECTED = "corrected"
    APPROVED = "approved"
    NOT_SUPPLIED = "not_supplied"
    NOT_APPLICABLE = "not_applicable"
    CANCELLED = "cancelled"


class TaskEvent(StrEnum):
    """What can happen to a task; each event is a row of its history.

    Attributes:
        OPENED: The task came to be; never happens to one that exists.
        ANSWERED: An answer was written, changed or emptied.
        SUBMITTED: Sent, or sent again; by the program: taken over at closing "without the partner's confirmation".
        RETURNED: Sent back with a reason.
        CORRECTED: Sent again after a return; SUBMITTED means the same there.
        KEPT: After a return the author keeps the answer and explains it.
        APPROVED: Accepted by the coordinator.
        UNDONE: Another event is taken back; the state before it returns.
        CLOSED_MISSING: The round closed and nothing was sent.
        MARKED_NOT_APPLICABLE: It does not apply in this round; by the program: its plan had ended early.
        DISOWNED: "Nepatří nám"; the state stays, reminders pause until someone decides.
        RECLAIMED: "Patří nám" or the coordinator's "Zůstává jim"; takes DISOWNED back.
        HANDED_OVER: Another actor answers instead, with a task of its own.
        EXTENDED: A later date for this task alone; by the program: its actor goes on after the end.
        REOPENED: A closed, cancelled or not applicable task may be answered again.
        CANCELLED: The item was retired.
    """

    OPENED = "opened"
    ANSWERED = "answered"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CORRECTED = "corrected"
    KEPT = "kept"
    APPROVED = "approved"
    UNDONE = "undone"
    CLOSED_MISSING = "closed_missing"
    MARKED_NOT_APPLICABLE = "marked_not_applicable"
    DISOWNED = "disowned"
    RECLAIMED = "reclaimed"
    HANDED_OVER = "handed_over"
    EXTENDED = "extended"
    REOPENED = "reopened"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """In what capacity somebody acts; PROGRAM is the calendar and the importer."""

    PARTNER = "partner"
    COORDINATOR = "coordinator"
    COMMENTATOR = "commentator"
    READER = "reader"
    ADMIN = "admin"
    PROGRAM = "program"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Something may not be done.

    Attributes:
        code: Stable name of the reason, e.g. "task.approved"; the words live in templates/.
    """

    code: str


S, E = TaskState, TaskEvent
_AUTHORS = frozenset({Role.PARTNER, Role.COMMENTATOR, Role.COORDINATOR})
_HELD = frozenset({S.OPEN, S.STARTED, S.RETURNED, S.NOT_SUPPLIED})
_SENT = frozenset({S.SUBMITTED, S.CORRECTED, S.APPROVED})
_BY: dict[TaskEvent, frozenset[Role]] = {
    E.OPENED: frozenset({Role.PROGRAM, Role.COORDINATOR}),
    E.ANSWERED: _AUTHORS | {Role.PROGRAM},
    E.SUBMITTED: _AUTHORS | {Role.PROGRAM},
    E.RETURNED: frozenset({Role.COORDINATOR}),
    E.CORRECTED: _AUTHORS,
    E.KEPT: _AUTHORS,
    E.APPROVED: frozenset({Role.COORDINATOR}),
    E.UNDONE: _AUTHORS,
    E.CLOSED_MISSING: frozenset({Role.PROGRAM, Role.COORDINATOR}),
    E.MARKED_NOT_APPLICABLE: _AUTHORS | {Role.PROGRAM},
    E.DISOWNED: _AUTHORS,
    E.RECLAIMED: _AUTHORS,
    E.HANDED_OVER: frozenset({Role.COORDINATOR}),
    E.EXTENDED: frozenset({Role.COORDINATOR, Role.PROGRAM}),
    E.REOPENED: frozenset({Role.COORDINATOR, Role.PROGRAM}),
    E.CANCELLED: frozenset({Role.COORDINATOR, Role.PROGRAM}),
}


def change(
    state: TaskState, event: TaskEvent, role: Role, *, before: TaskState | None = None, begun: bool = False
) -> TaskState | Refusal:
    """Say what state a task is in after an event, or why the event may not happen.

    Total: every (state, event, role) has an answer. An event that leaves the state as it is returns the same state.

    Args:
        state: The state now.
        event: What happens.
        role: Who does it. Whether the person has that role here is decided in flows/rights.py.
        before: For UNDONE only: the state before the event that is taken back.
        begun: For REOPENED only: whether there are answers already, with which it goes on.

    Raises:
        ValueError: UNDONE without `before`; the caller forgot which event it takes back.
    """
    if role not in _BY[event]:
        return Refusal(code="task.role")
    if event is E.UNDONE:
        return _undone(state, role, before)
    if state is S.CANCELLED and event is not E.REOPENED:
        return Refusal(code="task.cancelled")
    return _allowed(state, event, role, begun=begun)


def _undone(state: TaskState, role: Role, before: TaskState | None) -> TaskState | Refusal:
    if before is None:
        raise ValueError("an undo must name the state before the event that it takes back")
    if role is not Role.COORDINATOR and state in {S.APPROVED, S.RETURNED, S.CANCELLED, S.NOT_SUPPLIED}:
        return Refusal(code="task.decided_by_coordinator")
    return before


def _allowed(  # noqa: C901, PLR0912  one line an event
    state: TaskState, event: TaskEvent, role: Role, *, begun: bool
) -> TaskState | Refusal:
    match event:
        case E.OPENED:
            return Refusal(code="task.exists")
        case E.ANSWERED:
            return _answered(state, role)
        case E.SUBMITTED | E.CORRECTED | E.KEPT:
            return _sent(state, event, role)
        case E.RETURNED | E.APPROVED:
            return _reviewed(state, event)
        case E.CLOSED_MISSING:
            return S.NOT_SUPPLIED if state in {S.OPEN, S.STARTED} else Refusal(code="task.nothing_missing")
        case E.MARKED_NOT_APPLICABLE:
            return _not_applicable(state, role)
        case E.DISOWNED:
            return state if state in _HELD else Refusal(code="task.already_sent")
        case E.HANDED_OVER:
            return S.CANCELLED if state in _HELD else Refusal(code="task.already_sent")
        case E.RECLAIMED:
            return state
        case E.EXTENDED:
            return S.STARTED if state is S.NOT_SUPPLIED else state
        case E.REOPENED:
            return _reopened(state, begun=begun)
        case E.CANCELLED:
            return S.CANCELLED
        case E.UNDONE:
            raise AssertionError("answered before")
        case _:
            assert_never(event)


def _answered(state: TaskState, role: Role) -> TaskState | Refusal:
    if state is S.APPROVED and role is not Role.COORDINATOR:
        return Refusal(code="task.approved")
    if state in {S.OPEN, S.NOT_SUPPLIED, S.NOT_APPLICABLE}:
        return S.STARTED
    return state


def _sent(state: TaskState, event: TaskEvent, role: Role) -> TaskState | Refusal:
    if role is Role.PROGRAM:
        return S.SUBMITTED if state is S.STARTED else Refusal(code="task.nothing_to_take_over")
    if event in {E.CORRECTED, E.KEPT} and state is not S.RETURNED:
        return Refusal(code="task.not_returned")
    if state is S.APPROVED and role is not Role.COORDINATOR:
        return Refusal(code="task.approved")
    return S.CORRECTED if state in {S.RETURNED, S.CORRECTED} else S.SUBMITTED


def _reviewed(state: TaskState, event: TaskEvent) -> TaskState | Refusal:
    to = S.RETURNED if event is E.RETURNED else S.APPROVED
    if state is to:
        return Refusal(code=f"task.already_{to}")
    return to if state in _SENT else Refusal(code="task.not_submitted")


def _not_applicable(state: TaskState, role: Role) -> TaskState | Refusal:
    if state is S.NOT_APPLICABLE:
        return Refusal(code="task.already_not_applicable")
    if state in _SENT and role is not Role.COORDINATOR:
        return Refusal(code="task.already_sent")
    return S.NOT_APPLICABLE


def _reopened(state: TaskState, *, begun: bool) -> TaskState | Refusal:
    if state in {S.NOT_SUPPLIED, S.NOT_APPLICABLE, S.CANCELLED}:
        return S.STARTED if begun else S.OPEN
    return S.SUBMITTED if state is S.APPROVED else Refusal(code="task.not_closed")
