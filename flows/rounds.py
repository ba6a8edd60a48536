"""When a round opens, is due and closes: the plan's local days as UTC instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.plan import Plan, Round


def opens_at(round_: Round, plan: Plan) -> datetime:
    """The moment of opening; a day without a time opens at its local midnight."""
    opening = round_.opens_at
    moment = opening if isinstance(opening, datetime) else datetime.combine(opening, time())
    return moment.replace(tzinfo=ZoneInfo(plan.time_zone)).astimezone(UTC)


def deadline_at(round_: Round, plan: Plan) -> datetime:
    """The end of the deadline's local day: its first moment that is too late."""
    return end_of_day(round_.deadline_on, plan)


def closes_at(round_: Round, plan: Plan) -> datetime:
    """The end of the last local day of grace: from then on nothing is taken."""
    return end_of_day(round_.deadline_on + timedelta(days=round_.grace_days), plan)


def end_of_day(day: date, plan: Plan) -> datetime:
    """Give the midnight after a local day, the first moment that is too late.

    Added as a date: a day of clock change has not 24 hours.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(plan.time_zone))
    return midnight.astimezone(UTC)
