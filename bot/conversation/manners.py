"""Forms, or parts of them, that are talked about in a manner of their own: fast tables and logs."""

from collections.abc import Callable

from bot.conversation.buttons import Tap, Verb
from bot.conversation.fast.answering import hear_fast, tap_end, tap_fast
from bot.conversation.fast.asking import ask_fast
from bot.conversation.fast.ending import end_screen
from bot.conversation.fast.rows import fast_repeat, is_fast
from bot.conversation.heard import Said
from bot.conversation.log.entries import log_place, log_repeat
from bot.conversation.log.screens import log_screen
from bot.conversation.log.tapping import tap_log
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from flows.answers import Place
from flows.evaluation import Node
from flows.reading.commands import Word

_WORDS = {
    Word.BACK: Verb.BACK,
    Word.CANCEL: Verb.BACK,
    Word.LATER: Verb.LATER,
    Word.SAME: Verb.LAST,
    Word.LEAVE_OUT: Verb.LEAVE_OUT,
    Word.NOTHING: Verb.LEAVE_OUT,
}

MANNER_TAPS: dict[Verb, Callable[[Scene, TaskCard, Tap], None]] = {Verb.FAST: tap_end, Verb.LOG: tap_log}
"""Buttons that belong to a task with a manner of its own."""


def ask_in_its_manner(scene: Scene, task: TaskCard, place: Place, *, to_check: bool, before: str) -> bool:
    """Ask a place of a fast table, or of a log what its period has; False for any other place."""
    if is_fast(task, place):
        ask_fast(scene, task, place, to_check=to_check, before=before, fresh=True)
        return True
    if place == log_place(task):
        log_screen(scene, task)
        return True
    return False


def check_in_its_manner(scene: Scene, task: TaskCard) -> bool:
    """Show the end of a fast table, or the period of a log, in place of the check screen."""
    if fast_repeat(task) is not None:
        end_screen(scene, task)
        return True
    if log_repeat(task) is not None:
        log_screen(scene, task)
        return True
    return False


def tap_in_its_manner(scene: Scene, task: TaskCard, node: Node, read: Tap) -> bool:
    """Do what a button of a fast table says."""
    return is_fast(task, node.place) and tap_fast(scene, task, node, read)


def hear_in_its_manner(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Take a text at a fast table."""
    if not is_fast(task, node.place):
        return False
    hear_fast(scene, task, node, said)
    return True


def word_in_its_manner(scene: Scene, task: TaskCard, node: Node, word: Word) -> bool:
    """Do what a word says at a fast table."""
    return is_fast(task, node.place) and word in _WORDS and tap_fast(scene, task, node, Tap(verb=_WORDS[word]))
