"""What a partner does with a returned item (D1): completes that answer only, or keeps it and explains."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.checking import section_value
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.question import ask, newest_seq
from bot.conversation.scene import Scene
from bot.conversation.showing import section_of
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import submit
from flows.answers import JsonValue, Place
from flows.evaluation import Node
from flows.reading.cleaning import clean
from flows.reviews import Review
from flows.tasks import TaskEvent, TaskState

LONGEST_EXPLANATION = 1_000


def returned_places(task: TaskCard) -> list[Review]:
    """Give what single answers are to be completed, in the order in which they were returned."""
    found = [one for one in task.returns if one.place is not None and task.evaluation.find(one.place) is not None]
    return [one for one in found if task.evaluation.at(place_of(one)).relevant]


def place_of(review: Review) -> Place:
    """Give the answer that a return is about."""
    if review.place is None:
        raise ValueError("the whole was returned")
    return review.place


def is_untouched(task: TaskCard, review: Review) -> bool:
    """Tell whether nothing was written in an answer's section since it was submitted."""
    return all(newest_seq(task, node) <= task.sent_head for node in section_nodes(task, place_of(review)))


def section_nodes(task: TaskCard, place: Place) -> list[Node]:
    """Give the relevant places that stand under the same heading."""
    form = task.interview.form
    name = section_of(form, form.by_name[place.question], form.default_language)
    return [
        node
        for node in task.evaluation.nodes
        if node.relevant and section_of(form, node.question, form.default_language) == name
    ]


def ask_returned(scene: Scene, task: TaskCard) -> bool:
    """Ask the returned answer that was not completed yet, with the reason and the old text; False if there is none."""
    waiting = [one for one in returned_places(task) if is_untouched(task, one)]
    if not waiting:
        return False
    open_returned(scene, task, waiting[0])
    return True


def open_returned(scene: Scene, task: TaskCard, review: Review) -> None:
    """Ask a returned answer again; a long text is written anew."""
    words, place = scene.words, place_of(review)
    node = task.evaluation.at(place)
    shown = section_value(scene, task, node)
    before = words.text(
        "returned_question",
        level=scene.level(task).nominative,
        number=task.number,
        name=review.name,
        reason=review.reason,
        section=section_of(task.interview.form, node.question, scene.language),
        value=shown,
    )
    keep_it = Button(label=words.label("keep_and_explain"), data=button_data(Verb.KEEP, task.id))
    scene.settle_screen()
    ask(scene, task, place, to_check=True, before=before, more=((keep_it,),))
    again: JsonValue = [place.question, place.instance]
    scene.change_dialog(stash={"shown": shown, "value": node.value, "returned": again, "instead": True})


def confirm_correction(scene: Scene, task: TaskCard) -> bool:
    """Show old and new of the answer just completed, or ask the next returned one; False outside a correction."""
    review = in_hand(scene, task)
    if review is None or task.evaluation.missing():
        return False
    if ask_returned(scene, task):
        return True
    words, stash = scene.words, scene.dialog.stash
    new = section_value(scene, task, task.evaluation.at(place_of(review)))
    buttons = [
        Button(label=words.label("send_correction"), data=button_data(Verb.SEND, task.id, scene.next_screen())),
        Button(label=words.label("correct"), data=button_data(Verb.COMPLETE_AGAIN, task.id)),
    ]
    scene.settle_screen()
    kept: dict[str, JsonValue] = {key: stash[key] for key in ("shown", "returned")}
    scene.change_dialog(mode=Mode.CHECK, task=task.id, place=None, to_check=False, stash=kept)
    text = words.text("returned_check", old=str(stash["shown"]), new=new)
    scene.show(Message(text=text, rows=lay_out(buttons)))
    return True


def in_hand(scene: Scene, task: TaskCard) -> Review | None:
    """Give the return that is being answered now."""
    what = scene.dialog.stash.get("returned")
    if task.state is not TaskState.RETURNED or not isinstance(what, list):
        return None
    place = Place(question=str(what[0]), instance=str(what[1]))
    return next((one for one in returned_places(task) if one.place == place), None)


def complete_again(scene: Scene, task: TaskCard) -> None:
    """Ask the answer that was completed last once more."""
    review = in_hand(scene, task)
    if review is None:
        scene.say("stale_button")
    else:
        open_returned(scene, task, review)


def returned_note(scene: Scene, task: TaskCard) -> str:
    """Say on the check screen what is to be completed and why; "" for an item that is not returned."""
    if task.state is not TaskState.RETURNED:
        return ""
    reasons = "; ".join(dict.fromkeys(one.reason for one in task.returns))
    name = task.returns[0].name if task.returns else ""
    return scene.words.text("returned_note", name=name, reason=reasons)


def ask_explanation(scene: Scene, task: TaskCard) -> None:
    """Let the author keep what was returned; the next text says why."""
    if task.state is not TaskState.RETURNED:
        scene.say("sent_already", level=scene.level(task).nominative, number=task.number)
        return
    scene.settle_screen(scene.words.label("keep_and_explain"))
    scene.next_screen()
    scene.change_dialog(mode=Mode.KEEP, task=task.id, place=None, to_check=False, stash={})
    back = Button(label=scene.words.label("back"), data=button_data(Verb.OPEN, task.id))
    scene.show(Message(text=scene.words.text("keep_why"), rows=((back,),)))


def keep(scene: Scene, task: TaskCard, explanation: str) -> None:
    """Send what was returned once more as it is, with the explanation."""
    from bot.conversation.walking import open_next  # noqa: PLC0415 - keeping leads on into the walk

    said = clean(explanation).strip()[:LONGEST_EXPLANATION]
    if task.state is not TaskState.RETURNED or not said:
        scene.say("nothing_readable")
        return
    sent = submit(scene, task, event=TaskEvent.KEPT, reason=said)
    tell_town(scene, sent)
    scene.settle_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    scene.say("kept", level=scene.level(task).nominative, number=task.number)
    open_next(scene, sent)


def tell_town(scene: Scene, task: TaskCard) -> None:
    """Tell the coordinators that what they returned is there again."""
    data = {"level": scene.level(task).nominative, "number": task.number, "actor": task.actor_name}
    scene.tell(task.plan.key, "told_corrected", data, buttons=(("read_it", button_data(Verb.REVIEW_ONE, task.id), {}),))
