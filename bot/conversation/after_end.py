"""Answering after the end of a round: offered to whoever comes late, told to the town when it is sent (G9)."""

from datetime import timedelta

from bot.conversation.buttons import Verb, button_data
from bot.conversation.calendar_cards import OfferCard
from bot.conversation.effects import ClaimOnce, FillLate
from bot.conversation.layout import lay_out
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from flows.rights import Action, OnTask, may
from flows.tasks import Refusal, Role
from flows.wording.days import on_date, until_date

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
