"""What must fit together in the rounds of a plan."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flows.faults import Fault
from flows.ladder import step_day
from flows.moments import read_moment
from flows.plan import Ask, Plan, Round
from flows.plan_checks import repeated
from flows.plan_cycles import cycles
from flows.plan_faults import quoted
from flows.plan_walk import asked_items, owners, tree_of

FIRST_YEAR, LAST_YEAR = 1990, 2200


def check_rounds(plan: Plan, forms: frozenset[str]) -> Iterator[Fault]:
    """Rounds with their asks.

    Args:
        plan: A plan whose parts may still have other faults.
        forms: Keys of the forms that exist.
    """
    rounds = {round_.key for round_ in plan.rounds}
    yield from repeated("rounds", (round_.key for round_ in plan.rounds))
    for number, round_ in enumerate(plan.rounds):
        where = f"rounds[{number}]"
        yield from _dates(where, round_)
        if round_.last and round_.last not in rounds:
            data = {"value": quoted(round_.last), "part": round_.key}
            yield Fault(code="plan.unknown_round", where=f"{where}.last", data=data)
        yield from repeated(f"{where}.asks", (ask.key for ask in round_.asks))
        yield from repeated(f"{where}.ladder", (step.key for step in round_.ladder))
        yield from _steps(where, round_)
        yield from _asks(where, plan, round_, forms)
    yield from _round_loops(plan)
    yield from _leads(plan)


def _dates(where: str, round_: Round) -> Iterator[Fault]:
    opening, period = round_.opens_at, round_.period
    opens_on = opening.date() if isinstance(opening, datetime) else opening
    days = {
        "opens_at": opens_on,
        "deadline_on": round_.deadline_on,
        "period.from_on": period.from_on,
        "period.to_on": period.to_on,
    }
    for field, day in days.items():
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            data = {"value": day.isoformat(), "part": round_.key, "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
            yield Fault(code="plan.far_date", where=f"{where}.{field}", data=data)
    if period.to_on < period.from_on:
        data = _two_days(round_, period.from_on, period.to_on)
        yield Fault(code="plan.period_backwards", where=f"{where}.period", data=data)
    if round_.deadline_on < opens_on:
        data = _two_days(round_, opens_on, round_.deadline_on)
        yield Fault(code="plan.deadline_before_opening", where=f"{where}.deadline_on", data=data)


def _steps(where: str, round_: Round) -> Iterator[Fault]:
    """Each step of the ladder has one moment."""
    for number, step in enumerate(round_.ladder):
        here = f"{where}.ladder[{number}]"
        if not step.when and step.days is None:
            yield Fault(code="plan.no_moment", where=f"{here}.when", data={"part": step.key})
        elif step.when and step.days is not None:
            yield Fault(code="plan.two_moments", where=f"{here}.days", data={"part": step.key})
        elif step.when and read_moment(step.when) is None:
            data = {"part": step.key, "value": quoted(step.when)}
            yield Fault(code="plan.bad_moment", where=f"{here}.when", data=data)
        elif step_day(step, round_, "CZ") > round_.deadline_on + timedelta(days=round_.grace_days):
            yield Fault(code="plan.step_too_late", where=here, data={"part": step.key})


def _two_days(round_: Round, first: date, last: date) -> dict[str, str]:
    return {"part": round_.key, "first": first.isoformat(), "last": last.isoformat()}


def _asks(where: str, plan: Plan, round_: Round, forms: frozenset[str]) -> Iterator[Fault]:
    known = {ask.key for ask in round_.asks}
    for number, ask in enumerate(round_.asks):
        here = f"{where}.asks[{number}]"
        if ask.form not in forms:
            data = {"value": quoted(ask.form), "part": ask.key, "known": ", ".join(sorted(forms))}
            yield Fault(code="plan.unknown_form", where=f"{here}.form", data=data)
        if ask.after and ask.after not in known:
            data = {"value": quoted(ask.after), "part": ask.key}
            yield Fault(code="plan.unknown_ask", where=f"{here}.after", data=data)
        yield from _subject(here, plan, ask)
    position = {ask.key: number for number, ask in enumerate(round_.asks)}
    for circle in cycles({ask.key: (ask.after,) for ask in round_.asks}):
        data = {"circle": " → ".join((*circle, circle[0])), "part": round_.key}
        yield Fault(code="plan.ask_loop", where=f"{where}.asks[{position[circle[0]]}].after", data=data)


def _subject(here: str, plan: Plan, ask: Ask) -> Iterator[Fault]:
    if ask.subject == "plan":
        return
    if not ask.tree and len(plan.trees) > 1:
        yield Fault(code="plan.which_tree", where=f"{here}.tree", data={"part": ask.key})
    elif ask.tree and ask.tree not in {tree.key for tree in plan.trees}:
        data = {"value": quoted(ask.tree), "part": ask.key}
        yield Fault(code="plan.unknown_tree", where=f"{here}.tree", data=data)
    elif ask.level > len(tree_of(plan, ask.tree).levels):
        data = {"part": ask.key, "level": str(ask.level), "levels": str(len(tree_of(plan, ask.tree).levels))}
        yield Fault(code="plan.level_too_deep", where=f"{here}.level", data=data)
    else:
        yield from _found(here, plan, ask)


def _found(here: str, plan: Plan, ask: Ask) -> Iterator[Fault]:
    """An ask, and every word of its filter, must find items."""
    alone = (ask.model_copy(update={"filter": (each,)}) for each in ask.filter)
    missing = [each.filter[0] for each in alone if not (asked_items(plan, each) or owning(plan, each))]
    for each in missing:
        where = f"{here}.filter[{ask.filter.index(each)}]"
        yield Fault(code="plan.empty_filter", where=where, data={"value": quoted(each), "part": ask.key})
    if not ask.filter and not asked_items(plan, ask):
        yield Fault(code="plan.nothing_asked", where=here, data={"part": ask.key})


def owning(plan: Plan, ask: Ask) -> tuple[str, ...]:
    """Actors whom an ask of actors finds by what they own."""
    return owners(plan, ask.filter) if ask.subject == "actor" else ()


def _leads(plan: Plan) -> Iterator[Fault]:
    """Items that some round asks of their lead, and that have none; each once."""
    trees = {tree.key for tree in plan.trees}
    asks = [ask for round_ in plan.rounds for ask in round_.asks if ask.subject == "item" and ask.role == "lead"]
    known = [ask for ask in asks if ask.tree in trees or (not ask.tree and len(trees) == 1)]
    wanted = {(item.tree, item.key) for ask in known for item in asked_items(plan, ask)}
    for number, item in enumerate(plan.items):
        if not item.lead and (item.tree, item.key) in wanted:
            data = {"part": item.key, "number": item.number, "title": quoted(item.title)}
            yield Fault(code="plan.no_lead", where=f"items[{number}].lead", data=data)


def _round_loops(plan: Plan) -> Iterator[Fault]:
    position = {round_.key: number for number, round_ in enumerate(plan.rounds)}
    for circle in cycles({round_.key: (round_.last,) for round_ in plan.rounds}):
        where = f"rounds[{position[circle[0]]}].last"
        yield Fault(code="plan.round_loop", where=where, data={"circle": " → ".join((*circle, circle[0]))})
