"""A typed part of a name at a question with choices, and own words where the form allows them."""

from bot.conversation.heard import Said
from bot.conversation.long_list import WHOLE, is_long
from bot.conversation.message import Message
from bot.conversation.question import may_leave_out, question_rows, question_text, refresh_choices
from bot.conversation.reading import choice_words
from bot.conversation.refusing import quoted, refuse_input
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answer_values import SELECTS
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import Set
from flows.reading.cleaning import clean
from flows.reading.outcome import Reading, Understood
from flows.reading.parts import match_part
from flows.rejection import Rejection

MOST_DIGITS = 4


def by_part(node: Node, text: str, reading: Reading[JsonValue]) -> Reading[JsonValue]:
    """Understand a part of a name that fits one choice of a long list alone."""
    if node.question.kind not in SELECTS or isinstance(reading, Understood) or not is_long(node):
        return reading
    found = match_part(text, choice_words(node.choices))
    if len(found) != 1:
        return reading
    return Understood(value=found[0] if node.question.kind is Kind.SELECT_ONE else [found[0]])


def narrow(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Show those choices of a long list that a typed part of a name finds; False where it finds none."""
    if node.question.kind not in SELECTS or not is_long(node):
        return False
    found = match_part(said.text, choice_words(node.choices))
    if len(found) < 2:
        return False
    scene.settle_screen()
    screen = scene.next_screen()
    stash = {key: value for key, value in scene.dialog.stash.items() if key != "page"}
    scene.change_dialog(mode=Mode.ASK, stash={**stash, "sought": said.text})
    note = scene.words.text("found_by_part", text=quoted(said.text), n=len(found))
    text = question_text(scene, task, node, note)
    scene.show(Message(text=text, rows=question_rows(scene, task, node, screen)))
    return True


def tick_typed(scene: Scene, task: TaskCard, node: Node, value: JsonValue) -> bool:
    """Tick what was typed at a long list of several choices; the list stays on screen until "Hotovo"."""
    if node.question.kind is not Kind.SELECT_MULTIPLE or not is_long(node) or not isinstance(value, list):
        return False
    there = list(node.value) if isinstance(node.value, list) else []
    outcome = write_choices(scene, task, node, [*there, *(one for one in value if one not in there)])
    if outcome is None:
        return True
    scene.settle_screen()
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.ASK, stash={})
    now = outcome.evaluation.at(node.place)
    text = question_text(scene, outcome, now)
    scene.show(Message(text=text, rows=question_rows(scene, outcome, now, screen)))
    return True


def other_typed(scene: Scene, task: TaskCard, node: Node, said: Said) -> TaskCard | None:
    """Take own words as the "other" of a question with several choices; None where the form has no such choice."""
    other = node.question.other
    if other is None or node.question.kind is not Kind.SELECT_MULTIPLE or not clean(said.text).strip():
        return None
    there = list(node.value) if isinstance(node.value, list) else []
    chosen = [*there, *([] if other.name in there else [other.name])]
    outcome = write_choices(scene, task, node, chosen)
    if outcome is None:
        return None
    place = Place(question=f"{node.question.name}_{other.name}", instance=node.place.instance)
    written = write(scene, outcome, Set(place=place, value=[clean(said.text).strip()], origin=Origin.TYPED))
    return outcome if isinstance(written, Rejection) else written


def write_choices(scene: Scene, task: TaskCard, node: Node, chosen: list[JsonValue]) -> TaskCard | None:
    """Write the ticks of a question with several choices; None where the form does not take them."""
    outcome = write(scene, task, Set(place=node.place, value=chosen, origin=Origin.TYPED))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    scene.change_dialog(seen_seq=outcome.interview.answers[node.place].seq)
    return outcome


def turn_page(scene: Scene, task: TaskCard, node: Node, page: str) -> None:
    """Show another page of a long list in place, or the whole list after a search."""
    stash = dict(scene.dialog.stash)
    if page == WHOLE:
        stash.pop("sought", None)
        stash.pop("page", None)
    elif page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS:
        stash["page"] = int(page)
    scene.change_dialog(stash=stash, last_tap="")
    if page == WHOLE:
        scene.change_dialog(screen_text=question_text(scene, task, node))
    refresh_choices(scene, task, node)


def nothing_chosen(scene: Scene, node: Node) -> bool:
    """Say that something must be chosen before "Hotovo"; False where nothing need be."""
    if may_leave_out(node):
        return False
    scene.say("nothing_chosen")
    return True
