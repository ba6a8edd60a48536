"""Answering after the end of a round: offered to whoever comes late, told to the town when it is sent (G9)."""

from datetime import timedelta

from bot.conversation.board_effects import AskQuestion
from bot.conversation.buttons import Verb, button_data
from bot.conversation.calendar_cards import OfferCard, SentCard
from bot.conversation.effects import ClaimOnce, FillLate, TellButton
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from flows.reading.cleaning import clean
from flows.rights import Action, OnTask, may
from flows.tasks import Refusal, Role
from flows.wording.days import on_date, until_date

CORRECTABLE = 6
"""So many are offered; one screen has six rows."""
TOLD = 300
LATE_DAYS = 14
"""So many days a late answer can be worked on; then what is complete is taken over and the rest is missing again."""


def offers(scene: Scene) -> list[OfferCard]:
    """Give what the person can still send of rounds that have closed."""
    found = scene.surrounds.offers.values()
    return [one for one in found if is_theirs(scene, one)]


def is_theirs(scene: Scene, card: OfferCard) -> bool:
    """Tell whether the person may answer what an offer is about."""
    on = OnTask(plan=card.plan, actor=card.actor, role=Role.PARTNER)
    return not isinstance(may(scene.person.memberships, Action.ANSWER, on, scene.now), Refusal)


def offer_late(scene: Scene, task: str = "") -> bool:
    """Offer to answer what was not supplied; False: there is nothing of the kind.

    Args:
        scene: The act.
        task: Only if it is about this task; "" = about anything.
    """
    card = next((one for one in offers(scene) if not task or task in one.tasks), None)
    if card is None:
        return False
    plan = scene.surrounds.plans[card.plan]
    today = scene.now.astimezone(scene.town_zone(plan)).date()
    fill_in = Button(label=scene.words.label("fill_in"), data=button_data(Verb.FILL_LATE, card.tasks[0]))
    leave = Button(label=scene.words.label("cancel"), data=button_data(Verb.LEAVE_LATE))
    ended = on_date(card.deadline_on, scene.language, today=today)
    scene.say("late_offer", rows=lay_out([fill_in, leave]), ended=ended, contact=plan.contact.name)
    return True


def fill(scene: Scene, task: str) -> None:
    """Open what was not supplied once more."""
    from bot.conversation.walking import open_next  # noqa: PLC0415 - the walk sends

    card = next((one for one in offers(scene) if task in one.tasks), None)
    if card is None and task in scene.tasks:
        open_next(scene)
        return
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    today = scene.now.astimezone(scene.town_zone(scene.surrounds.plans[card.plan])).date()
    until = today + timedelta(days=LATE_DAYS)
    scene.effects.append(FillLate(plan=card.plan, round=card.round, tasks=card.tasks, until=until))
    begin = Button(label=scene.words.label("begin"), data=button_data(Verb.BEGIN))
    scene.say("late_opened", rows=((begin,),), until=until_date(until, scene.language, today=today))


def sent_late(scene: Scene, task: TaskCard) -> None:
    """Have the coordinators told as soon as an actor has sent everything that it had more time for."""
    from bot.conversation.walking import waits  # noqa: PLC0415 - the walk sends

    if not task.round.late:
        return
    same = [one for one in scene.tasks.values() if one.round.id == task.round.id and one.actor == task.actor]
    if not any(waits(one) for one in same):
        scene.effects.append(ClaimOnce(round=task.round.id, what=f"sent:{task.id}:{task.submissions}", is_due=True))


def leave_late(scene: Scene) -> None:
    """Leave it as it is."""
    scene.say("late_left")


def sent_before(scene: Scene, task: str = "") -> list[SentCard]:
    """Give what the person's actors have sent in a round that is over."""
    cards = scene.surrounds.ended.values()
    return [one for one in cards if (not task or one.task == task) and is_own(scene, one)]


def is_own(scene: Scene, card: SentCard) -> bool:
    """Tell whether the person may answer what was sent."""
    on = OnTask(plan=card.plan, actor=card.actor, role=Role.PARTNER)
    return not isinstance(may(scene.person.memberships, Action.ANSWER, on, scene.now), Refusal)


def offer_corrections(scene: Scene) -> bool:
    """List what was sent in the round that is over, for a correction; False: there is nothing of the kind."""
    cards = sent_before(scene)
    if not cards:
        return False
    buttons = [
        Button(label=shorten(f"{one.number} {one.title}".strip()), data=button_data(Verb.OPEN, one.task))
        for one in cards[:CORRECTABLE]
    ]
    scene.say("correction_which", rows=lay_out(buttons), ended=ended_on(scene, cards[0]))
    return True


def ask_correction(scene: Scene, task: str) -> bool:
    """Ask what is to be corrected in what was sent; False: it is nothing of the person's."""
    card = next(iter(sent_before(scene, task)), None)
    if card is None:
        return False
    scene.change_dialog(mode=Mode.ASK_TOWN, task="", place=None, stash={"asked": task})
    contact = scene.surrounds.plans[card.plan].contact.name
    scene.say("correction_what", number=card.number, ended=ended_on(scene, card), contact=contact)
    return True


def request_correction(scene: Scene, task: str, text: str) -> bool:
    """Pass a correction on to the town, which decides; False: it is about nothing of the person's."""
    card = next(iter(sent_before(scene, task)), None)
    if card is None:
        return False
    question = scene.mint()
    scene.effects.append(AskQuestion(id=question, plan=card.plan, task=task, text=clean(text)))
    answer: TellButton = ("answer_question", button_data(Verb.QUESTION, "a", question), {})
    told = {
        "level": card.levels[scene.surrounds.plans[card.plan].language].nominative,
        "number": card.number,
        "actor": card.actor_name,
        "name": scene.person.name,
        "text": clean(text)[:TOLD],
    }
    scene.tell(card.plan, "told_correction", told, buttons=(answer,))
    scene.say("correction_asked", contact=scene.surrounds.plans[card.plan].contact.name)
    return True


def ended_on(scene: Scene, card: SentCard) -> str:
    """Say when the round ended."""
    today = scene.now.astimezone(scene.town_zone(scene.surrounds.plans[card.plan])).date()
    return on_date(card.deadline_on, scene.language, today=today)
