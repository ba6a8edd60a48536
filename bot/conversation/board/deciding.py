"""A coordinator decides about one task: a later date, not supplied, does not apply, open again, somebody else's."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.conversation.board import history
from bot.conversation.board.access import find_task
from bot.conversation.board.lists import LINE, actor_names, persons_line, state_word
from bot.conversation.board.pages import back_row, status_data
from bot.conversation.board.telling import tell_actor
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.effects import ChangeTask
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.answers import JsonValue
from flows.board import Board, BoardTask, HistoryLine
from flows.plan_levels import level_forms
from flows.reading.cleaning import clean
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from flows.rights import Action
from flows.tasks import Role, TaskEvent, TaskState, change
from flows.wording.days import date_long, until_date
from flows.working_days import add_working_days, at_local_time

EVENTS = {
    "n": TaskEvent.CLOSED_MISSING,
    "a": TaskEvent.MARKED_NOT_APPLICABLE,
    "o": TaskEvent.REOPENED,
    "e": TaskEvent.EXTENDED,
    "k": TaskEvent.RECLAIMED,
}
NEEDED = {
    TaskEvent.CLOSED_MISSING: Action.CLOSE,
    TaskEvent.MARKED_NOT_APPLICABLE: Action.MARK_NOT_APPLICABLE,
    TaskEvent.REOPENED: Action.REOPEN,
    TaskEvent.EXTENDED: Action.EXTEND,
    TaskEvent.RECLAIMED: Action.HAND_OVER,
    TaskEvent.HANDED_OVER: Action.HAND_OVER,
    TaskEvent.UNDONE: Action.REOPEN,
}
LATER = (3, 5, 10)
"""Working days after the present date that are offered for an extension."""
LONGEST_REASON = 300


def card(scene: Scene, task_id: str, _what: str, _more: str) -> None:
    """Show a task with what can be decided about it."""
    found = find_task(scene, task_id, Action.SEE_HISTORY)
    if found is not None:
        scene.turn_to(card_message(scene, *found))


def card_message(scene: Scene, board: Board, task: BoardTask, note: str = "", undo: Rows = ()) -> Message:
    """Write a task's card."""
    item = board.items.get((task.tree, task.subject))
    level = level_forms(board.plan, item, scene.language)
    text = scene.words.text(
        "task_card",
        note=note,
        level=level.nominative,
        number=item.number if item else "",
        title=shorten(item.title if item else board.title, 2 * LINE),
        actor=actor_names(board).get(task.actor, "") or board.plan.owner,
        state=state_word(scene, task),
        deadline=date_long(due_on(scene, board, task), scene.language, today(scene, board)),
        people=persons_line(scene, board, board.people_of(task.actor)) if task.actor else "",
    )
    return Message(text=text, rows=(*undo, *card_rows(scene, board, task)))


def card_rows(scene: Scene, board: Board, task: BoardTask) -> Rows:
    """Give what may happen to the task in its state, its history, and the way back."""
    words = scene.words
    keys = {"e": "extend", "n": "mark_missing", "a": "mark_not_applicable", "o": "reopen", "k": "stays_theirs"}
    buttons = [
        Button(label=words.label(key), data=button_data(Verb.DECIDE, act, task.id, str(task.rev)))
        for act, key in keys.items()
        if may_happen(task, EVENTS[act])
    ]
    if may_happen(task, TaskEvent.HANDED_OVER) and task.actor:
        data = button_data(Verb.DECIDE, "g", task.id, str(task.rev), "0")
        buttons.append(Button(label=words.label("hand_over"), data=data))
    buttons.append(Button(label=words.label("history"), data=button_data(Verb.DECIDE, "h", task.id, "0")))
    back = status_data("o", board.round, code(task.actor)) if task.actor else status_data("i", board.round)
    return (*lay_out(buttons), *back_row(scene, back))


def may_happen(task: BoardTask, event: TaskEvent) -> bool:
    """Tell whether an event is worth a button: it is allowed and changes something."""
    after = change(task.state, event, Role.COORDINATOR)
    if event is TaskEvent.RECLAIMED:
        return task.disowned_at is not None
    if event is TaskEvent.EXTENDED:
        return task.waits or task.state is TaskState.NOT_SUPPLIED
    if event is TaskEvent.HANDED_OVER:
        return isinstance(after, TaskState) and task.state is not TaskState.CANCELLED
    return isinstance(after, TaskState) and after is not task.state


