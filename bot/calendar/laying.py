"""Laying the rows of a round's calendar: from the plan, its people and its tasks."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.conversation.scene import Mint
from bot.intake.cards import PlanIndex, last_day
from flows.decisions import extended_to
from flows.rounds import end_of_day
from flows.steps import COORDINATORS, Addressee, Asked, WantedStep, wanted_steps
from flows.tasks import Role
from flows.working_days import next_allowed
from storage.calls import load_later, load_open_counts
from storage.database import Tx
from storage.decisions import load_decisions
from storage.people import load_addressees
from storage.rounds import RoundView
from storage.steps import lay_steps

UNREACHABLE = "unreachable"
"""Key of the step that tells the coordinators, once, that a person can no longer be written to."""
Stamp: TypeAlias = tuple[object, ...]


async def lay_round(
    tx: Tx, index: PlanIndex, found: RoundView, *, now: datetime, mint: Mint, is_new_plan: bool = True
) -> None:
    """Lay the rows of one open round; safe to run again at any time."""
    round_ = next((one for one in index.plan.rounds if one.key == found.key), None)
    if round_ is None:
        return
    people = await load_addressees(tx, index.plan.key, at=now)
    asked = await asked_in(tx, index, found)
    wanted = wanted_steps(index.plan, round_, asked, people)
    gone = unreachable(index, asked, people, now)
    rows = (*wanted, *gone) if found.state != "closed" else tuple(row for row in wanted if row.occasion)
    await lay_steps(tx, found.id, rows, at=now, mint=mint, urgent=(UNREACHABLE,), is_new_plan=is_new_plan)


async def asked_in(tx: Tx, index: PlanIndex, found: RoundView) -> Asked:
    """Say who is asked in an open round."""
    keys = (await load_open_counts(tx, [found.id])).keys()
    actors = {actor for _, actor, _ in keys if actor}
    later = await load_later(tx, found.id)
    if found.state == "open" and (day := extended_to(await load_decisions(tx, index.plan.key), found.id)):
        later = {**dict.fromkeys(actors, end_of_day(day, index.plan)), **later}
    return Asked(
        actors=tuple(actor for actor in index.actors if actor in actors),
        roles=frozenset(role for _, actor, role in keys if not actor),
        later={actor: last_day(moment, index.plan) for actor, moment in later.items() if actor in actors},
    )


def unreachable(index: PlanIndex, asked: Asked, people: Iterable[Addressee], now: datetime) -> tuple[WantedStep, ...]:
    """Tell the coordinators of everybody who can no longer be written to and is asked something."""
    due_at = next_allowed(now, index.plan.sending, ZoneInfo(index.plan.time_zone))
    return tuple(
        WantedStep(step=UNREACHABLE, addressee=COORDINATORS, about=one.actor, occasion=one.person, due_at=due_at)
        for one in people
        if not one.reachable and one.role is Role.PARTNER and one.actor in asked.actors
    )
