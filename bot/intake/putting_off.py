"""Putting off and handing over as rows; and who could answer instead."""

from collections.abc import Sequence
from typing import assert_never

from bot.conversation.buttons import Verb, read_button
from bot.conversation.effects import BeAway, Return, Snooze
from bot.conversation.heard import Said, Tapped
from bot.conversation.stand_in import StandIn
from bot.conversation.state import Mode
from bot.intake.act import Act
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.tasks import Role
from storage.database import Tx
from storage.gathering import Row
from storage.people import load_members
from storage.writes import AbsenceEnd, NewAbsence, NewSnooze


def put_off_rows(act: Act, effect: Snooze | BeAway | Return) -> tuple[Row, ...]:
    """Turn one effect into rows."""
    person = act.person.person
    match effect:
        case Snooze():
            return tuple(
                NewSnooze(id=act.mint(), round=each, person=person, due_at=effect.until) for each in effect.rounds
            )
        case BeAway():
            away = NewAbsence(
                id=act.mint(), person=person, from_on=effect.from_on, to_on=effect.to_on, deputy=effect.deputy
            )
            return (away,)
        case Return():
            return (AbsenceEnd(person=person, last_on=effect.on),)
        case _:
            assert_never(effect)


async def load_colleagues(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load who could answer in the place of those who ask for it."""
    asking = {stage.people[one.chat].person for one in batch if one.chat in stage.people and asks(stage, one)}
    if not asking - {""}:
        return
    held = {
        person.person: [one for one in person.memberships if one.role is Role.PARTNER and one.holds_at(stage.now)]
        for person in stage.people.values()
        if person.person in asking
    }
    plans = {one.plan for places in held.values() for one in places} & stage.plans.keys()
    members = [
        one for plan in sorted(plans) for one in await load_members(tx, plan, at=stage.now, roles=[Role.PARTNER])
    ]
    found: dict[str, tuple[StandIn, ...]] = {}
    for person, places in held.items():
        mine = {(one.plan, one.actor) for one in places}
        others = {
            one.person: StandIn(
                person=one.person,
                contact=one.contact,
                language=one.language or stage.plans[one.plan].plan.language,
                name=one.name,
                actor_name=stage.plans[one.plan].actors.get(one.actor, ""),
            )
            for one in members
            if (one.plan, one.actor) in mine and one.person != person and one.contact_state == "active"
        }
        found[person] = tuple(others.values())
    stage.colleagues = found


def asks(stage: Stage, one: Incoming) -> bool:
    """Tell whether somebody hands over, or writes from when to when they are away."""
    match one.heard:
        case Tapped():
            tap = read_button(one.heard.data)
            return tap is not None and tap.verb is Verb.NOT_NOW
        case Said():
            return stage.dialogs[stage.people[one.chat].contact].mode is Mode.AWAY
        case _:
            return False
