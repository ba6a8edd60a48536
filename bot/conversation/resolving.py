"""Who approved an edition, recorded in the chat (G8): typed once, printed on the title page from then on."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.calendar_cards import EditionCard
from bot.conversation.edition_effects import RecordApproval, SendEdition
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Rows
from bot.conversation.publishing import coordinated
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from bot.words import Words
from flows.approval import Approval
from flows.reading.approvals import ReadApproval, read_approval
from flows.reading.outcome import NotUnderstood
from flows.wording.days import day_month

LONGEST = 200
LACKING = {
    "approval.day": "resolution_day",
    "approval.ahead": "resolution_ahead",
    "approval.body": "resolution_body",
}


def ask_resolution(scene: Scene, edition: str) -> None:
    """Ask who decided, when, and the number of the resolution."""
    card = coordinated(scene, edition)
    if card is None:
        return
    scene.change_dialog(mode=Mode.RESOLUTION, stash={"edition": card.id})
    known = approval_words(scene.words, card.approval) if card.approval else ""
    scene.say("resolution_asks", number=card.number, year=card.label, known=known)


def take_resolution(scene: Scene, text: str) -> None:
    """Read it and record it; what was recorded before is corrected by it."""
    card = coordinated(scene, str(scene.dialog.stash.get("edition", "")))
    if card is None:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        return
    plan = scene.surrounds.plans[card.plan]
    reading = read_approval(text[:LONGEST], today=scene.now.astimezone(scene.zone(plan)).date())
    if isinstance(reading, NotUnderstood):
        scene.say(LACKING[reading.code], text=reading.text[:60])
    else:
        record(scene, card, reading)


def record(scene: Scene, card: EditionCard, read: ReadApproval) -> None:
    """Record it and send the report with it on its title page."""
    approval = Approval(number=0, body=read.body, on=read.on, resolution=read.resolution)
    scene.effects.append(RecordApproval(edition=card.id, body=read.body, on=read.on, resolution=read.resolution))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    scene.say("resolution_recorded", rows=rows_after(scene, card), decided=approval_words(scene.words, approval))
    scene.effects.append(SendEdition(edition=card.id, is_approved=True))


def rows_after(scene: Scene, card: EditionCard) -> Rows:
    """Give the way to correct it, and to publish what is not published yet."""
    correct = Button(label=scene.words.label("correct_resolution"), data=button_data(Verb.RESOLUTION, card.id))
    publish = Button(label=scene.words.label("publish"), data=button_data(Verb.PUBLISH, card.id))
    return lay_out([correct] if card.is_published else [correct, publish])


def approval_words(words: Words, approval: Approval) -> str:
    """Write "rada města, 15. února 2027, usnesení č. 112/2027"."""
    day = day_month(approval.on, words.language)
    number = words.text("resolution_number", number=approval.resolution) if approval.resolution else ""
    return ", ".join(part for part in (approval.body, day, number) if part)
