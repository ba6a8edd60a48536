"""Side paths from a list of lines: taps and texts in "choose from last year's" and in "change the kind"."""

from bot.conversation.answering import answer_text
from bot.conversation.buttons import Tap, Verb
from bot.conversation.changing_kind import change_kind, hear_kind
from bot.conversation.heard import Said
from bot.conversation.listing import echo_list
from bot.conversation.outlining import tap_outline
from bot.conversation.picking import finish, hear_pick, pick
from bot.conversation.question import ask
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from flows.evaluation import Node
from flows.reading.commands import Word, read_word

LINE_MODES = frozenset({Mode.PICK, Mode.KIND})
LINE_VERBS = frozenset({Verb.PICK, Verb.KIND, Verb.OUTLINE, Verb.BULLET})


def tap_line(scene: Scene, task: TaskCard, node: Node, read: Tap) -> None:
    """Do what a button of a side path says."""
    if read.verb is Verb.PICK:
        pick(scene, task, node, read.part(3))
    elif read.verb in {Verb.OUTLINE, Verb.BULLET}:
        tap_outline(scene, task, node, read)
    else:
        change_kind(scene, task, node, read.part(3))


def hear_line(scene: Scene, task: TaskCard, said: Said) -> None:
    """Hear a text on a side path; at the names to choose from, other words are new lines."""
    place = scene.dialog.place
    node = task.evaluation.find(place) if place is not None else None
    word = read_word(said.text)
    if node is None or place is None:
        scene.say("stale_button")
    elif word in {Word.BACK, Word.CANCEL}:
        back_to_list(scene, task, node)
    elif word is Word.DONE and scene.dialog.mode is Mode.PICK:
        finish(scene, task, node)
    elif scene.dialog.mode is Mode.KIND:
        hear_kind(scene, task, node, said)
    elif not hear_pick(scene, task, node, said):
        scene.change_dialog(mode=Mode.ASK, stash={"adding": True})
        answer_text(scene, task, place, said)


def back_to_list(scene: Scene, task: TaskCard, node: Node) -> None:
    """Leave the side path: to the echo of what stands there, or to the question."""
    if task.evaluation.turns(node.question.name, node.place.instance):
        echo_list(scene, task, node)
    else:
        ask(scene, task, node.place, to_check=scene.dialog.to_check)
