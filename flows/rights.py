"""Who may do what: the one table of role × action, asked at every entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from flows.tasks import Refusal, Role


class Action(StrEnum):
    """What somebody wants to do."""

    SEE = "see"
    ANSWER = "answer"
    SUBMIT = "submit"
    DISOWN = "disown"
    MARK_NOT_APPLICABLE = "mark_not_applicable"
    ASK_TOWN = "ask_town"
    SEE_STATUS = "see_status"
    SEE_HISTORY = "see_history"
    MAKE_REPORT = "make_report"
    GET_REPORT = "get_report"
    INVITE = "invite"
    DECIDE_ACCESS = "decide_access"
    NUDGE = "nudge"
    RETURN = "return"
    APPROVE = "approve"
    ANSWER_ON_BEHALF = "answer_on_behalf"
    EXTEND = "extend"
    HAND_OVER = "hand_over"
    REOPEN = "reopen"
    CLOSE = "close"
    CANCEL = "cancel"
    IMPORT_PLAN = "import_plan"
    APPOINT_COORDINATOR = "appoint_coordinator"


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """A person's place in a plan.

    Attributes:
        person: Id of the person.
        plan: Key of the plan.
        role: What they are there.
        actor: Key of the actor they answer for; "" for a role that answers for none.
        from_at: First instant of validity.
        to_at: First instant after it; None = until further notice.
    """

    person: str
    plan: str
    role: Role
    actor: str = ""
    from_at: datetime
    to_at: datetime | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether the membership is valid at an instant (aware UTC)."""
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


@dataclass(frozen=True, kw_only=True, slots=True)
class OnTask:
    """A task as the rights see it.

    Attributes:
        plan: Key of the plan.
        actor: Key of the actor whose task it is; "" where the ask is put to a role and not to an actor.
        role: Whom the ask addresses: partner (lead and contributor), commentator or coordinator.
    """

    plan: str
    actor: str
    role: Role = Role.PARTNER


@dataclass(frozen=True, kw_only=True, slots=True)
class OnPlan:
    """A plan as a whole."""

    plan: str


Subject: TypeAlias = OnTask | OnPlan

_OWN = frozenset({Action.SEE, Action.ANSWER, Action.SUBMIT, Action.MARK_NOT_APPLICABLE, Action.SEE_HISTORY})
_ANYWHERE = frozenset(Action) - {Action.IMPORT_PLAN, Action.APPOINT_COORDINATOR}
OWN_TASKS: dict[Role, frozenset[Action]] = {
    Role.PARTNER: _OWN | {Action.DISOWN},
    Role.COMMENTATOR: _OWN,
    Role.COORDINATOR: _OWN,
    Role.READER: frozenset(),
    Role.ADMIN: frozenset(),
    Role.PROGRAM: frozenset(),
}
"""What a role may do with a task that is addressed to it."""
WHOLE_PLAN: dict[Role, frozenset[Action]] = {
    Role.PARTNER: frozenset({Action.ASK_TOWN, Action.GET_REPORT}),
    Role.COMMENTATOR: frozenset({Action.SEE, Action.ASK_TOWN, Action.SEE_STATUS, Action.GET_REPORT}),
    Role.READER: frozenset({Action.SEE, Action.SEE_STATUS, Action.GET_REPORT}),
    Role.COORDINATOR: (_ANYWHERE - {Action.DISOWN, Action.ANSWER, Action.SUBMIT}) | {Action.IMPORT_PLAN},
    Role.ADMIN: frozenset(
        {Action.SEE_STATUS, Action.MAKE_REPORT, Action.INVITE, Action.IMPORT_PLAN, Action.APPOINT_COORDINATOR}
    ),
    Role.PROGRAM: frozenset(),
}
"""What a role may do with the plan and with every task in it."""


def may(memberships: Iterable[Membership], action: Action, subject: Subject, at: datetime) -> Membership | Refusal:
    """Say by which membership an action is allowed, or that it is not.

    The membership tells the caller in which role the person acts (for `flows.tasks.change`).

    Args:
        memberships: All of one person's, valid or not; the function looks at the dates.
        action: What is wanted.
        subject: The task or the plan.
        at: Now, aware UTC.

    Returns:
        The first fitting membership, one that owns the task before one over the whole plan;
        Refusal "rights.stranger" (none in this plan) or "rights.not_allowed".
    """
    here = [member for member in memberships if member.plan == subject.plan and member.holds_at(at)]
    if not here:
        return Refusal(code="rights.stranger")
    for member in here:
        if isinstance(subject, OnTask) and _owns(member, subject) and action in OWN_TASKS[member.role]:
            return member
    for member in here:
        if action in WHOLE_PLAN[member.role]:
            return member
    return Refusal(code="rights.not_allowed")


def _owns(member: Membership, task: OnTask) -> bool:
    if member.role is not task.role:
        return False
    if task.actor:
        return member.actor == task.actor
    return task.role is not Role.PARTNER
