"""The history of a task: who answered what when, what was returned and why."""

from datetime import datetime

from bot.conversation.board.access import find_task
from bot.conversation.board.pages import back_row, cut_page, turning
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Message
from bot.conversation.scene import Scene
from flows.board import Board, HistoryLine
from flows.rights import Action
from flows.wording.days import date_numeric, time_short

LINES_ON_A_PAGE = 6
SHOWN = 60


def show(scene: Scene, task_id: str, page: str, _: str) -> None:
    """Show the history, newest first."""
    found = find_task(scene, task_id, Action.SEE_HISTORY)
    if found is None:
        return
    board, task = found
    lines = sorted(scene.surrounds.histories.get(task_id, ()), key=lambda one: one.at, reverse=True)
    here = cut_page(lines, page, LINES_ON_A_PAGE)
    item = board.items.get((task.tree, task.subject))
    text = scene.words.text(
        "task_history",
        number=item.number if item else board.title,
        lines=[history_line(scene, board, line) for line in here.shown],
    )
    turn = turning(scene, here, lambda number: button_data(Verb.DECIDE, "h", task_id, str(number)))
    rows = (*lay_out(turn), *back_row(scene, button_data(Verb.DECIDE, "c", task_id)))
    scene.turn_to(Message(text=text, rows=rows))


def history_line(scene: Scene, board: Board, line: HistoryLine) -> str:
    """Write one line: when, who, what."""
    who = line.person or scene.words.text("the_service")
    parts = [f"{moment(scene, board, line.at)} {who}: {what(scene, line)}"]
    if line.on_behalf:
        parts.append(scene.words.text(f"by_{line.on_behalf}"))
    return ", ".join(parts)


def moment(scene: Scene, board: Board, at: datetime) -> str:
    """Write a local moment in figures."""
    local = at.astimezone(scene.zone(board.plan))
    return f"{date_numeric(local.date(), scene.language)} {time_short(local.time())}"


def what(scene: Scene, line: HistoryLine) -> str:
    """Word what happened."""
    words = scene.words
    if line.what == "answer":
        return words.text("history_answer", question=line.detail, value=cut(line.new) or "–")
    if line.what == "review":
        return words.text("history_review", verdict=words.text(f"verdict_{line.new}"), text=cut(line.detail))
    return words.text("history_event", what=words.text(f"event_{line.what}"), text=cut(line.detail))


def cut(text: str) -> str:
    """Shorten a long text to one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rstrip() + "…"
