"""Who answers when nothing was heard: the deputy takes over, the head is written to after a coordinator's tap (B5)."""

from bot.conversation.board.pages import status_data
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.calendar_cards import AskedLine, StepCard
from bot.conversation.effects import ClaimOnce, InLanguage, Spoken, TakeDuty, TellButton
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Rows
from bot.conversation.scene import Scene
from bot.words import LANGUAGES, Words
from flows.rights import Action, OnPlan, OnTask, may
from flows.tasks import Refusal, TaskState
from flows.wording.days import date_long

MOST = 6
"""So many items are shown, the others are counted: it stays on one screen."""
SHOWN = 24
WAITING = frozenset({TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED})


def card_of(scene: Scene, step: str) -> StepCard | None:
    """Find the row that a button names, if it is the person's own and they still answer for the deputy."""
    card = scene.surrounds.steps.get(step)
    if card is None or not scene.person.person or card.addressee != scene.person.person:
        return None
    asked = next((one.deputy for one in scene.surrounds.plans[card.plan].actors if one.key == card.actor), "")
    rights = [
        may(scene.person.memberships, Action.ANSWER, OnTask(plan=card.plan, actor=actor), scene.now)
        for actor in (asked, card.actor)
        if actor
    ]
    return card if any(not isinstance(right, Refusal) for right in rights) else None


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


def show_duty(scene: Scene, step: str) -> None:
    """Show the deputy what the actor has sent and what is missing."""
    card = card_of(scene, step)
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan = scene.surrounds.plans[card.plan]
    today = scene.now.astimezone(scene.zone(plan)).date()
    shown = card.asked[:MOST]
    lines = [f"{one.number} {shorten(one.title, SHOWN)}: {state_word(scene, one)}".strip() for one in shown]
    if more := len(card.asked) - len(lines):
        lines.append(scene.words.text("and_more", n=more))
    scene.say(
        "duty_shown",
        rows=duty_rows(scene.words, step),
        title=card.actor_name,
        done=sum(one.disowned or one.state not in WAITING for one in card.asked),
        total=len(card.asked),
        deadline=date_long(card.deadline_on, scene.language, today=today),
        lines=lines,
    )


def state_word(scene: Scene, one: AskedLine) -> str:
    """Name how a task stands."""
    return scene.words.text("state_disowned" if one.disowned else f"state_{one.state}")


def duty_rows(words: Words, step: str, *, is_shown: bool = True) -> Rows:
    """Give Převzít, Zobrazit where nothing is shown yet, and Odpoví první kontakt."""
    take = Button(label=words.label("take_over"), data=button_data(Verb.TAKE_DUTY, step))
    show = Button(label=words.label("show_duty"), data=button_data(Verb.SHOW_DUTY, step))
    leave = Button(label=words.label("first_answers"), data=button_data(Verb.LEAVE_DUTY, step))
    return lay_out([take, leave] if is_shown else [take, show, leave])


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
    plan = scene.surrounds.plans[card.plan]
    if not card.is_head_reached:
        letter = Button(label=scene.words.label("invite"), data=status_data("v", card.round, code(card.head)))
        scene.say("head_not_joined", rows=((letter,),), above=card.head_name)
        return
    scene.effects.append(ClaimOnce(round=card.round, what=f"head:{card.id}"))
    today = scene.now.astimezone(scene.town_zone(plan)).date()
    deadline = {one: date_long(card.deadline_on, one, today=today) for one in LANGUAGES}
    data: dict[str, Spoken] = {
        "actor": card.actor_name,
        "n": str(card.waiting),
        "deadline": InLanguage(texts=deadline),
        "contact": scene.contact_of(plan),
    }
    scene.tell_actor(card.plan, card.head, "head_asked", data)
    scene.say("head_written", above=card.head_name)
