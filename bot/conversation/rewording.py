"""Editing the wording of what was submitted: the author stays the author and learns of it in one digest."""

from collections.abc import Sequence

from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.deciding import judge, still_so
from bot.conversation.effects import ChangeTask, Submit
from bot.conversation.layout import lay_out, numbers
from bot.conversation.message import Button, Message
from bot.conversation.scene import SENT_STATES, Scene
from bot.conversation.showing import filled, said_in, section_of, text_of
from bot.conversation.state import Mode, TaskCard
from bot.conversation.town_effects import TellReworded
from bot.conversation.writing import take_in, take_over
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node
from flows.evaluation_registers import register_writes
from flows.form import Kind
from flows.interview import Rejected, Set
from flows.reading.cleaning import clean
from flows.reviews import Verdict
from flows.rights import Action
from flows.tasks import Role, TaskEvent, TaskState

REWORDED = SENT_STATES | {TaskState.APPROVED}
"""States in which the town may edit the wording."""
SHOWN = 80
"""Characters of each text in the list."""


def worded(card: TaskCard) -> list[Node]:
    """Give the texts that can be worded anew: what was written, and how the report words a choice."""
    texts = [node for node in card.evaluation.nodes if node.question.kind is Kind.TEXT and node.relevant]
    return [node for node in texts if not node.place.instance and (node.answered or is_wording(node))]


def is_wording(node: Node) -> bool:
    """Tell whether a text only says how the report words another answer."""
    return node.question.name.endswith("_wording")


def begin_rewording(scene: Scene, card: TaskCard, rev: str) -> None:
    """Ask which text; a single one at once."""
    if not still_so(scene, card, rev):
        return
    if is_busy(scene, card):
        scene.say("reword_busy", level=scene.level(card).nominative, number=card.number)
        return
    texts = worded(card)
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.REWORD, task=card.id, place=None, stash={"rev": rev})
    if len(texts) == 1:
        ask_wording(scene, card, texts[0])
        return
    words = scene.words
    lines = [{"section": name_of(scene, card, node), "value": text_of(node.value)[:SHOWN] or "–"} for node in texts]
    buttons = [
        Button(
            label=str(index),
            data=button_data(Verb.REWORD_TEXT, card.id, code(node.place.question), str(scene.dialog.screen)),
        )
        for index, node in enumerate(texts, start=1)
    ]
    cancel = Button(label=words.label("cancel"), data=button_data(Verb.REVIEW_ONE, card.id))
    text = words.text("reword_which", level=scene.level(card).nominative, number=card.number, lines=lines)
    scene.show(Message(text=text, rows=(*numbers(buttons), *lay_out([cancel]))))


def name_of(scene: Scene, card: TaskCard, node: Node) -> str:
    """Name a text: by its section, or by its question where it words another answer for the report."""
    form = card.interview.form
    if is_wording(node):
        return filled(said_in(node.question.label, form, scene.language), card)
    return section_of(form, node.question, scene.language)


def is_busy(scene: Scene, card: TaskCard) -> bool:
    """Tell whether the author is changing what was submitted: the town would send their unfinished words."""
    said = scene.surrounds.desk.submitted.get(card.id)
    return said is None or said.head_seq != card.head_seq or card.state not in REWORDED


def choose_text(scene: Scene, card: TaskCard, read: Tap) -> None:
    """Ask for the new wording of the chosen text."""
    node = next((one for one in worded(card) if code(one.place.question) == read.part(1)), None)
    if node is None or scene.dialog.mode is not Mode.REWORD or scene.dialog.task != card.id:
        scene.say("done_already")
        return
    ask_wording(scene, card, node)


