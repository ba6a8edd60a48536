"""The ladder, and the rows that a round's calendar has."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.ladder import BUILT_IN, ladder_of, step_due_at
from flows.plan import Plan
from flows.plan_sending import Sending
from flows.steps import COORDINATORS, Addressee, Asked, WantedStep, wanted_steps
from flows.tasks import Role
from flows.working_days import is_working_day
from tests.plan_sample import changed, faults, sample

PRAGUE = ZoneInfo("Europe/Prague")
PETRA = Addressee(person="petra", role=Role.PARTNER, actor="klub")
JAN = Addressee(person="jan", role=Role.PARTNER, actor="urad")
ASKED = Asked(actors=("klub", "urad"))


def rows(plan: Plan, *people: Addressee, asked: Asked = ASKED) -> tuple[WantedStep, ...]:
    return wanted_steps(plan, plan.rounds[0], asked, people)


def local(row: WantedStep) -> str:
    return f"{row.due_at.astimezone(PRAGUE):%Y-%m-%d %H:%M}"


def with_ladder(steps: str) -> str:
    return changed("grace_days = 2", f"grace_days = 2\nladder = [{steps}]")


def test_a_plan_without_a_ladder_has_the_built_in_one() -> None:
    plan = sample()

    assert ladder_of(plan.rounds[0]) == BUILT_IN
    assert [(row.step, local(row)) for row in rows(plan, PETRA, JAN) if row.addressee == "petra"] == [
        ("opening", "2027-01-11 08:00"),
        ("two-weeks", "2027-01-15 09:00"),
        ("deputy", "2027-01-22 09:00"),
        ("week", "2027-01-22 09:00"),
        ("three-days", "2027-01-26 09:00"),
        ("last-call", "2027-01-28 09:00"),
    ]


def test_a_plan_may_want_nobody_reminded() -> None:
    plan = sample("grace_days = 2", "grace_days = 2\nremind = false")

    assert {row.step for row in rows(plan, PETRA)} == {"opening"}


def test_a_person_of_two_actors_has_one_row_a_step() -> None:
    both = Addressee(person="petra", role=Role.PARTNER, actor="urad")
    found = [row.step for row in rows(sample(), PETRA, both) if row.addressee == "petra" and not row.about]

    assert len(found) == len(set(found)) == 5


def test_the_deputy_and_the_first_contact_hear_of_it_the_same_minute() -> None:
    found = [row for row in rows(sample(), PETRA, JAN) if row.step == "deputy" and row.about == "klub"]

    assert {row.addressee for row in found} == {"petra", "jan"}
    assert len({row.due_at for row in found}) == 1


def test_an_actor_whom_nobody_has_joined_is_on_the_coordinators_call_list() -> None:
    found = rows(sample(), PETRA)
    lonely = [row for row in found if row.about == "urad"]

    assert {row.addressee for row in lonely} == {COORDINATORS}
    assert {row.step for row in lonely} == {"opening", "two-weeks", "week", "deputy", "three-days", "last-call"}


def test_somebody_who_cannot_be_written_to_counts_as_not_joined() -> None:
    blocked = Addressee(person="petra", role=Role.PARTNER, actor="klub", reachable=False)

    assert {row.addressee for row in rows(sample(), blocked)} == {COORDINATORS}


def test_a_head_is_never_written_to_by_the_machine_alone() -> None:
    plan = sample("grace_days = 2", 'grace_days = 2\nladder = [{ key = "h", act = "head", when = "-5d" }]')

    assert {row.addressee for row in rows(plan, PETRA, JAN) if row.step == "h"} == {COORDINATORS}


def test_an_extension_has_a_last_call_of_its_own() -> None:
    asked = Asked(actors=("klub", "urad"), later={"klub": date(2027, 2, 5)})
    found = [row for row in rows(sample(), PETRA, JAN, asked=asked) if row.occasion]

    assert [(row.step, row.addressee, row.about, local(row)) for row in found] == [
        ("last-call", "petra", "klub", "2027-02-04 09:00")
    ]


def test_a_person_abroad_is_written_to_by_their_own_clock() -> None:
    far = Addressee(person="petra", role=Role.PARTNER, actor="klub", zone="America/New_York")
    calls = [row for row in rows(sample(), far, JAN) if row.step == "last-call"]

    assert {row.addressee: row.due_at for row in calls} == {
        "petra": datetime(2027, 1, 28, 14, tzinfo=UTC),
        "jan": datetime(2027, 1, 28, 8, tzinfo=UTC),
    }


def test_a_short_round_leaves_out_what_would_come_with_the_opening() -> None:
    plan = sample("opens_at = 2027-01-11", "opens_at = 2027-01-25")

    assert [row.step for row in rows(plan, PETRA) if row.addressee == "petra"] == ["opening", "last-call"]


def test_nothing_is_due_on_a_holiday_in_a_round_over_christmas_and_easter() -> None:
    for opening, deadline in (("2026-12-07", "2026-12-28"), ("2027-03-08", "2027-03-31"), ("2026-10-12", "2026-10-30")):
        plan = sample(
            "opens_at = 2027-01-11\ndeadline_on = 2027-01-29", f"opens_at = {opening}\ndeadline_on = {deadline}"
        )
        for row in rows(plan, PETRA, JAN):
            due = row.due_at.astimezone(PRAGUE)
            assert is_working_day(due.date(), "CZ"), row
            assert due.time() in {time(8), time(9)}, row


def test_a_step_written_in_words_has_its_own_time() -> None:
    plan = sample(
        "grace_days = 2", 'grace_days = 2\nladder = [{ key = "r", act = "remind", when = "15 January 14:30" }]'
    )

    due = step_due_at(plan.rounds[0].ladder[0], plan.rounds[0], Sending(), PRAGUE)

    assert f"{due.astimezone(PRAGUE):%Y-%m-%d %H:%M}" == "2027-01-15 14:30"


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ('{ key = "a", act = "remind" }', ("plan.no_moment", "rounds[0].ladder[0].when")),
        ('{ key = "a", act = "remind", when = "-1d", days = -1 }', ("plan.two_moments", "rounds[0].ladder[0].days")),
        ('{ key = "a", act = "remind", when = "soon" }', ("plan.bad_moment", "rounds[0].ladder[0].when")),
        ('{ key = "a", act = "remind", when = "+9d" }', ("plan.step_too_late", "rounds[0].ladder[0]")),
        ('{ key = "a", act = "remind", when = "-1d", to = "x" }', ("plan.bad_choice", "rounds[0].ladder[0].to")),
    ],
)
def test_a_wrong_step_is_told_with_its_place(step: str, fault: tuple[str, str]) -> None:
    assert faults(with_ladder(step)) == {fault}


def test_a_wrong_window_is_told() -> None:
    wrong = changed(
        'kinds = ["klub"', 'sending = { from_at = 18:00:00, to_at = 08:00:00, country = "XX" }\nkinds = ["klub"'
    )

    assert faults(wrong) == {("plan.no_window", "sending.to_at"), ("plan.unknown_country", "sending.country")}
