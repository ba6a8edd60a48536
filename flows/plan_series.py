"""Rounds in short: a period by its name, days in words, and a round that comes back, written out one by one."""

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from flows.faults import Fault
from flows.moments import day_of, read_moment
from flows.periods import Every, NamedPeriod, read_period
from flows.plan_faults import quoted

Table: TypeAlias = dict[str, Any]
SHORT = ("every", "first", "times")
PERIOD_START = ("first day of the period", "první den období")
"""An opening with which answers can be given on any day of the period."""
TIMES, MOST_TIMES = 10, 60
"""How often a round comes back where the plan does not say, and at most."""


def write_out(data: Table) -> tuple[Fault, ...]:
    """Write the short forms of a plan's rounds out, in place; give what could not be understood.

    A round with `every` ("year", "half_year", "quarter", "month") stands for `times` rounds from the period `first`
    on; each has the period's name in its key and may have "{label}" in its title. A report that reads it is written
    out too, one for each of them.
    """
    rounds = _tables(data.get("rounds"))
    country = data["sending"].get("country", "CZ") if isinstance(data.get("sending"), dict) else "CZ"
    language = str(data.get("language", "cs"))
    faults = [fault for number, one in enumerate(rounds) for fault in _faults(f"rounds[{number}]", one)]
    if faults:
        return tuple(faults)
    written: dict[str, list[tuple[str, str]]] = {}
    later: list[Table] = []
    for one in rounds:
        series = _turns(one, language)
        for number, (turn, period) in enumerate(series):
            _settle_days(turn, period, language, str(country))
            if number:
                later.append(turn)
        if "every" in one:
            key = str(one.get("key", ""))
            written[key] = [(str(turn.get("key")), period.label(language)) for turn, period in series if period]
            one.clear()
            one.update(series[0][0])
    if later:
        data["rounds"] = [*data["rounds"], *later]
    _write_out_reports(data, written)
    return ()


def as_written(faults: tuple[Fault, ...], lengths: Mapping[str, int]) -> tuple[Fault, ...]:
    """Leave out the faults of later turns, which the first turn has too: the author wrote the round once.

    Args:
        faults: Faults found after `write_out`.
        lengths: How many "rounds" and "reports" there were before it.
    """
    kept = tuple(fault for fault in faults if not _is_later(fault.where, lengths))
    return kept or faults


def _is_later(where: str, lengths: Mapping[str, int]) -> bool:
    found = re.match(r"(rounds|reports)\[(\d+)\]", where)
    return found is not None and int(found[2]) >= lengths[found[1]]


def _tables(value: object) -> list[Table]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _faults(where: str, one: Table) -> Iterator[Fault]:
    part = {"part": quoted(one["key"])} if isinstance(one.get("key"), str) else {}
    period = one.get("first", one.get("period"))
    if "every" in one and one["every"] not in list(Every):
        data = {**part, "value": quoted(one["every"]), "expected": ", ".join(f"'{each}'" for each in Every)}
        yield Fault(code="plan.bad_choice", where=f"{where}.every", data=data)
    elif "every" in one and _first(one) is None:
        yield Fault(code="plan.bad_period", where=f"{where}.first", data={**part, "value": quoted(period)})
    elif isinstance(period, str) and read_period(period) is None:
        yield Fault(code="plan.bad_period", where=f"{where}.period", data={**part, "value": quoted(period)})
    if not isinstance(one.get("times", 1), int) or not 1 <= one.get("times", 1) <= MOST_TIMES:
        data = {**part, "value": quoted(one["times"]), "limit": str(MOST_TIMES)}
        yield Fault(code="plan.out_of_range", where=f"{where}.times", data=data)


def _first(one: Table) -> NamedPeriod | None:
    first = one.get("first", one.get("period"))
    period = read_period(str(first)) if isinstance(first, str | int) else None
    return period if period is not None and period.every == one["every"] else None


def _turns(one: Table, language: str) -> list[tuple[Table, NamedPeriod | None]]:
    """Give the rounds that one stands for, with their named periods where they have one."""
    if "every" not in one:
        period = one.get("period")
        return [(one, read_period(period) if isinstance(period, str) else None)]
    first = _first(one)
    if first is None:
        raise AssertionError("looked at before")
    key, before = str(one.get("key", "")), one.get("last", "")
    turns: list[tuple[Table, NamedPeriod | None]] = []
    for count in range(int(one.get("times", TIMES))):
        period = first.later(count)
        turn = {name: copy.deepcopy(value) for name, value in one.items() if name not in SHORT}
        turn |= {"key": f"{key}-{period.name}", "last": before, "period": period.name}
        if isinstance(one.get("title"), str):
            turn["title"] = one["title"].replace("{label}", period.label(language))
        before = turn["key"]
        turns.append((turn, period))
    return turns


def _settle_days(turn: Table, period: NamedPeriod | None, language: str, country: str) -> None:
    """Put days for words: the deadline is counted from the period's end, the opening from the deadline.

    "1 December" as the opening is the last one before the deadline, "31 January" as the deadline the first one after
    the period. What is no moment stays and is a fault of the date.
    """
    if period is not None:
        label = period.label(language)
        turn["period"] = {"from_on": period.from_on, "to_on": period.to_on, "label": label}
    table = turn.get("period")
    end = table.get("to_on") if isinstance(table, dict) else None
    if isinstance(end, str):
        end = _iso_day(end)
    if not isinstance(end, date):
        return
    deadline = _day(turn.get("deadline_on"), end, country, after=True)
    if deadline is not None:
        turn["deadline_on"] = deadline
    if period is not None and str(turn.get("opens_at")).strip().lower() in PERIOD_START:
        turn["opens_at"] = period.from_on
    known = turn.get("deadline_on")
    anchor = known if isinstance(known, date) else _iso_day(str(known))
    opening = _day(turn.get("opens_at"), anchor, country, after=False) if anchor is not None else None
    if opening is not None:
        turn["opens_at"] = opening


def _day(written: object, anchor: date, country: str, *, after: bool) -> date | datetime | None:
    if not isinstance(written, str) or _iso_day(written) is not None:
        return None
    moment = read_moment(written)
    if moment is None:
        return None
    day = day_of(moment.rule, anchor, country=country, after=after)
    return datetime.combine(day, moment.at) if moment.at is not None and not after else day


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _write_out_reports(data: Table, written: dict[str, list[tuple[str, str]]]) -> None:
    later: list[Table] = []
    for report in _tables(data.get("reports")):
        read = report.get("rounds")
        if not isinstance(read, list) or not any(key in written for key in read if isinstance(key, str)):
            continue
        made = [_report_turn(report, read, written, turn) for turn in range(_turns_of(read, written))]
        later += made[1:]
        report.clear()
        report.update(made[0])
    if later:
        data["reports"] = [*data["reports"], *later]


def _turns_of(read: list[Any], written: dict[str, list[tuple[str, str]]]) -> int:
    return min(len(written[key]) for key in read if key in written)


def _report_turn(report: Table, read: list[Any], written: dict[str, list[tuple[str, str]]], turn: int) -> Table:
    made = copy.deepcopy(report)
    made["rounds"] = [written[key][turn][0] if key in written else key for key in read]
    series = next(key for key in read if key in written)
    key, label = written[series][turn]
    made["key"] = f"{report.get('key', '')}{key.removeprefix(series)}"
    if isinstance(report.get("title"), str):
        made["title"] = report["title"].replace("{label}", label)
    return made
