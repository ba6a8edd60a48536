"""Returning a submission (G5): what of it, and why; several answers may go back in one message."""

from markupsafe import Markup

from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.checking import Section
from bot.conversation.deciding import about, decide, record, still_so
from bot.conversation.effects import InLanguage, Spoken, TellButton
from bot.conversation.layout import lay_out, numbers
from bot.conversation.message import Button, Message
from bot.conversation.review_text import answered, as_submitted
from bot.conversation.reviewing import show_next
from bot.conversation.scene import Scene
from bot.conversation.showing import section_of, show_section
from bot.conversation.state import Mode, TaskCard
from bot.words import LANGUAGES, Words, words_for
from flows.answers import JsonValue, Place
from flows.reading.cleaning import clean
from flows.rights import Action
from flows.tasks import TaskEvent

LONGEST_REASON = 500
REASONS = ("reason_sources", "reason_last_year", "reason_vague", "reason_sum")
"""Reasons that are tapped; the label is what the author reads."""


def begin_return(scene: Scene, card: TaskCard, rev: str) -> None:
    """Ask what is to be completed."""
    if scene.allowed(card, Action.RETURN) is None:
        scene.say("not_yours", contact=scene.contact_of(card.plan))
    elif still_so(scene, card, rev):
        scene.settle_screen()
        scene.change_dialog(mode=Mode.RETURN, task=card.id, place=None, stash={"rev": rev, "marks": []})
        ask_what(scene, card)


def ask_what(scene: Scene, card: TaskCard) -> None:
    """Offer the answers by number, and the whole."""
    scene.settle_screen()
    lines = parts(scene, card)
    words = scene.words
    shown = [{"section": line.name, "value": line.value} for line in lines]
    buttons = [
        Button(label=str(index), data=place_data(card, line.nodes[0].place))
        for index, line in enumerate(lines, start=1)
    ]
    whole = Button(label=words.label("whole_answer"), data=button_data(Verb.RETURN_PLACE, card.id, "", ""))
    cancel = Button(label=words.label("cancel"), data=button_data(Verb.REVIEW_ONE, card.id))
    text = words.text("return_what", level=scene.level(card).nominative, number=card.number, lines=shown)
    scene.show(Message(text=text, rows=(*numbers(buttons), *lay_out([whole, cancel]))))


def parts(scene: Scene, card: TaskCard) -> list[Section]:
    """Give the answers that can be returned."""
    return answered(scene, as_submitted(scene, card))


def place_data(card: TaskCard, place: Place) -> str:
    """Write the data of a button that names an answer."""
    return button_data(Verb.RETURN_PLACE, card.id, code(place.question), place.instance)


def choose_place(scene: Scene, card: TaskCard, read: Tap) -> None:
    """Ask for the reason of what was chosen."""
    if not is_returning(scene, card):
        scene.say("done_already")
        return
    found = next((line for line in parts(scene, card) if code(line.nodes[0].place.question) == read.part(1)), None)
    chosen = found.nodes[0].place if found is not None and read.part(1) else None
    what: JsonValue = [chosen.question, chosen.instance] if chosen else []
    scene.change_dialog(stash={**scene.dialog.stash, "what": what})
    scene.settle_screen(found.name if found and chosen else scene.words.label("whole_answer"))
    words = scene.words
    reasons = [
        Button(label=words.label(reason), data=button_data(Verb.RETURN_REASON, card.id, reason)) for reason in REASONS
    ]
    cancel = Button(label=words.label("cancel"), data=button_data(Verb.REVIEW_ONE, card.id))
    value = found.value if found and chosen else ""
    scene.show(Message(text=words.text("return_why", value=value), rows=lay_out([*reasons, cancel])))


def is_returning(scene: Scene, card: TaskCard) -> bool:
    """Tell whether this submission is being returned now."""
    return scene.dialog.mode is Mode.RETURN and scene.dialog.task == card.id


def tapped_reason(scene: Scene, card: TaskCard, reason: str) -> None:
    """Take one of the offered reasons, in the coordinator's words."""
    label = next((scene.words.label(one) for one in REASONS if one == reason), "")
    if label:
        take_reason(scene, card, label)
    else:
        scene.toast("unknown_button")


