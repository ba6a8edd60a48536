"""The ladder of a round: its steps in order, and when each is due."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.moments import day_of, read_moment
from flows.plan_round import Round, Step
from flows.plan_sending import Sending
from flows.working_days import at_local_time, next_allowed

OPENING = "opening"
"""Key of the step that says that the round has begun; every round has it."""
BUILT_IN = (
    Step(key="two-weeks", act="remind", when="-14d"),
    Step(key="week", act="remind", when="-7d"),
    Step(key="deputy", act="deputy", when="-5 working days"),
    Step(key="three-days", act="remind", when="-3 working days"),
    Step(key="coordinator", act="coordinator", when="-2 working days"),
    Step(key="last-call", act="last_call", when="-1 working day"),
)
"""For a plan that names none."""
REST = timedelta(days=2)
"""A reminder that would come so soon after the opening, or earlier, is left out."""


def ladder_of(round_: Round) -> tuple[Step, ...]:
    """Give the steps of a round, in the plan's order; none where the plan wants nobody reminded."""
    if not round_.remind:
        return ()
    return round_.ladder or BUILT_IN


def step_day(step: Step, round_: Round, country: str, *, deadline: date | None = None) -> date:
    """Give the local day of a step.

    Args:
        step: A checked step.
        round_: Its round.
        country: Whose public holidays count.
        deadline: Another deadline than the round's, for an actor with an extension.
    """
    opening = round_.opens_at
    opens_on = opening.date() if isinstance(opening, datetime) else opening
    anchor = opens_on if step.anchor == "opening" else deadline or round_.deadline_on
    moment = read_moment(step.when) if step.when else None
    if moment is not None:
        return day_of(moment.rule, anchor, country=country, after=step.anchor == "opening")
    rule = read_moment(f"{step.days or 0}{'wd' if step.working_days else 'd'}")
    if rule is None:
        raise AssertionError("a number of days is a moment")
    return day_of(rule.rule, anchor, country=country, after=False)


def step_time(step: Step) -> time:
    """Give the local time of day of a step."""
    moment = read_moment(step.when) if step.when else None
    return moment.at if moment is not None and moment.at is not None else step.at


def step_due_at(
    step: Step, round_: Round, sending: Sending, zone: ZoneInfo, *, deadline: date | None = None
) -> datetime:
    """Give the instant at which a person in a zone may hear of a step; never outside the plan's window."""
    day = step_day(step, round_, sending.country, deadline=deadline)
    return next_allowed(at_local_time(day, step_time(step), zone), sending, zone)


def is_too_soon(step: Step, due_at: datetime, opens_at: datetime) -> bool:
    """Tell whether a reminder would tread on the opening's heels; the last call never does."""
    return step.act != "last_call" and due_at < opens_at + REST
