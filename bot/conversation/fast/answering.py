"""What a tap or a text does in a fast table."""

import re

from bot.conversation.answering import link
from bot.conversation.buttons import Tap, Verb, code, turn_code
from bot.conversation.conflict import answered_meanwhile, meets_other
from bot.conversation.fast.asking import ask_fast
from bot.conversation.fast.ending import PAGE, end_screen, show_list
from bot.conversation.fast.rows import FastRow, fast_rows, is_explanation, row_at, unexplained
from bot.conversation.heard import Said
from bot.conversation.reading import choice_words
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import LOCKED_STATES, Scene
from bot.conversation.showing import show_node
from bot.conversation.state import TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin
from flows.evaluation import Node
from flows.interview import LeaveOut, Set
from flows.reading.choices import match_choice
from flows.reading.cleaning import clean
from flows.reading.outcome import Understood
from flows.rejection import Rejection

_FIRST_WORD = re.compile(r"(?P<word>[^.,:;–—-]{1,24})[.,:;–—-]\s*(?P<rest>\S.*)", re.DOTALL)


def tap_fast(scene: Scene, task: TaskCard, node: Node, read: Tap) -> bool:
    """Do what a button of a row says; False for a button that is no row's."""
    if read.verb is Verb.CHOOSE:
        name = next((one.name for one in node.choices if code(one.name) == read.part(3)), None)
        if name is not None:
            choose_level(scene, task, node, name, Origin.TAPPED)
    elif read.verb is Verb.LAST:
        _, row = row_at(task, node.place)
        if row.before is not None:
            choose_level(scene, task, node, row.before.name, Origin.TAPPED)
    elif read.verb is Verb.BACK:
        back(scene, task, node)
    elif read.verb is Verb.LATER:
        later(scene, task)
    elif read.verb is Verb.LEAVE_OUT:
        without_text(scene, task, node)
    else:
        return False
    return True


def choose_level(scene: Scene, task: TaskCard, node: Node, name: str, origin: Origin, *, fresh: bool = False) -> None:
    """Take a level and show the next row that has none."""
    if meets_other(scene, task, node, name):
        return
    outcome = write(scene, task, Set(place=node.place, value=name, origin=origin))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    go_on_fast(scene, outcome, node, fresh=fresh)


