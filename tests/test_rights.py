"""The table of roles and actions."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from flows.rights import OWN_TASKS, WHOLE_PLAN, Action, Membership, OnPlan, OnTask, may
from flows.tasks import Refusal, Role

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)


def member(role: Role, actor: str = "", plan: str = "kamenov") -> Membership:
    return Membership(person="p", plan=plan, role=role, actor=actor, from_at=NOW - timedelta(days=1))


def test_a_partner_answers_only_the_tasks_of_their_own_actor() -> None:
    kotva = (member(Role.PARTNER, "kotva"),)

    assert isinstance(may(kotva, Action.ANSWER, OnTask(plan="kamenov", actor="kotva"), NOW), Membership)
    assert may(kotva, Action.ANSWER, OnTask(plan="kamenov", actor="policie"), NOW) == Refusal(code="rights.not_allowed")
    assert may(kotva, Action.ANSWER, OnTask(plan="lipov", actor="kotva"), NOW) == Refusal(code="rights.stranger")


def test_who_answers_for_two_actors_may_answer_both() -> None:
    both = (member(Role.PARTNER, "kotva"), member(Role.PARTNER, "policie"))

    for actor in ("kotva", "policie"):
        allowed = may(both, Action.SUBMIT, OnTask(plan="kamenov", actor=actor), NOW)
        assert isinstance(allowed, Membership)
        assert allowed.actor == actor


def test_a_membership_counts_only_between_its_dates() -> None:
    ended = Membership(person="p", plan="kamenov", role=Role.COORDINATOR, from_at=NOW - timedelta(days=9), to_at=NOW)
    future = Membership(person="p", plan="kamenov", role=Role.COORDINATOR, from_at=NOW + timedelta(seconds=1))

    for membership in (ended, future):
        assert may((membership,), Action.SEE_STATUS, OnPlan(plan="kamenov"), NOW) == Refusal(code="rights.stranger")
    assert isinstance(may((ended,), Action.SEE_STATUS, OnPlan(plan="kamenov"), NOW - timedelta(seconds=1)), Membership)


def test_a_coordinator_writes_on_behalf_but_never_as_the_partner() -> None:
    task = OnTask(plan="kamenov", actor="kotva")
    eva = (member(Role.COORDINATOR),)

    assert isinstance(may(eva, Action.ANSWER_ON_BEHALF, task, NOW), Membership)
    assert may(eva, Action.ANSWER, task, NOW) == Refusal(code="rights.not_allowed")


def test_an_ask_put_to_a_role_is_answered_by_whoever_has_it() -> None:
    task = OnTask(plan="kamenov", actor="", role=Role.COMMENTATOR)

    assert isinstance(may((member(Role.COMMENTATOR),), Action.ANSWER, task, NOW), Membership)
    assert may((member(Role.PARTNER),), Action.ANSWER, task, NOW) == Refusal(code="rights.not_allowed")


REPORTS = (Action.SEE_STATUS, Action.MAKE_REPORT, Action.INVITE, Action.NUDGE, Action.RETURN, Action.APPROVE)


@pytest.mark.parametrize(("role", "action"), list(product([Role.PARTNER, Role.COMMENTATOR, Role.READER], REPORTS)))
def test_only_coordinators_and_admins_run_the_round(role: Role, action: Action) -> None:
    allowed = may((member(role, "kotva"),), action, OnPlan(plan="kamenov"), NOW)

    expected = action is Action.SEE_STATUS and role in {Role.COMMENTATOR, Role.READER}
    assert isinstance(allowed, Membership) is expected


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_every_role_and_action_has_an_answer(role: Role, action: Action) -> None:
    on_plan = may((member(role),), action, OnPlan(plan="kamenov"), NOW)

    assert isinstance(on_plan, Membership) is (action in WHOLE_PLAN[role])
    assert set(OWN_TASKS) == set(WHOLE_PLAN) == set(Role)


def test_coordinators_are_appointed_by_the_administrator_only() -> None:
    assert [role for role in Role if Action.APPOINT_COORDINATOR in WHOLE_PLAN[role] | OWN_TASKS[role]] == [Role.ADMIN]