def today(scene: Scene, board: Board) -> date:
    """Give today in the plan's zone."""
    return scene.now.astimezone(scene.town_zone(board.plan)).date()


def due_on(scene: Scene, board: Board, task: BoardTask) -> date:
    """Give the last local day of a task."""
    if task.due_at is None:
        return board.deadline_on
    return (task.due_at - timedelta(microseconds=1)).astimezone(scene.town_zone(board.plan)).date()


def choose(act: str) -> Callable[[Scene, str, str, str], None]:
    """Give the beginning of a decision: the date is asked for, then the reason."""

    def ask(scene: Scene, task_id: str, rev: str, _: str) -> None:
        found = fresh(scene, task_id, rev, NEEDED[EVENTS[act]])
        if found is None:
            return
        if act == "e":
            ask_date(scene, *found)
        else:
            ask_reason(scene, found[1], act)

    return ask


def fresh(scene: Scene, task_id: str, rev: str, action: Action) -> tuple[Board, BoardTask] | None:
    """Find a task as the coordinator saw it; one that changed meanwhile is shown as it is now."""
    found = find_task(scene, task_id, action)
    if found is not None and str(found[1].rev) != rev:
        scene.turn_to(card_message(scene, *found, note=scene.words.text("changed_meanwhile")))
        return None
    return found


def ask_date(scene: Scene, board: Board, task: BoardTask) -> None:
    """Ask until when; the next text may be a date."""
    start = max(due_on(scene, board, task), today(scene, board))
    days = [add_working_days(start, count, board.plan.sending.country) for count in LATER]
    buttons = [
        Button(
            label=shorten(date_long(day, scene.language, today(scene, board))),
            data=button_data(Verb.DECIDE, "E", task.id, str(task.rev), day.isoformat()),
        )
        for day in days
    ]
    scene.change_dialog(mode=Mode.NEW_DATE, stash=pending(task, "e"))
    back = back_row(scene, button_data(Verb.DECIDE, "c", task.id))
    scene.turn_to(Message(text=scene.words.text("extend_until"), rows=(*lay_out(buttons), *back)))


def pending(task: BoardTask, act: str, day: str = "") -> dict[str, JsonValue]:
    """Write what is being decided into the dialog."""
    return {"task": task.id, "rev": task.rev, "act": act, "day": day}


def take_date(scene: Scene, text: str) -> None:
    """Read a typed date for an extension."""
    stash = scene.dialog.stash
    found = fresh(scene, str(stash.get("task", "")), str(stash.get("rev", "")), Action.EXTEND)
    if found is None:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        return
    reading = read_date(clean(text).strip(), today=today(scene, found[0]))
    if isinstance(reading, Understood) and reading.value >= today(scene, found[0]):
        ask_reason(scene, found[1], "e", reading.value.isoformat())
    else:
        scene.say("extend_not_understood", text=text[:60])


def take_day(scene: Scene, task_id: str, rev: str, day: str) -> None:
    """Take a tapped date for an extension."""
    found = fresh(scene, task_id, rev, Action.EXTEND)
    if found is None:
        return
    if read_day(day) is None:
        scene.toast("unknown_button")
    else:
        ask_reason(scene, found[1], "e", day)