def take_reason(scene: Scene, card: TaskCard, reason: str) -> None:
    """Note why, and show what the author will read."""
    said = clean(reason).strip()[:LONGEST_REASON]
    if not is_returning(scene, card) or "what" not in scene.dialog.stash or not said:
        scene.say("return_first_what") if is_returning(scene, card) else scene.say("done_already")
        return
    stash = dict(scene.dialog.stash)
    what = stash.pop("what")
    marks = [one for one in marks_of(scene) if one[0] != place_of(what)]
    fresh: list[JsonValue] = [mark_json(place, why) for place, why in (*marks, (place_of(what), said))]
    scene.settle_screen(said)
    scene.change_dialog(stash={**stash, "marks": fresh})
    preview(scene, card)


def place_of(what: JsonValue) -> Place | None:
    """Read what is returned; None = the whole."""
    return Place(question=str(what[0]), instance=str(what[1])) if isinstance(what, list) and what else None


def mark_json(place: Place | None, reason: str) -> JsonValue:
    """Write a mark as the dialog keeps it."""
    where: JsonValue = [place.question, place.instance] if place else []
    return {"what": where, "why": reason}


def marks_of(scene: Scene) -> list[tuple[Place | None, str]]:
    """Give what is to be returned and why, as far as it was said."""
    found = scene.dialog.stash.get("marks")
    marks = found if isinstance(found, list) else []
    return [(place_of(one["what"]), str(one["why"])) for one in marks if isinstance(one, dict)]


def preview(scene: Scene, card: TaskCard) -> None:
    """Show what the author will read, and to how many people it goes."""
    words = scene.words
    reached = scene.surrounds.desk.reached.get((card.plan.key, card.actor), 0)
    lines = [
        {"section": name, "reason": why}
        for (place, why), name in zip(marks_of(scene), section_names(scene, card), strict=True)
    ]
    buttons = [
        Button(label=words.label("return"), data=button_data(Verb.RETURN_SEND, card.id)),
        Button(label=words.label("cancel"), data=button_data(Verb.REVIEW_ONE, card.id)),
        Button(label=words.label("one_more_answer"), data=button_data(Verb.RETURN_MORE, card.id)),
    ]
    text = words.text(
        "return_preview",
        level=scene.level(card).nominative,
        number=card.number,
        actor=card.actor_name,
        lines=lines,
        reached=reached,
    )
    scene.show(Message(text=text, rows=lay_out(buttons)))


def section_names(scene: Scene, card: TaskCard) -> list[str]:
    """Name the answers that are to be returned, "" = the whole."""
    names = {line.nodes[0].place: line.name for line in parts(scene, card)}
    return [names.get(place, "") if place else "" for place, _ in marks_of(scene)]


def send_back(scene: Scene, card: TaskCard) -> None:
    """Return the submission and tell its author."""
    marks = marks_of(scene)
    if not is_returning(scene, card) or not marks:
        scene.say("done_already")
        return
    if not still_so(scene, card, str(scene.dialog.stash.get("rev", ""))):
        return
    scene.settle_screen()
    returned = decide(scene, card, TaskEvent.RETURNED, marks)
    if returned is None:
        return
    tell_returned(scene, card, marks)
    record(scene, returned)
    show_next(scene, card.id)


def tell_returned(scene: Scene, card: TaskCard, marks: list[tuple[Place | None, str]]) -> None:
    """Tell everybody who answers for the actor what is to be completed (D1)."""
    data: dict[str, Spoken] = {
        **about(card),
        "name": scene.person.name,
        "wanted": InLanguage(texts={one: wanted(scene, card, marks, words_for(one)) for one in LANGUAGES}),
    }
    buttons: tuple[TellButton, ...] = (
        ("complete", button_data(Verb.OPEN, card.id), {}),
        ("keep_and_explain", button_data(Verb.KEEP, card.id), {}),
        ("ask_town", button_data(Verb.ASK_TOWN, card.id), {}),
    )
    scene.tell_about(card, "told_returned", data, buttons=buttons)


def wanted(scene: Scene, card: TaskCard, marks: list[tuple[Place | None, str]], words: Words) -> str:
    """Say what is to be completed and why, an answer a line with what stands there now."""
    shown = as_submitted(scene, card)
    lines = [wanted_line(shown, place, why, words) for place, why in marks]
    return Markup("\n").join(lines)


def wanted_line(card: TaskCard, place: Place | None, why: str, words: Words) -> Markup:
    """Write one answer that is to be completed."""
    if place is None:
        return words.markup("told_returned_whole", reason=why)
    form = card.interview.form
    name = section_of(form, form.by_name[place.question], words.language)
    nodes = [node for node in card.evaluation.nodes if section_of(form, node.question, words.language) == name]
    value = show_section(card, nodes, words) or words.text("left_out")
    return words.markup("told_returned_answer", section=name, value=value, reason=why)
