"""A typed word is a tap: hotovo, zpět, později, nevím…"""

from bot.conversation import checking, collecting, last_year, side_paths, supplementing, taps
from bot.conversation.heard import Said
from bot.conversation.leaving_out import leave_out
from bot.conversation.log.screens import period_screen
from bot.conversation.manners import word_in_its_manner
from bot.conversation.overview import show_overview
from bot.conversation.question import is_first, may_leave_out
from bot.conversation.reading import choice_words
from bot.conversation.scene import LOCKED_STATES, OPEN_STATES, Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import open_next
from flows.evaluation import Node
from flows.form import Kind
from flows.reading.choices import match_choice
from flows.reading.commands import Word, read_word
from flows.reading.outcome import Understood
from flows.rights import Action

MOST_DIGITS = 3
LEAVING = frozenset({Word.BACK, Word.CANCEL, Word.LATER})
ASKING = frozenset({Mode.ASK, Mode.ECHO, Mode.OPTIONS, Mode.CONFLICT})


def typed_word(scene: Scene, task: TaskCard | None, said: Said) -> bool:
    """Do what a word says if it is one that acts here; False leaves the text to be an answer."""
    if task is not None and scene.dialog.mode is Mode.CHECK and open_numbered(scene, task, said.text):
        return True
    word = read_word(said.text)
    if word is None or scene.dialog.mode in {Mode.ASK_TOWN, Mode.REQUEST}:
        return False
    if word is Word.OVERVIEW:
        show_overview(scene)
        return True
    if task is None:
        return without_task(scene, word)
    if scene.dialog.mode is Mode.CHECK:
        return at_check(scene, task, word)
    if scene.dialog.mode is Mode.MORE:
        return at_more(scene, task, word)
    place = scene.dialog.place
    node = task.evaluation.find(place) if place is not None else None
    if task is not None and scene.dialog.mode is Mode.ENTRY and word in LEAVING:
        period_screen(scene, task)
        return True
    if node is None or scene.dialog.mode not in ASKING or is_choice(node, said.text):
        return False
    return word_in_its_manner(scene, task, node, word) or at_question(scene, task, node, word)


def open_numbered(scene: Scene, task: TaskCard, text: str) -> bool:
    """On the check screen a typed number opens the answer with that number."""
    lines = checking.check_sections(scene, task)
    typed = text.strip().rstrip(".")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 0
    locked = task.state in LOCKED_STATES or task.round.closed
    if locked or not 1 <= number <= len(lines) or scene.allowed(task, Action.ANSWER) is None:
        return False
    if checking.is_of_several(lines[number - 1]):
        supplementing.offer_more(scene, task)
    else:
        checking.open_section(scene, task, lines[number - 1].nodes[0])
    return True


def is_choice(node: Node, text: str) -> bool:
    """Tell whether the question itself offers what was typed ("hotovo", "nic"): then it is the answer."""
    one_of = node.question.kind is Kind.SELECT_ONE
    return one_of and isinstance(match_choice(text, choice_words(node.choices)), Understood)


def without_task(scene: Scene, word: Word) -> bool:
    """Outside any item only going on makes sense."""
    if word in {Word.DONE, Word.AGREE} and scene.walk():
        open_next(scene)
        return True
    return False


def at_check(scene: Scene, task: TaskCard, word: Word) -> bool:
    """On the check screen "odeslat", "hotovo" and "souhlasí" send."""
    if word in {Word.SEND, Word.DONE, Word.AGREE}:
        checking.send(scene, task)
        return True
    if word is Word.LATER:
        checking.check_later(scene, task)
        return True
    if word is Word.BACK and task.state in OPEN_STATES:
        supplementing.before_more(scene, task)
        return True
    return False


def at_more(scene: Scene, task: TaskCard, word: Word) -> bool:
    """Where something may be added, "nic" and "hotovo" go on to the check, "odeslat" sends."""
    if word in {Word.NOTHING, Word.DONE, Word.LEAVE_OUT}:
        checking.nothing_more(scene, task)
    elif word is Word.SEND:
        checking.send(scene, task)
    elif word is Word.LATER:
        checking.check_later(scene, task)
    elif word is Word.BACK:
        supplementing.before_more(scene, task)
    else:
        return False
    return True


def at_question(scene: Scene, task: TaskCard, node: Node, word: Word) -> bool:
    """At a question the words do what its buttons do, as far as it has them."""
    match word:
        case Word.PUZZLED:
            side_paths.puzzled(scene, task)
        case Word.DONE if node.question.kind is Kind.TEXT:
            collecting.finish(scene, task, node)
        case Word.DONE:
            taps.agree_or_done(scene, task, node)
        case Word.AGREE if scene.dialog.mode is Mode.ECHO or node.question.kind is Kind.ACKNOWLEDGE:
            taps.agree(scene, task, node)
        case Word.BACK | Word.CANCEL:
            taps.back(scene, task, node)
        case Word.LATER:
            taps.later(scene, task, node)
        case Word.LEAVE_OUT | Word.NOTHING if may_leave_out(node):
            leave_out(scene, task, node)
        case Word.SAME if task.last is not None and is_first(task, node.place):
            last_year.offer_same(scene, task)
        case Word.NOT_OURS if is_first(task, node.place):
            side_paths.not_ours(scene, task)
        case _:
            return False
    return True
