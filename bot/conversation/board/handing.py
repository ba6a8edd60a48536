"""A coordinator lets another organisation answer a task: whom, why, and taken back while that one has not begun."""

from collections.abc import Callable

from bot.conversation.board.access import actor_by_code, find_task
from bot.conversation.board.deciding import LONGEST_REASON, card_message, fresh, last_event
from bot.conversation.board.lists import actor_names
from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.board.telling import tell_actor
from bot.conversation.board_effects import HandOver
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.effects import ChangeTask
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.board import Board, BoardTask
from flows.reading.cleaning import clean
from flows.rights import Action
from flows.tasks import Role, TaskEvent, TaskState, change

ACTORS_ON_A_PAGE = 4
HANDING = "g"
"""In the dialog: what the reason that is asked for is about."""


def choose_actor(scene: Scene, task_id: str, rev: str, page: str) -> None:
    """Ask who answers instead."""
    found = fresh(scene, task_id, rev, Action.HAND_OVER)
    if found is None:
        return
    board, task = found
    others = sorted((one for one in board.plan.actors if one.key != task.actor), key=lambda one: one.name.casefold())
    here = cut_page(others, page, ACTORS_ON_A_PAGE)
    rows = (
        *(
            (
                Button(
                    label=shorten(one.name), data=button_data(Verb.DECIDE, "G", task.id, str(task.rev), code(one.key))
                ),
            )
            for one in here.shown
        ),
        *lay_out(turning(scene, here, lambda number: button_data(Verb.DECIDE, "g", task.id, rev, str(number)))),
        *back_row(scene, button_data(Verb.DECIDE, "c", task.id)),
    )
    scene.turn_to(Message(text=scene.words.text("hand_over_to"), rows=rows))


def ask_reason(scene: Scene, task_id: str, rev: str, actor_code: str) -> None:
    """Ask why; the next text is the reason, and there may be none."""
    found = fresh(scene, task_id, rev, Action.HAND_OVER)
    if found is None:
        return
    board, task = found
    actor = actor_by_code(board, actor_code)
    if not may_take(board, task, actor):
        scene.turn_to(card_message(scene, board, task, note=scene.words.text("decision_refused")))
        return
    earlier = own_task(board, task, actor)
    stash = {"task": task.id, "rev": task.rev, "act": HANDING, "actor": actor, "again": earlier.id if earlier else ""}
    scene.change_dialog(mode=Mode.REASON, stash=stash)
    without = Button(label=scene.words.label("no_reason"), data=button_data(Verb.DECIDE, "-", task.id, rev))
    rows = (*lay_out([without]), *back_row(scene, button_data(Verb.DECIDE, "c", task.id)))
    scene.turn_to(Message(text=scene.words.text("reason_why"), rows=rows))


def may_take(board: Board, task: BoardTask, actor: str) -> bool:
    """Tell whether an organisation can answer a task instead: it is one of the plan's, and has none that counts."""
    allowed = isinstance(change(task.state, TaskEvent.HANDED_OVER, Role.COORDINATOR), TaskState)
    own = own_task(board, task, actor)
    return bool(actor) and allowed and (own is None or own.state is TaskState.CANCELLED)


def own_task(board: Board, task: BoardTask, actor: str) -> BoardTask | None:
    """Find what an organisation has been asked about the same: its own task, or one handed to it or from it before."""
    about = (task.ask, task.tree, task.subject, actor)
    return next((one for one in board.tasks if (one.ask, one.tree, one.subject, one.actor) == about), None)


def without_reason(scene: Scene, task_id: str, _rev: str, _more: str) -> None:
    """Hand over without a reason."""
    stash = scene.dialog.stash
    if scene.dialog.mode is Mode.REASON and stash.get("act") == HANDING and stash.get("task") == task_id:
        take_reason(scene, "")
    else:
        scene.toast("unknown_button")