def read_day(day: str) -> date | None:
    """Read a day as a button carries it."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def ask_reason(scene: Scene, task: BoardTask, act: str, day: str = "") -> None:
    """Ask why; the next text is the reason, and there may be none."""
    scene.change_dialog(mode=Mode.REASON, stash=pending(task, act, day))
    without = Button(label=scene.words.label("no_reason"), data=button_data(Verb.DECIDE, "!", task.id, str(task.rev)))
    rows = (*lay_out([without]), *back_row(scene, button_data(Verb.DECIDE, "c", task.id)))
    scene.turn_to(Message(text=scene.words.text("reason_why"), rows=rows))


def without_reason(scene: Scene, task_id: str, _rev: str, _more: str) -> None:
    """Decide without a reason."""
    if scene.dialog.mode is Mode.REASON and scene.dialog.stash.get("task") == task_id:
        take_reason(scene, "")
    else:
        scene.toast("unknown_button")


def take_reason(scene: Scene, text: str) -> None:
    """Carry the decision out."""
    stash = scene.dialog.stash
    event = EVENTS.get(str(stash.get("act", "")))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    if event is None:
        scene.say("done_already")
        return
    found = fresh(scene, str(stash.get("task", "")), str(stash.get("rev", "")), NEEDED[event])
    if found is not None:
        carry_out(scene, *found, event, clean(text).strip()[:LONGEST_REASON], read_day(str(stash.get("day", ""))))


def carry_out(scene: Scene, board: Board, task: BoardTask, event: TaskEvent, reason: str, day: date | None) -> None:
    """Change the task, tell its partners, and offer to take it back."""
    after = change(task.state, event, Role.COORDINATOR, begun=task.begun)
    if not isinstance(after, TaskState):
        note = scene.words.text("decision_refused")
        scene.turn_to(card_message(scene, board, task, note=note))
        return
    scene.effects.append(
        ChangeTask(
            task=task.id,
            event=event,
            before=task.state,
            after=after,
            reason=reason,
            disowned=False if task.disowned_at is not None and event is not TaskEvent.EXTENDED else None,
            role=Role.COORDINATOR,
            due_at=end_of(scene, board, day) if day else None,
        )
    )
    if event is TaskEvent.EXTENDED and day is not None:
        until = {language: until_date(day, language, today(scene, board)) for language in ("cs", "en")}
        tell_actor(scene, board, task, "told_extended", until=until)
    elif event is TaskEvent.REOPENED:
        tell_actor(scene, board, task, "told_reopened")
    elif event is TaskEvent.RECLAIMED:
        tell_actor(scene, board, task, "told_stays_yours")
    told = undo_rows(scene, task)
    scene.turn_to(Message(text=scene.words.text("decided", state=after_word(scene, after)), rows=told))


def after_word(scene: Scene, after: TaskState) -> str:
    """Name the state that a decision led to."""
    return scene.words.text(f"state_{after}")


def undo_rows(scene: Scene, task: BoardTask) -> Rows:
    """Give Vzít zpět and the way to the task."""
    undo = Button(label=scene.words.label("undo"), data=button_data(Verb.DECIDE, "u", task.id, str(task.rev + 1)))
    return (*lay_out([undo]), *back_row(scene, button_data(Verb.DECIDE, "c", task.id)))


def end_of(scene: Scene, board: Board, day: date) -> datetime:
    """Give the end of a local day: its first instant that is too late."""
    midnight = datetime.min.time()
    return at_local_time(day + timedelta(days=1), midnight, scene.town_zone(board.plan))


def undo(scene: Scene, task_id: str, rev: str, _: str) -> None:
    """Take the newest decision back: an event that names the one it takes back."""
    found = fresh(scene, task_id, rev, Action.REOPEN)
    if found is None:
        return
    task = found[1]
    line = last_decision(scene.surrounds.histories.get(task_id, ()), task.rev)
    after = change(task.state, TaskEvent.UNDONE, Role.COORDINATOR, before=TaskState(line.old)) if line else None
    if line is None or not isinstance(after, TaskState):
        scene.toast("unknown_button")
        return
    extended = line.what == TaskEvent.EXTENDED
    scene.effects.append(
        ChangeTask(
            task=task.id,
            event=TaskEvent.UNDONE,
            before=task.state,
            after=after,
            role=Role.COORDINATOR,
            undoes=line.seq,
            due_at=line.due_before if extended else None,
            round_date=extended and line.due_before is None,
        )
    )
    rows = back_row(scene, button_data(Verb.DECIDE, "c", task.id))
    scene.turn_to(Message(text=scene.words.text("undone", state=after_word(scene, after)), rows=rows))


UNDONE_BY_HAND = frozenset(
    {
        TaskEvent.CLOSED_MISSING,
        TaskEvent.MARKED_NOT_APPLICABLE,
        TaskEvent.REOPENED,
        TaskEvent.EXTENDED,
        TaskEvent.RECLAIMED,
    }
)


def last_decision(lines: tuple[HistoryLine, ...], rev: int) -> HistoryLine | None:
    """Find the newest event of a task if it is one that can be taken back here."""
    return next((line for line in lines if line.seq == rev and line.what in UNDONE_BY_HAND and line.old), None)


def last_event(scene: Scene, task: BoardTask) -> HistoryLine | None:
    """Give the newest event of a task."""
    lines = scene.surrounds.histories.get(task.id, ())
    return next((line for line in lines if line.seq == task.rev and line.old), None)


ACTS: dict[str, Callable[[Scene, str, str, str], None]] = {
    "c": card,
    "h": history.show,
    **{act: choose(act) for act in EVENTS},
    "E": take_day,
    "!": without_reason,
    "u": undo,
}
