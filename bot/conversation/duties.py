"""Who answers when nothing was heard: the deputy takes over, the head is written to after a coordinator's tap (B5)."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.calendar_cards import StepCard
from bot.conversation.effects import ClaimOnce, TakeDuty, TellButton
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal
from flows.wording.days import date_long


def card_of(scene: Scene, step: str) -> StepCard | None:
    """Find the row that a button names, if it is the person's own."""
    card = scene.surrounds.steps.get(step)
    return card if card is not None and card.addressee == scene.person.person else None


def take_duty(scene: Scene, step: str) -> None:
    """The deputy answers for the actor from now on; the coordinators are told."""
    card = card_of(scene, step)
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    held = any(
        one.plan == card.plan and one.actor == card.actor and one.holds_at(scene.now)
        for one in scene.person.memberships
    )
    if not held:
        scene.effects.append(TakeDuty(plan=card.plan, actor=card.actor))
        scene.tell(card.plan, "told_duty_taken", {"actor": card.actor_name, "name": scene.person.name})
        told: TellButton = ("go_on", button_data(Verb.BEGIN), {})
        data = {"name": scene.person.name}
        scene.tell_actor(card.plan, card.actor, "told_colleague_takes", data, buttons=(told,))
    begin = Button(label=scene.words.label("begin"), data=button_data(Verb.BEGIN))
    scene.say("duty_taken", rows=((begin,),), actor=card.actor_name)


def leave_duty(scene: Scene, step: str) -> None:
    """The deputy leaves it to the first contact."""
    card = card_of(scene, step)
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
    else:
        scene.say("duty_left")


def write_to_head(scene: Scene, step: str) -> None:
    """Send what was prepared for the head of another organisation; once, whoever taps."""
    card = scene.surrounds.steps.get(step)
    rights = may(scene.person.memberships, Action.NUDGE, OnPlan(plan=card.plan), scene.now) if card else None
    if card is None or rights is None or isinstance(rights, Refusal):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    if card.is_used or not card.head:
        scene.say("done_already")
        return
    scene.effects.append(ClaimOnce(round=card.round, what=f"head:{card.id}"))
    today = scene.now.astimezone(scene.town_zone(scene.surrounds.plans[card.plan])).date()
    data = {
        "actor": card.actor_name,
        "n": str(card.waiting),
        "deadline": date_long(card.deadline_on, scene.language, today=today),
        "contact": scene.contact_of(scene.surrounds.plans[card.plan]),
    }
    scene.tell_actor(card.plan, card.head, "head_asked", data)
    scene.say("head_written", above=card.head_name)