def take_reason(scene: Scene, text: str) -> None:
    """Hand over: a task of its own for the other organisation, or the one that it had before, opened again.

    What was answered so far stays with the old one.
    """
    stash = scene.dialog.stash
    scene.change_dialog(mode=Mode.IDLE, stash={})
    found = fresh(scene, str(stash.get("task", "")), str(stash.get("rev", "")), Action.HAND_OVER)
    if found is None:
        return
    board, task = found
    actor = str(stash.get("actor", ""))
    if not may_take(board, task, actor):
        scene.turn_to(card_message(scene, board, task, note=scene.words.text("decision_refused")))
        return
    name, why = actor_names(board)[actor], clean(text).strip()[:LONGEST_REASON]
    scene.effects.append(
        ChangeTask(
            task=task.id,
            event=TaskEvent.HANDED_OVER,
            before=task.state,
            after=TaskState.CANCELLED,
            reason=f"{name}, {why}" if why else name,
            disowned=False,
            role=Role.COORDINATOR,
        )
    )
    made = give(scene, board, task, actor)
    tell_actor(scene, board, task, "told_taken_over")
    tell_actor(scene, board, task, "told_handed_over", actor=actor, opens=made)
    undo = Button(label=scene.words.label("undo"), data=button_data(Verb.DECIDE, "U", task.id, str(task.rev + 1), made))
    rows = (*lay_out([undo]), *back_row(scene, status_data("o", board.round, code(actor))))
    scene.turn_to(Message(text=scene.words.text("handed_over", actor=name), rows=rows))


def give(scene: Scene, board: Board, task: BoardTask, actor: str) -> str:
    """Give an organisation the task that somebody else had; give its id."""
    earlier = own_task(board, task, actor)
    if earlier is None:
        made = scene.mint()
        scene.effects.append(HandOver(id=made, task=task.id, actor=actor))
        return made
    scene.effects.append(
        ChangeTask(
            task=earlier.id,
            event=TaskEvent.REOPENED,
            before=earlier.state,
            after=TaskState.STARTED if earlier.begun else TaskState.OPEN,
            role=Role.COORDINATOR,
        )
    )
    return earlier.id


def take_back(scene: Scene, task_id: str, rev: str, made: str) -> None:
    """Give the task back to whom it was taken from, as long as nobody has begun to answer instead."""
    found = fresh(scene, task_id, rev, Action.HAND_OVER)
    other = find_task(scene, made, Action.HAND_OVER) if found is not None else None
    if found is None or other is None:
        return
    (board, task), (_, instead) = found, other
    line = last_event(scene, task)
    if line is None or line.what != TaskEvent.HANDED_OVER or has_begun(scene, instead):
        scene.turn_to(card_message(scene, board, task, note=scene.words.text("changed_meanwhile")))
        return
    before = TaskState(line.old)
    scene.effects.append(
        ChangeTask(
            task=instead.id,
            event=TaskEvent.CANCELLED,
            before=instead.state,
            after=TaskState.CANCELLED,
            role=Role.COORDINATOR,
        )
    )
    scene.effects.append(
        ChangeTask(
            task=task.id,
            event=TaskEvent.UNDONE,
            before=task.state,
            after=change_back(task, before),
            role=Role.COORDINATOR,
            undoes=line.seq,
        )
    )
    tell_actor(scene, board, instead, "told_taken_over")
    tell_actor(scene, board, task, "told_stays_yours")
    rows = back_row(scene, button_data(Verb.DECIDE, "c", task.id))
    text = scene.words.text("undone", state=scene.words.text(f"state_{before}"))
    scene.turn_to(Message(text=text, rows=rows))


def has_begun(scene: Scene, instead: BoardTask) -> bool:
    """Tell whether somebody has answered since the task was handed to them; earlier answers of theirs do not count."""
    if instead.state is TaskState.OPEN:
        return False
    given = last_event(scene, instead)
    if given is None or given.what != TaskEvent.REOPENED:
        return True
    return any(line.at > given.at for line in scene.surrounds.histories.get(instead.id, ()))


def change_back(task: BoardTask, before: TaskState) -> TaskState:
    """Give the state to which a hand-over is taken back.

    Raises:
        ValueError: The rules do not let a coordinator take it back.
    """
    after = change(task.state, TaskEvent.UNDONE, Role.COORDINATOR, before=before)
    if not isinstance(after, TaskState):
        raise ValueError(f"a hand-over cannot be taken back: {after.code}")  # noqa: TRY004 - no type is at fault
    return after


ACTS: dict[str, Callable[[Scene, str, str, str], None]] = {
    "g": choose_actor,
    "G": ask_reason,
    "-": without_reason,
    "U": take_back,
}
