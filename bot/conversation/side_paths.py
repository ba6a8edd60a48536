"""Off the straight road: not ours (C8), puzzled (C15), a text that fits no question (C16)."""

from itertools import islice

from bot.conversation.after_end import request_correction
from bot.conversation.board_effects import AskQuestion
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.collecting import parts_of
from bot.conversation.effects import TellButton
from bot.conversation.heard import Said
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.question import askable, place_data
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import OPEN_STATES, Scene
from bot.conversation.showing import count_messages, count_words, filled, said_in, text_of
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import go_on, open_next, waiting
from bot.conversation.writing import happen, write
from flows.answers import JsonValue, Origin
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import Set
from flows.reading.cleaning import clean
from flows.reading.folding import fold
from flows.rejection import Rejection
from flows.rights import Action
from flows.tasks import TaskEvent

TOLD = 1_000
"""Characters of a relayed text; what is longer is cut with an ellipsis."""


def not_ours(scene: Scene, task: TaskCard) -> None:
    """Ask who answers for the item instead; until it is decided nothing reminds of it."""
    scene.settle_screen(scene.words.label("not_ours"))
    scene.change_dialog(mode=Mode.NOT_OURS, task=task.id, place=None)
    scene.next_screen()
    words = scene.words
    buttons = [
        Button(label=words.label("we_do_not_know"), data=button_data(Verb.UNKNOWN, task.id)),
        Button(label=words.label("ours"), data=button_data(Verb.OURS, task.id)),
    ]
    text = words.text("not_ours", level=scene.level(task).nominative, number=task.number)
    scene.show(Message(text=text, rows=lay_out(buttons)))


def suggest_owner(scene: Scene, task: TaskCard, suggestion: str) -> None:
    """Hand the question over to the town, with or without a suggestion."""
    suggested = clean(suggestion).strip()[:200]
    disowned = happen(scene, task, TaskEvent.DISOWNED, reason=suggested, disowned=True)
    data = {"level": scene.level(task).nominative, "number": task.number, "actor": task.actor_name}
    buttons = hand_over_buttons(disowned, suggested)
    if suggested:
        scene.tell(task.plan.key, "told_not_ours", {**data, "suggestion": suggested}, buttons=buttons)
    else:
        scene.tell(task.plan.key, "told_not_ours_unknown", data, buttons=buttons)
    scene.settle_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None)
    following = next_item_rows(scene, disowned)
    scene.say("not_ours_done", rows=following, contact=scene.contact_of(task.plan))
    if not following:
        open_next(scene, disowned)


def next_item_rows(scene: Scene, task: TaskCard) -> Rows:
    """Give Další aktivita where another item than this one waits."""
    others = [one for one in waiting(scene) if one.id != task.id]
    if not others:
        return ()
    label = scene.words.label("next_item", level=scene.level(others[0]).nominative)
    return ((Button(label=shorten(label), data=button_data(Verb.NEXT_ITEM, task.id)),),)


def hand_over_buttons(task: TaskCard, suggested: str) -> tuple[TellButton, ...]:
    """Give the coordinator Předat: the suggested one, Předat jinam, Zůstává jim."""
    rev = str(task.rev)
    others: tuple[TellButton, ...] = (
        ("hand_over", button_data(Verb.DECIDE, "g", task.id, rev, "0"), {}),
        ("stays_theirs", button_data(Verb.DECIDE, "k", task.id, rev), {}),
    )
    words = {fold(word) for word in suggested.split() if len(word) > 2}
    for actor in task.plan.actors:
        if actor.key != task.actor and words and words <= {fold(word) for word in actor.name.split()}:
            name, data = shorten(actor.name, 21), (task.id, rev, code(actor.key))
            return (("hand_over_suggested", button_data(Verb.DECIDE, "G", *data), {"actor": name}), *others)
    return others


def ours(scene: Scene, task: TaskCard) -> None:
    """Take "not ours" back."""
    kept = happen(scene, task, TaskEvent.RECLAIMED, disowned=False) if task.disowned else task
    scene.settle_screen(scene.words.label("ours"))
    go_on(scene, kept)


def town_writes(scene: Scene, task: TaskCard) -> None:
    """Ask the town to type a voice note up (C14)."""
    told = {"level": scene.level(task).nominative, "number": task.number, "actor": task.actor_name}
    scene.tell(task.plan.key, "told_voice", told)
    scene.say("voice_for_town", contact=scene.contact_of(task.plan))


def puzzled(scene: Scene, task: TaskCard) -> None:
    """Offer an explanation, a question to the town, or later."""
    words = scene.words
    buttons = [
        Button(label=words.label("explain"), data=button_data(Verb.EXPLAIN, task.id)),
        Button(label=words.label("ask_town"), data=button_data(Verb.ASK_TOWN, task.id)),
    ]
    place = scene.dialog.place
    if place is not None:
        later = place_data(Verb.LATER, task, place, str(scene.dialog.screen))
        buttons.append(Button(label=words.label("later"), data=later))
    scene.say("puzzled", rows=lay_out(buttons))


