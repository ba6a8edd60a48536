"""The finished report from chat: what does not agree, what is missing, and telling everybody who answered (G8, G11)."""

from bot.conversation.board.access import allows
from bot.conversation.board.pages import cut_page, turning
from bot.conversation.buttons import Verb, button_data
from bot.conversation.calendar_cards import EditionCard
from bot.conversation.edition_effects import MakeEdition, PublishEdition, SendEdition
from bot.conversation.effects import ClaimOnce
from bot.conversation.layout import lay_out, numbers, shorten
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal

LISTED = 8
EXTENDED = 5
"""So many organisations are offered more time on one screen."""


def coordinated(scene: Scene, edition: str) -> EditionCard | None:
    """Find the edition that a button names, if the person may make reports of its plan; else say so."""
    card = scene.surrounds.editions.get(edition)
    if card is not None and not isinstance(
        may(scene.person.memberships, Action.MAKE_REPORT, OnPlan(plan=card.plan), scene.now), Refusal
    ):
        return card
    scene.say("not_yours", contact=scene.contact_of(None))
    return None


def show_findings(scene: Scene, edition: str) -> None:
    """List what the checks found, a number opens the task that it is about; the whole list is in the workbook."""
    card = coordinated(scene, edition)
    if card is None:
        return
    shown = card.findings[:LISTED]
    links = numbers(
        [
            Button(label=str(number), data=button_data(Verb.DECIDE, "c", one.task))
            for number, one in enumerate(shown, start=1)
            if one.task
        ]
    )
    lines = [f"{number}. {one.text}" for number, one in enumerate(shown, start=1)]
    scene.say("edition_findings_list", rows=links, lines=lines, more=len(card.findings) - len(shown))


def show_missing(scene: Scene, edition: str) -> None:
    """List who has not supplied what."""
    card = coordinated(scene, edition)
    if card is None:
        return
    lines = [f"{one.actor_name}: {', '.join(one.numbers)}" for one in card.missing[:LISTED]]
    more = max(0, len(card.missing) - LISTED)
    days = Button(label=scene.words.label("give_days"), data=button_data(Verb.MORE_DAYS, card.id, "0"))
    scene.say("edition_missing_list", rows=((days,),), lines=lines, more=more)


def show_extendable(scene: Scene, edition: str, page: str) -> None:
    """Ask which organisation gets more time for what it has not supplied."""
    card = coordinated(scene, edition)
    if card is None:
        return
    here = cut_page(card.missing, page, EXTENDED)
    buttons = [Button(label=shorten(one.actor_name), data=button_data(Verb.OTHER_TIME, one.task)) for one in here.shown]
    turn = turning(scene, here, lambda number: button_data(Verb.MORE_DAYS, card.id, str(number)))
    scene.say("give_days_to", rows=(*((each,) for each in buttons), *lay_out(turn)), n=len(card.missing))


def publish(scene: Scene, edition: str) -> None:
    """Tell everybody who answered that the report is done, once."""
    card = coordinated(scene, edition)
    if card is None:
        return
    if card.is_published:
        scene.say("done_already")
        return
    scene.effects.append(ClaimOnce(round=card.round, what=f"publish:{card.id}"))
    scene.effects.append(PublishEdition(edition=card.id, plan=card.plan, label=card.label, approval=card.approval))
    scene.say("edition_published", n=len(card.answerers - {scene.person.contact}))


def new_edition(scene: Scene, edition: str) -> None:
    """Have the edition after this one made of what is submitted by now; once, whoever taps."""
    card = coordinated(scene, edition)
    if card is None:
        return
    scene.effects.append(MakeEdition(round=card.round, report=card.report, number=card.number + 1))
    scene.say("report_making")


def wait_late(scene: Scene, edition: str) -> None:
    """Wait for more: with the next late answer all of them are offered again."""
    if coordinated(scene, edition) is not None:
        scene.say("late_waits")


def keep_late(scene: Scene, edition: str) -> None:
    """Store what came late without another edition; it is not offered again."""
    card = coordinated(scene, edition)
    if card is None:
        return
    scene.effects.append(ClaimOnce(round=card.round, what=f"kept:{card.id}:{scene.now:%Y%m%d%H%M%S}"))
    scene.say("late_kept")


def get_edition(scene: Scene, edition: str) -> None:
    """Send the report to whoever belongs to its plan, once it is published; to the coordinators at any time."""
    card = scene.surrounds.editions.get(edition)
    if card is not None and card.is_published and allows(scene, card.plan, Action.GET_REPORT):
        scene.effects.append(SendEdition(edition=card.id))
    elif coordinated(scene, edition) is not None:
        scene.effects.append(SendEdition(edition=edition))


def get_summary(scene: Scene, edition: str) -> None:
    """Send the summary for the council, as the document that is edited in Word first."""
    if coordinated(scene, edition) is not None:
        scene.effects.append(SendEdition(edition=edition, is_summary=True))
