from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows.plan import Plan, Round
from flows.rounds import closes_at, deadline_at, opens_at
from tests.plan_sample import sample


def moments(plan: Plan) -> tuple[datetime, datetime, datetime]:
    round_ = plan.rounds[0]
    return opens_at(round_, plan), deadline_at(round_, plan), closes_at(round_, plan)


def test_a_round_opens_at_local_midnight_and_ends_with_the_local_day() -> None:
    assert moments(sample()) == (
        datetime(2027, 1, 10, 23, tzinfo=UTC),
        datetime(2027, 1, 29, 23, tzinfo=UTC),
        datetime(2027, 1, 31, 23, tzinfo=UTC),
    )


def test_an_opening_with_a_time_is_in_the_zone_of_the_plan() -> None:
    opening, _, _ = moments(sample("opens_at = 2027-01-11", "opens_at = 2027-01-11T08:00:00"))
    assert opening == datetime(2027, 1, 11, 7, tzinfo=UTC)


def test_a_day_of_grace_over_the_change_of_clocks_is_a_whole_local_day() -> None:
    source = "deadline_on = 2027-01-29", "deadline_on = 2027-03-27"
    _, deadline, closing = moments(sample(*source))
    assert deadline == datetime(2027, 3, 27, 23, tzinfo=UTC)
    assert closing == datetime(2027, 3, 29, 22, tzinfo=UTC)


ZONES = ["Europe/Prague", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]


@given(st.dates(date(1990, 1, 1), date(2199, 1, 1)), st.integers(0, 366), st.sampled_from(ZONES))
def test_the_deadlines_day_belongs_to_the_round_in_every_zone(day: date, grace: int, zone: str) -> None:
    plan = sample().model_copy(update={"time_zone": zone})
    round_: Round = plan.rounds[0].model_copy(update={"opens_at": day, "deadline_on": day, "grace_days": grace})
    local = ZoneInfo(zone)
    assert opens_at(round_, plan).astimezone(local).date() == day
    last = deadline_at(round_, plan) - timedelta(microseconds=1)
    assert last.astimezone(local).date() == day
    end = closes_at(round_, plan) - timedelta(microseconds=1)
    assert end.astimezone(local).date() == day + timedelta(days=grace)