def explain(scene: Scene, task: TaskCard) -> None:
    """Give the question's hint."""
    place = scene.dialog.place
    node = task.evaluation.find(place) if place else None
    hint = said_in(node.question.hint, task.interview.form, scene.language) if node else ""
    if hint:
        scene.say("explanation", hint=filled(hint, task))
    else:
        scene.say("no_explanation", contact=scene.contact_of(task.plan))


def ask_town(scene: Scene, task: TaskCard) -> None:
    """The next text is a question to the town about this task; what was being asked stays where it is."""
    before = scene.dialog.stash.get("mode") if scene.dialog.mode is Mode.ASK_TOWN else str(scene.dialog.mode)
    scene.change_dialog(mode=Mode.ASK_TOWN, stash={**scene.dialog.stash, "mode": before, "asked": task.id})
    scene.say("ask_town", level_genitive=scene.level(task).genitive)


def relay_question(scene: Scene, text: str) -> None:
    """Pass a question on with the item it belongs to, and take the person back to where they were."""
    stash = dict(scene.dialog.stash)
    before, asked = Mode(str(stash.pop("mode", Mode.IDLE))), str(stash.pop("asked", ""))
    scene.change_dialog(mode=before, stash=stash)
    task = scene.task(asked)
    if task is None and request_correction(scene, asked, text):
        return
    if task is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    told = {
        "level": scene.level(task).nominative,
        "number": task.number,
        "actor": task.actor_name,
        "name": scene.person.name,
        "text": clean(text)[:TOLD],
    }
    question = scene.mint()
    scene.effects.append(AskQuestion(id=question, plan=task.plan.key, task=task.id, text=clean(text)))
    answer: TellButton = ("answer_question", button_data(Verb.QUESTION, "a", question), {})
    scene.tell(task.plan.key, "told_question", told, buttons=(answer,))
    scene.say("ask_town_sent", rows=next_item_rows(scene, task))


def description_of(task: TaskCard) -> Node | None:
    """Find the first long text of a form: a stray message may belong there."""
    nodes = (node for node in askable(task) if node.question.kind is Kind.TEXT)
    return next((node for node in nodes if "multiline" in node.question.appearance), None)


def stray(scene: Scene, said: Said) -> None:
    """Ask what to do with a text that fits no question; it is never swallowed."""
    words = scene.words
    buttons: list[Button] = []
    open_ones = (scene.opened(one) for one in scene.walk() if one.state in OPEN_STATES)
    for task in islice((one for one in open_ones if description_of(one)), 2):
        label = words.label("add_to", number=task.number)
        buttons.append(Button(label=label, data=button_data(Verb.STRAY, "add", task.id)))
    buttons.append(Button(label=words.label("send_to_town"), data=button_data(Verb.STRAY, "town")))
    buttons.append(Button(label=words.label("leave_be"), data=button_data(Verb.STRAY, "leave")))
    scene.change_dialog(mode=Mode.STRAY, stash=stray_stash(scene, said))
    scene.say("stray", rows=lay_out(buttons))


def stray_stash(scene: Scene, said: Said) -> dict[str, JsonValue]:
    """Keep the text, behind one that still waits, and the mode to come back to."""
    waiting = scene.dialog.stash if scene.dialog.mode is Mode.STRAY else {}
    texts = [str(waiting["text"]), said.text] if waiting.get("text") else [said.text]
    return {"text": "\n".join(texts), "mode": waiting.get("mode") or str(scene.dialog.mode)}


def settle_stray(scene: Scene, where: str, task: TaskCard | None) -> None:
    """Do with the stray text what was chosen."""
    text = str(scene.dialog.stash.get("text", ""))
    if scene.dialog.mode is not Mode.STRAY or not text:
        scene.say("done_already")
        return
    scene.change_dialog(mode=Mode(str(scene.dialog.stash.get("mode", Mode.IDLE))), stash={})
    if where == "add" and task is not None and scene.allowed(task, Action.ANSWER) is not None:
        add_to_description(scene, task, text)
    elif where == "town":
        plan = next((one.plan for one in scene.walk()), None) or next(iter(scene.surrounds.plans.values()))
        names = ", ".join(sorted({one.actor_name for one in scene.walk()}))
        told = {"actor": names, "name": scene.person.name, "text": clean(text)[:TOLD]}
        question = scene.mint()
        scene.effects.append(AskQuestion(id=question, plan=plan.key, task="", text=clean(text)))
        answer: TellButton = ("answer_question", button_data(Verb.QUESTION, "a", question), {})
        scene.tell(plan.key, "told_message", told, buttons=(answer,))
        scene.say("stray_sent")
    else:
        scene.say("stray_left")


def add_to_description(scene: Scene, task: TaskCard, text: str) -> None:
    """Add a stray text to the description of an item."""
    node = description_of(task)
    if node is None:
        return
    parts = [*parts_of(task, node.place), clean(text)]
    outcome = write(scene, task, Set(place=node.place, value=parts, origin=Origin.TYPED))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    words = scene.words
    go = Button(label=words.label("go_on"), data=button_data(Verb.OPEN, task.id))
    scene.say(
        "stray_added",
        rows=((go,),),
        level_genitive=scene.level(task).genitive,
        number=task.number,
        messages=count_messages(len(parts), words),
        words=count_words(text_of(list(parts)), words),
    )
