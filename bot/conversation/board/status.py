"""How a round stands (G1): the first screen of /stav."""

from datetime import date

from bot.conversation.board.access import allows, sees_people
from bot.conversation.board.pages import status_data
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from flows.board import (
    DAY,
    Board,
    Changes,
    ItemKey,
    actors_asked,
    begun,
    below,
    changes_since,
    line_of,
    not_joined,
    silent,
    tally,
)
from flows.plan_levels import level_forms
from flows.plan_walk import level_word
from flows.rights import Action
from flows.tasks import TaskState
from flows.wording.days import days_left
from flows.wording.levels import LevelName

REST = (
    TaskState.RETURNED,
    TaskState.CORRECTED,
    TaskState.APPROVED,
    TaskState.NOT_SUPPLIED,
    TaskState.NOT_APPLICABLE,
    TaskState.CANCELLED,
)
TO_REVIEW = (TaskState.SUBMITTED, TaskState.CORRECTED)
GROUPS_IN_A_ROW = 3
GROUPS_SHOWN = 6
MOST_ROWS = 6


def show_status(scene: Scene) -> None:
    """Answer /stav for every plan whose status the person may see."""
    boards = scene.surrounds.boards
    if not boards:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    shown = [board for plan in boards.values() for board in plan if board.is_open]
    if not shown:
        say_closed(scene)
    for board in shown:
        scene.send(status_message(scene, board))


def say_closed(scene: Scene) -> None:
    """Say that nothing is open now, and offer the rounds that were."""
    past = [board for plan in scene.surrounds.boards.values() for board in plan]
    buttons = [Button(label=shorten(board.title), data=status_data("", board.round)) for board in past]
    if scene.private and any(allows(scene, plan, Action.IMPORT_PLAN) for plan in scene.surrounds.boards):
        buttons.append(Button(label=scene.words.label("try_as_partner"), data=button_data(Verb.TRY, "0")))
    scene.say("status_no_round", rows=lay_out(buttons))


def status_message(scene: Scene, board: Board) -> Message:
    """Write one round's numbers, on one phone screen."""
    counts = tally(board.owed)
    states, words = counts.states, scene.words
    today = local_day(scene, board)
    length, day = (board.deadline_on - board.opens_on).days + 1, (today - board.opens_on).days + 1
    others = [words.text(f"status_{state}", n=states[state]) for state in REST if states.get(state)]
    if counts.disowned:
        others.append(words.text("status_disowned", n=counts.disowned))
    text = words.text(
        "status",
        round=board.title,
        day=day if board.is_open and 1 <= day <= length else 0,
        days=length,
        left=days_left(max(0, (board.deadline_on - today).days), scene.language),
        sent=counts.sent,
        total=counts.total,
        started=states.get(TaskState.STARTED, 0),
        open=states.get(TaskState.OPEN, 0),
        others=", ".join(others),
        groups=group_lines(board),
        news=news(scene, changes_since(board, scene.now - DAY)),
        answering=len(begun(board) & set(actors_asked(board))),
        actors=len(actors_asked(board)),
        not_joined=0 if sees_people(scene, board) else len(not_joined(board)),
    )
    return Message(text=text, rows=status_rows(scene, board))


def local_day(scene: Scene, board: Board) -> date:
    """Give today in the plan's zone."""
    return scene.now.astimezone(scene.town_zone(board.plan)).date()


def news(scene: Scene, changes: Changes) -> str:
    """Say what changed since yesterday; "" if nothing did."""
    words = scene.words
    parts = [
        words.text("news_sent", n=changes.sent) if changes.sent else "",
        words.text("news_returned", n=changes.returned) if changes.returned else "",
        words.text("news_asked", n=changes.asked) if changes.asked else "",
        words.text("status_disowned", n=changes.disowned) if changes.disowned else "",
        words.text("news_joined", n=changes.joined) if changes.joined else "",
    ]
    return ", ".join(part for part in parts if part)


