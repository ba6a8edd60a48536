"""Moments as a plan's author writes them: "-14d", "-3 working days", "last working day of January", "15. ledna"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TypeAlias, assert_never

from flows.working_days import add_working_days, is_working_day

_MONTHS = (
    ("january", "leden", "ledna", "lednu"),
    ("february", "únor", "února", "únoru"),
    ("march", "březen", "března", "březnu"),
    ("april", "duben", "dubna", "dubnu"),
    ("may", "květen", "května", "květnu"),
    ("june", "červen", "června", "červnu"),
    ("july", "červenec", "července", "červenci"),
    ("august", "srpen", "srpna", "srpnu"),
    ("september", "září", "září", "září"),
    ("october", "říjen", "října", "říjnu"),
    ("november", "listopad", "listopadu", "listopadu"),
    ("december", "prosinec", "prosince", "prosinci"),
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_TIME = re.compile(r"[ ,T]+(?:at |v |ve )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})$")
_SHIFT = re.compile(
    r"(?P<sign>[+-]?) ?(?P<count>\d{1,3}) ?"
    r"(?:(?P<plain>d|days?|den|dny|dní|dnů)|(?P<working>wd|working days?|pracovní den|pracovní dny|pracovních dn[íů]))"
)
_EDGE = re.compile(
    r"(?P<edge>first|last|první|poslední) (?P<kind>working day|day|pracovní den|den) "
    rf"(?:of |in |v |ve )?(?P<month>{_NAMES})"
)
_DAY_OF_MONTH = re.compile(rf"(?P<day>\d{{1,2}})\.? ?(?P<month>{_NAMES})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """So many days after the anchor, before it when negative."""

    days: int
    working: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthEdge:
    """The first or last day, or working day, of a month."""

    month: int
    last: bool
    working: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthDay:
    """A day of a month; one that a month does not have is its last."""

    month: int
    day: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OnDay:
    """A day of the calendar."""

    day: date


DayRule: TypeAlias = Shift | MonthEdge | MonthDay | OnDay


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A day by a rule, and the local time of day where one is written."""

    rule: DayRule
    at: time | None = None


def read_moment(text: str) -> Moment | None:
    """Read a moment in English or Czech; None where it is none."""
    rest = " ".join(text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").split())
    at = None
    if found := _TIME.search(rest):
        hour, minute = int(found["hour"]), int(found["minute"])
        if hour >= 24 or minute >= 60:
            return None
        at, rest = time(hour, minute), rest[: found.start()]
    rule = _rule(rest.lower())
    return None if rule is None else Moment(rule=rule, at=at)


def _rule(text: str) -> DayRule | None:
    if found := _SHIFT.fullmatch(text):
        days = int(found["count"])
        return Shift(days=-days if found["sign"] == "-" else days, working=found["working"] is not None)
    if found := _EDGE.fullmatch(text):
        return MonthEdge(
            month=_MONTH[found["month"]],
            last=found["edge"] in ("last", "poslední"),
            working=found["kind"] in ("working day", "pracovní den"),
        )
    if found := _DAY_OF_MONTH.fullmatch(text):
        day, month = int(found["day"]), _MONTH[found["month"]]
        return MonthDay(month=month, day=day) if 1 <= day <= monthrange(2024, month)[1] else None
    try:
        return OnDay(day=date.fromisoformat(text))
    except ValueError:
        return None


def day_of(rule: DayRule, anchor: date, *, country: str, after: bool) -> date:
    """Find the day that a rule means.

    Args:
        rule: The rule.
        anchor: The day from which is counted.
        country: Whose public holidays count.
        after: Of the days of a month: the first one after the anchor, else the last one up to it.
    """
    match rule:
        case Shift():
            if rule.working:
                return add_working_days(anchor, rule.days, country)
            return anchor + timedelta(days=rule.days)
        case OnDay():
            return rule.day
        case MonthEdge() | MonthDay():
            years = (anchor.year - 1, anchor.year, anchor.year + 1)
            days = [_in_year(rule, year, country) for year in years]
            return min(day for day in days if day > anchor) if after else max(day for day in days if day <= anchor)
        case _:
            assert_never(rule)


def _in_year(rule: MonthEdge | MonthDay, year: int, country: str) -> date:
    length = monthrange(year, rule.month)[1]
    if isinstance(rule, MonthDay):
        return date(year, rule.month, min(rule.day, length))
    day = date(year, rule.month, length if rule.last else 1)
    step = timedelta(days=-1 if rule.last else 1)
    while rule.working and not is_working_day(day, country):
        day += step
    return day