def go_on_fast(scene: Scene, task: TaskCard, node: Node, *, fresh: bool) -> None:
    """Ask the next row: of levels the next without one, of texts the next that wants one; then the end."""
    if scene.dialog.to_check:
        position, _ = row_at(task, node.place)
        show_list(scene, task, position // PAGE)
        return
    following = next_row(task, node)
    if fresh or following is None:
        scene.settle_screen(show_node(task, task.evaluation.at(node.place), scene.words))
    if following is None:
        end_screen(scene, task)
    else:
        ask_fast(scene, task, following.place, to_check=False, fresh=fresh)


def next_row(task: TaskCard, node: Node) -> Node | None:
    """Give the next place of the same kind that is open: after this one, then from the start."""
    if is_explanation(node.question):
        wanted = [row.text for row in unexplained(task) if row.text is not None]
    else:
        wanted = [row.level for row in fast_rows(task) if not row.level.answered]
    order = [row.level.place.instance for row in fast_rows(task)]
    here = order.index(node.place.instance)
    later_ones = [one for one in wanted if order.index(one.place.instance) > here]
    return next(iter(later_ones or wanted), None)


def back(scene: Scene, task: TaskCard, node: Node) -> None:
    """Show the row before; from the list, the list again; from the first text, the end."""
    position, _ = row_at(task, node.place)
    rows = fast_rows(task)
    if scene.dialog.to_check:
        show_list(scene, task, position // PAGE)
    elif is_explanation(node.question):
        end_screen(scene, task)
    else:
        ask_fast(scene, task, rows[max(0, position - 1)].level.place, to_check=False, fresh=False)


def later(scene: Scene, task: TaskCard) -> None:
    """Leave the table; what is answered stays."""
    from bot.conversation.checking import check_later  # noqa: PLC0415 - leaving leads on into the walk

    put_off = {(task.id, row.level.place.question, row.level.place.instance) for row in fast_rows(task)}
    scene.change_dialog(postponed=scene.dialog.postponed | put_off)
    check_later(scene, task)


def without_text(scene: Scene, task: TaskCard, node: Node) -> None:
    """Leave an explanation out on purpose."""
    if answered_meanwhile(scene, task, node):
        ask_fast(scene, task, node.place, to_check=scene.dialog.to_check, fresh=False)
        return
    outcome = write(scene, task, LeaveOut(place=node.place))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    go_on_fast(scene, outcome, node, fresh=False)


def hear_fast(scene: Scene, task: TaskCard, node: Node, said: Said) -> None:
    """Take a text: a level's word is a tap, anything else explains the row on screen, both may come together."""
    _, row = row_at(task, node.place)
    if is_explanation(node.question):
        explain(scene, task, row, said, then=node)
        return
    name, rest = level_and_text(node, said.text)
    if rest and row.text is not None:
        written = write_text(scene, task, row, said, rest)
        if written is None:
            return
        task = written
    now = task.evaluation.at(node.place)
    if name:
        choose_level(scene, task, now, name, Origin.TYPED, fresh=True)
        return
    noted = scene.words.text("fast_noted")
    scene.settle_screen()
    ask_fast(scene, task, now.place, to_check=scene.dialog.to_check, before=noted, fresh=True)


def level_and_text(node: Node, text: str) -> tuple[str, str]:
    """Part "Ne, chybí mediátor" into the level and its explanation; "" for what is not there."""
    words = choice_words(node.choices)
    cleaned = clean(text).strip()
    whole = match_choice(cleaned, words)
    if isinstance(whole, Understood):
        return whole.value, ""
    found = _FIRST_WORD.fullmatch(cleaned)
    first = match_choice(found["word"], words) if found and not found["word"].strip().isdigit() else None
    if found is not None and isinstance(first, Understood):
        return first.value, found["rest"]
    return "", cleaned


def write_text(scene: Scene, task: TaskCard, row: FastRow, said: Said, text: str) -> TaskCard | None:
    """Add a text to a row's explanation; None where the form does not take it."""
    if row.text is None:
        return None
    there: list[JsonValue] = list(row.text.value) if isinstance(row.text.value, list) else []
    outcome = write(scene, task, Set(place=row.text.place, value=[*there, text], origin=Origin.TYPED))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    link(scene, outcome, row.text.place, said.ref, len(there))
    return outcome


def explain(scene: Scene, task: TaskCard, row: FastRow, said: Said, *, then: Node) -> None:
    """Take the text that a level wants, and ask for the next one."""
    text = clean(said.text).strip()
    if not text:
        scene.say("nothing_readable")
        return
    outcome = write_text(scene, task, row, said, text)
    if outcome is not None:
        go_on_fast(scene, outcome, then, fresh=True)


def tap_end(scene: Scene, task: TaskCard, read: Tap) -> None:
    """Do what a button of the end or of the list says; one of an older screen shows how things stand."""
    if read.parts[-1] != str(scene.dialog.screen):
        end_screen(scene, task)
        return
    match read.part(1):
        case "list":
            show_list(scene, task, int(read.part(2)) if read.part(2).isdecimal() else 0)
        case "open":
            open_row(scene, task, read.part(2))
        case "texts" if missing := unexplained(task):
            first = missing[0].text
            if first is not None and not is_locked(task):
                ask_fast(scene, task, first.place, to_check=False, fresh=False)
        case "go" if not is_locked(task):
            gap = next((row.level for row in fast_rows(task) if not row.level.answered), None)
            if gap is not None:
                ask_fast(scene, task, gap.place, to_check=False, fresh=False)
        case _:
            end_screen(scene, task)


def open_row(scene: Scene, task: TaskCard, turn: str) -> None:
    """Open one row from the list; what is closed is only shown."""
    row = next((one for one in fast_rows(task) if turn_code(one.level.place.instance) == turn), None)
    if row is None or is_locked(task):
        end_screen(scene, task)
    else:
        ask_fast(scene, task, row.level.place, to_check=True, fresh=False)


def is_locked(task: TaskCard) -> bool:
    """Tell whether nothing of a task can be changed any more."""
    return task.state in LOCKED_STATES or task.round.closed
