"""Everything that will go out by itself: to whom and when, of open rounds and of those that have not begun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.calendar.stepping import act_of
from bot.intake.cards import PlanIndex
from flows.ladder import OPENING, ladder_of
from flows.plan import Round
from flows.plan_walk import tasks_expected
from flows.steps import COORDINATORS, Addressee, Asked, wanted_steps
from flows.tasks import Role
from storage.database import Tx
from storage.people import Member, load_addressees, load_members
from storage.rounds import RoundView, load_rounds
from storage.steps import load_steps

CLOSING = "closing"
ROLES = {"commentator": Role.COMMENTATOR, "coordinator": Role.COORDINATOR}


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """What happens at one moment.

    Attributes:
        act: What it is: "opening", an act of the ladder, "snooze", "closing".
        people: Names of the people who are written to.
        answering: The same people, each with the actor for whom they answer.
        to_call: Names of the actors whom a coordinator will be told to call.
        told: Names of the coordinators, where they are told something.
    """

    at: datetime
    round: str
    act: str
    people: tuple[str, ...] = ()
    answering: tuple[str, ...] = ()
    to_call: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


async def foresee(tx: Tx, index: PlanIndex, *, now: datetime) -> list[Foreseen]:
    """Give what is still to come of a plan, by time."""
    members = await load_members(tx, index.plan.key, at=now)
    people = await load_addressees(tx, index.plan.key, at=now)
    rounds = {one.key: one for one in index.plan.rounds}
    found: list[Foreseen] = []
    for view in await load_rounds(tx, index.plan.key):
        round_ = rounds.get(view.key)
        if round_ is None or view.state not in {"planned", "open"} or view.closes_at <= now:
            continue
        if view.state == "open":
            rows = await _open_rows(tx, view, round_)
        else:
            rows = _planned_rows(index, round_, people)
        found += _together(index, view, rows, members)
        found.append(Foreseen(at=view.closes_at, round=view.title, act=CLOSING, told=coordinators(members)))
    return sorted(found, key=lambda one: (one.at, one.round, one.act))


Row = tuple[datetime, str, str, str]
"""Moment, act, addressee, about whom."""


async def _open_rows(tx: Tx, view: RoundView, round_: Round) -> list[Row]:
    steps = {step.key: step for step in ladder_of(round_)}
    return [
        (row.due_at, act_of(row.step, steps.get(row.step)), row.addressee, row.about)
        for row in await load_steps(tx, [view.id])
        if row.state == "due" and not row.outbox
    ]


def _planned_rows(index: PlanIndex, round_: Round, people: Iterable[Addressee]) -> list[Row]:
    acts = {step.key: step.act for step in ladder_of(round_)}
    expected = tasks_expected(index.plan, round_)
    actors = {task.actor for task in expected if task.actor}
    roles = {ask.key: ROLES[ask.role] for ask in round_.asks if ask.role in ROLES}
    asked = Asked(
        actors=tuple(actor for actor in index.actors if actor in actors),
        roles=frozenset(roles[task.ask] for task in expected if task.ask in roles),
    )
    return [
        (row.due_at, OPENING if row.step == OPENING else acts[row.step], row.addressee, row.about)
        for row in wanted_steps(index.plan, round_, asked, people)
    ]


def _together(index: PlanIndex, view: RoundView, rows: Iterable[Row], members: Sequence[Member]) -> list[Foreseen]:
    """Put what happens at one moment by one act on one line."""
    together: dict[tuple[datetime, str], list[Row]] = {}
    for row in rows:
        together.setdefault(row[:2], []).append(row)
    names = {one.person: one.name for one in members}
    places = _places(index, members)
    told = coordinators(members)
    found = []
    for (at, act), theirs in together.items():
        people = tuple(dict.fromkeys(addressee for _, _, addressee, _ in theirs if addressee != COORDINATORS))
        called = dict.fromkeys(
            index.actors.get(about, "") for _, _, addressee, about in theirs if addressee == COORDINATORS
        )
        found.append(
            Foreseen(
                at=at,
                round=view.title,
                act=act,
                people=tuple(names.get(one, one) for one in people),
                answering=tuple(places.get(one, one) for one in people),
                to_call=tuple(name for name in called if name),
                told=told if called else (),
            )
        )
    return found


def coordinators(members: Iterable[Member]) -> tuple[str, ...]:
    """Name the coordinators who can be written to."""
    return tuple(
        dict.fromkeys(one.name for one in members if one.role is Role.COORDINATOR and one.contact_state == "active")
    )


def _places(index: PlanIndex, members: Iterable[Member]) -> dict[str, str]:
    """Give everybody's name with the actors for whom they answer."""
    actors: dict[str, dict[str, None]] = {}
    names: dict[str, str] = {}
    for one in members:
        names[one.person] = one.name
        actors.setdefault(one.person, {}).update({index.actors[one.actor]: None} if one.actor in index.actors else {})
    return {
        person: f"{name} ({', '.join(actors[person])})" if actors[person] else name for person, name in names.items()
    }
