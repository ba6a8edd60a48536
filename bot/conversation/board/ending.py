"""A plan ends before its time: when and who decided, what is filled in, and then it is done (or taken back)."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from bot.conversation.board.access import find_board
from bot.conversation.board.lists import LINE, item_title
from bot.conversation.board.pages import back_row, cut_page, turning
from bot.conversation.board.whole_round import ACTS as ROUND_ACTS
from bot.conversation.board.whole_round import carry_out, possible
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from bot.words import words_for
from flows.answers import JsonValue
from flows.board import Board, BoardTask, ItemKey
from flows.decisions import Decided
from flows.plan_levels import level_forms
from flows.reading.cleaning import clean
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from flows.rights import Action
from flows.tasks import TaskState
from flows.wording.days import date_long
from flows.wording.levels import LevelName, count_of

LINES_ON_A_PAGE = 5
LONGEST = 200


def left_over(scene: Scene, plan: str) -> list[tuple[Board, BoardTask]]:
    """Give what organisations have not begun in the open rounds of a plan, in the order of the document."""
    boards = [one for one in scene.surrounds.boards.get(plan, ()) if one.is_open]
    found = [(board, task) for board in boards for task in board.owed if task.state is TaskState.OPEN]
    return sorted(found, key=lambda one: (one[0].order.get(item_of(one[1]), -1), one[1].id))


def item_of(task: BoardTask) -> ItemKey:
    """Give tree and key of what a task is about."""
    return (task.tree, task.subject)


def counted(scene: Scene, left: list[tuple[Board, BoardTask]]) -> str:
    """Write "14 ukazatelů, 7 výstupů": how many items of each level, each item once."""
    levels: dict[ItemKey, LevelName] = {}
    for board, task in left:
        item = board.items.get(item_of(task))
        levels.setdefault(item_of(task), level_forms(board.plan, item, scene.language))
    return ", ".join(count_of(level, n) for level, n in Counter(levels.values()).items()) or "0"


def ask_end(scene: Scene, round_id: str, _: str) -> None:
    """Ask when, who decided, and the resolution."""
    board = possible(scene, round_id, Decided.ENDED)
    if board is None:
        return
    scene.change_dialog(mode=Mode.ROUND_END, stash={"round": board.round})
    back = back_row(scene, button_data(Verb.ROUND, "m", board.round))
    scene.turn_to(Message(text=scene.words.text("end_asks", plan=board.plan.title), rows=back))


def take_end(scene: Scene, text: str) -> None:
    """Read "30. 10. 2026, zastupitelstvo města, usnesení 112/2026" and ask whether that holds."""
    board = possible(scene, str(scene.dialog.stash.get("round", "")), Decided.ENDED)
    if board is None:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        return
    today = scene.now.astimezone(scene.zone(board.plan)).date()
    day, _, rest = clean(text).strip()[:LONGEST].partition(",")
    body, _, resolution = rest.partition(",")
    reading = read_date(day.strip(), today=today)
    if not isinstance(reading, Understood) or not body.strip():
        scene.say("end_not_understood", text=text[:60])
        return
    stash: dict[str, JsonValue] = {
        "round": board.round,
        "on": reading.value.isoformat(),
        "body": body.strip(),
        "resolution": resolution.strip(),
    }
    scene.change_dialog(stash=stash)
    scene.turn_to(end_message(scene, board))


def end_message(scene: Scene, board: Board) -> Message:
    """Say what the end means, with the counts."""
    words, stash = scene.words, scene.dialog.stash
    left = left_over(scene, board.plan.key)
    today = scene.now.astimezone(scene.zone(board.plan)).date()
    text = words.text(
        "end_really",
        plan=board.plan.title,
        date=date_long(date.fromisoformat(str(stash["on"])), scene.language, today),
        decided=", ".join(part for part in (str(stash["body"]), str(stash["resolution"])) if part),
        count=counted(scene, left),
    )
    buttons = [
        Button(label=words.label("show_fills"), data=button_data(Verb.ROUND, "w", board.round, "0")),
        Button(label=words.label("end_now"), data=button_data(Verb.ROUND, "X", board.round)),
        Button(label=words.label("cancel"), data=button_data(Verb.ROUND, "m", board.round)),
    ]
    return Message(text=text, rows=lay_out(buttons))


def show_fills(scene: Scene, round_id: str, page: str) -> None:
    """List what would be filled in."""
    board = being_ended(scene, round_id)
    if board is None:
        return
    left = left_over(scene, board.plan.key)
    here = cut_page(left, page, LINES_ON_A_PAGE)
    lines = [shorten(left_title(one, task), 2 * LINE) for one, task in here.shown]
    turn = turning(scene, here, lambda number: button_data(Verb.ROUND, "w", board.round, str(number)))
    rows = (*lay_out(turn), *back_row(scene, button_data(Verb.ROUND, "r", board.round)))
    scene.turn_to(Message(text=scene.words.text("end_fills", n=len(left), lines=lines), rows=rows))


def left_title(board: Board, task: BoardTask) -> str:
    """Name what a task is about."""
    return item_title(board, item_of(task)) if item_of(task) in board.items else board.title


def being_ended(scene: Scene, round_id: str) -> Board | None:
    """Find the round from which the plan is being ended; a button of an earlier attempt says that it is over."""
    stash = scene.dialog.stash
    if scene.dialog.mode is Mode.ROUND_END and stash.get("round") == round_id and "on" in stash:
        return possible(scene, round_id, Decided.ENDED)
    if find_board(scene, round_id, Action.CANCEL) is not None:
        scene.toast("unknown_button")
    return None


def show_again(scene: Scene, round_id: str, _: str) -> None:
    """Show the question again."""
    board = being_ended(scene, round_id)
    if board is not None:
        scene.turn_to(end_message(scene, board))


def end(scene: Scene, round_id: str, _: str) -> None:
    """End the plan."""
    board = being_ended(scene, round_id)
    if board is None:
        return
    stash = scene.dialog.stash
    fills = words_for(board.plan.language).text("end_fills_with")
    body: dict[str, JsonValue] = {name: stash[name] for name in ("on", "body", "resolution")}
    left = len(left_over(scene, board.plan.key))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    reason = ", ".join(part for part in (str(body["body"]), str(body["resolution"])) if part)
    carry_out(scene, board, Decided.ENDED, {**body, "fills": fills, "count": left}, reason)


ACTS: dict[str, Callable[[Scene, str, str], None]] = {
    **ROUND_ACTS,
    "x": ask_end,
    "r": show_again,
    "w": show_fills,
    "X": end,
}
"""Everything that a button about a whole round can say."""