def ask_wording(scene: Scene, card: TaskCard, node: Node) -> None:
    """Show the text as it stands; the next message takes its place."""
    scene.settle_screen()
    scene.change_dialog(stash={**scene.dialog.stash, "what": node.place.question})
    words = scene.words
    cancel = Button(label=words.label("cancel"), data=button_data(Verb.REVIEW_ONE, card.id))
    text = words.text("reword_ask", section=name_of(scene, card, node), text=text_of(node.value))
    scene.show(Message(text=text, rows=((cancel,),)))


def take_wording(scene: Scene, card: TaskCard, text: str) -> None:
    """Write the new wording and say how it reads now."""
    what = str(scene.dialog.stash.get("what", ""))
    node = next((one for one in worded(card) if one.place.question == what), None)
    said = clean(text).strip()
    if node is None or not said:
        scene.say("reword_first_which" if said else "nothing_readable")
        return
    if not still_so(scene, card, str(scene.dialog.stash.get("rev", ""))) or is_busy(scene, card):
        return
    old = node.value
    reworded = reword(scene, card, (Set(place=node.place, value=[said], origin=Origin.EDITED),))
    if reworded is None:
        scene.say("value_out_of_bounds")
        return
    words = scene.words
    scene.settle_screen()
    stash: dict[str, JsonValue] = {"reworded": {"question": what, "old": old, "head": reworded.head_seq}}
    scene.change_dialog(mode=Mode.REVIEW, task=card.id, place=None, stash=stash)
    buttons = [
        Button(label=words.label("restore"), data=button_data(Verb.UNDO_REWORDING, card.id, str(reworded.head_seq))),
        Button(label=words.label("read_again"), data=button_data(Verb.REVIEW_ONE, card.id)),
    ]
    text = words.text(
        "reworded",
        level=scene.level(card).nominative,
        number=card.number,
        section=name_of(scene, card, node),
        old=text_of(old),
        new=said,
    )
    scene.show(Message(text=text, rows=lay_out(buttons)))


def reword(scene: Scene, card: TaskCard, given: Sequence[Set]) -> TaskCard | None:
    """Write texts anew and submit them as edited; the state stays, an approval holds for the new wording too.

    None where the form does not take them.
    """
    now = card
    for one in given:
        outcome = take_in(scene, now, one)
        if isinstance(outcome, Rejected):
            return None
        now = take_over(scene, now, outcome)
    number = card.submissions + 1
    scene.effects.append(
        Submit(
            task=card.id,
            number=number,
            head_seq=now.head_seq,
            values=tuple(sorted(now.evaluation.submission().items())),
            how="edited",
            registers=register_writes(now.evaluation) if now.interview.form.entities else None,
        )
    )
    scene.effects.append(
        ChangeTask(task=card.id, event=TaskEvent.ANSWERED, before=card.state, after=card.state, role=Role.COORDINATOR)
    )
    if card.state is TaskState.APPROVED:
        judge(scene, card, number, Verdict.APPROVED)
    scene.effects.append(TellReworded(plan=card.plan.key, actor=card.actor))
    return scene.keep_card(now, submissions=number)


def undo_rewording(scene: Scene, card: TaskCard, head: str) -> None:
    """Put the earlier wording back, as long as nothing was written after it."""
    kept = scene.dialog.stash.get("reworded")
    busy = is_busy(scene, card)
    if not isinstance(kept, dict) or str(card.head_seq) != head or str(kept.get("head")) != head or busy:
        scene.say("stale_button")
        return
    place = Place(question=str(kept["question"]))
    restored = reword(scene, card, (Set(place=place, value=kept["old"], origin=Origin.UNDONE),))
    scene.settle_screen()
    scene.change_dialog(stash={})
    section = name_of(scene, card, card.evaluation.at(place))
    if restored is not None:
        scene.say(
            "restored",
            level=scene.level(card).nominative,
            number=card.number,
            section=section,
            old=text_of(kept["old"])[:300],
        )


def may_reword(scene: Scene, card: TaskCard) -> bool:
    """Tell whether the person may edit the wording of a task."""
    return scene.allowed(card, Action.ANSWER_ON_BEHALF) is not None