def group_lines(board: Board) -> str:
    """Write "P1 14/18 · P2 6/12", three to a line; the first six, the others are a tap away."""
    tops = below(board, None)
    cells = [f"{short_name(board, key)} {tops[key].sent}/{tops[key].total}" for key in [*tops][:GROUPS_SHOWN]]
    rows = [cells[start : start + GROUPS_IN_A_ROW] for start in range(0, len(cells), GROUPS_IN_A_ROW)]
    return "\n".join(" · ".join(row) for row in rows) + (" …" if len(tops) > GROUPS_SHOWN else "")


def short_name(board: Board, key: ItemKey) -> str:
    """Give "P1" for the first priority: the initial of the level's name and the number."""
    item = board.items[key]
    return f"{level_word(board.plan, item)[:1].upper()}{item.number.rstrip('.')}"


def status_rows(scene: Scene, board: Board) -> Rows:
    """Give the ways on: to people for a coordinator in private, to numbers for everybody who may see them."""
    words, here = scene.words, board.round
    rows: list[Button] = []
    if sees_people(scene, board):
        rows += people_buttons(scene, board)
    rows.append(Button(label=words.label("to_actors"), data=status_data("a", here)))
    spare = {words.label("refresh"), words.label("report")}
    level = top_level(scene, board)
    if level is not None:
        rows.append(Button(label=shorten(words.label("by_level", level_many=level.many)), data=status_data("i", here)))
    rows.append(Button(label=words.label("picture"), data=status_data("p", here)))
    rows.append(Button(label=words.label("refresh"), data=status_data("", here, "r")))
    if not scene.private:
        return lay_out([*rows, *digest_button(scene, board)])
    if sees_people(scene, board):
        rows.append(Button(label=words.label("more_acts"), data=status_data("m", here)))
    if allows(scene, board.plan.key, Action.MAKE_REPORT):
        rows.append(Button(label=words.label("report"), data=button_data(Verb.REPORT)))
    laid = lay_out(rows)
    return laid if len(laid) <= MOST_ROWS else lay_out(button for button in rows if button.label not in spare)


def people_buttons(scene: Scene, board: Board) -> list[Button]:
    """Give the lists that ask for an act, each with its length."""
    words, here = scene.words, board.round
    quiet, outside = silent(board), not_joined(board)
    buttons = []
    if quiet:
        buttons.append(Button(label=words.label("silent", n=len(quiet)), data=status_data("s", here)))
    if outside:
        buttons.append(Button(label=words.label("not_joined", n=len(outside)), data=status_data("j", here)))
    waiting = sum(task.state in TO_REVIEW for task in board.owed)
    if waiting and allows(scene, board.plan.key, Action.APPROVE):
        buttons.append(Button(label=words.label("to_review", n=waiting), data=button_data(Verb.REVIEW)))
    if board.questions:
        label = words.label("questions", n=len(board.questions))
        buttons.append(Button(label=label, data=button_data(Verb.QUESTION, "l", here, "0")))
    buttons.append(Button(label=words.label("nudge"), data=status_data("n", here)))
    return buttons


def digest_button(scene: Scene, board: Board) -> list[Button]:
    """Let a coordinator have the status sent to this group every week, or no longer."""
    if not allows(scene, board.plan.key, Action.NUDGE):
        return []
    on = scene.person.contact in scene.surrounds.digests.get(board.plan.key, frozenset())
    key = "digest_off" if on else "digest_on"
    return [Button(label=scene.words.label(key), data=status_data("w", board.round, "" if on else "on"))]


def top_level(scene: Scene, board: Board) -> LevelName | None:
    """Give the name of the level of the first item at the top; None where the round asks about no items."""
    asked = (line_of(board, (task.tree, task.subject)) for task in board.owed)
    line = next((line for line in asked if line), ())
    return level_of(scene, board, line[-1]) if line else None


def level_of(scene: Scene, board: Board, key: ItemKey) -> LevelName:
    """Give the name of an item's level in the person's language."""
    return level_forms(board.plan, board.items[key], scene.language)
