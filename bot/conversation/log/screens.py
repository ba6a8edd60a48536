"""The screens of a log: what a period has so far, that an entry is kept, all entries, one entry."""

from bot.conversation.buttons import Verb, button_data, turn_code
from bot.conversation.layout import lay_out, numbers
from bot.conversation.log.entries import Entry, can_take, entries, line_of, log_repeat, log_turns
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import OPEN_STATES, Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import gaps
from flows.wording.days import date_long

MOST_NUMBERS = 24


def log_screen(scene: Scene, task: TaskCard) -> None:
    """Say what a period has, or, right after an entry, that it is kept."""
    place = scene.dialog.place
    turns = log_turns(task)
    kept = place.instance if place is not None and scene.dialog.task == task.id and place.instance in turns else ""
    if kept and not scene.dialog.to_check:
        entry_kept(scene, task, turns.index(kept) + 1)
    else:
        period_screen(scene, task)


def entry_kept(scene: Scene, task: TaskCard, number: int) -> None:
    """Say that an entry is kept, offer the next one."""
    text = scene.words.text("log_kept", number=number, label=task.round.label)
    buttons = [log_button(scene, task, "next_entry", "new"), log_button(scene, task, "show_all", "all")]
    _show(scene, task, Message(text=text, rows=lay_out(buttons)))


def period_screen(scene: Scene, task: TaskCard) -> None:
    """Say how many entries a period has and until when they are taken; it can be sent, or nothing took place."""
    today = scene.now.astimezone(scene.zone(task.plan)).date()
    open_still = task.state in OPEN_STATES and not task.round.closed
    text = scene.words.text(
        "log_period",
        year=task.round.label,
        count=len(log_turns(task)),
        deadline=date_long(task.round.deadline_on, scene.language, today=today),
        state="" if open_still else scene.words.text(f"state_{task.state}"),
    )
    _show(scene, task, Message(text=text, rows=period_rows(scene, task)))


def period_rows(scene: Scene, task: TaskCard) -> Rows:
    """Give the buttons of a period."""
    turns, words = log_turns(task), scene.words
    rows: list[Button] = [log_button(scene, task, "add_entry", "new")] if can_take(task) else []
    if task.state in OPEN_STATES and not task.round.closed:
        unfinished = [place for place in gaps(task) if place.instance in turns]
        if unfinished:
            rows.append(log_button(scene, task, "complete", "gap"))
        elif turns:
            data = button_data(Verb.SEND, task.id, str(scene.dialog.screen + 1))
            rows.append(Button(label=words.label("send_period", label=task.round.label), data=data))
        else:
            rows.append(log_button(scene, task, "nothing_took_place", "none"))
    if turns:
        rows.append(log_button(scene, task, "show_all", "all"))
    return lay_out([*rows, Button(label=words.label("overview"), data=button_data(Verb.OVERVIEW, "0"))])


def all_entries(scene: Scene, task: TaskCard) -> None:
    """Show every entry of a period; a number opens one."""
    found = entries(task, scene.words)
    lines = [line_of(entry, position) for position, entry in enumerate(found, start=1)]
    text = scene.words.text("log_all", label=task.round.label, count=len(found), lines=lines)
    opening = [
        Button(label=str(position), data=button_data(Verb.LOG, task.id, "open", turn_code(entry.turn)))
        for position, entry in enumerate(found[:MOST_NUMBERS], start=1)
    ]
    back = log_button(scene, task, "back", "end")
    rows = numbers(opening) if can_take(task) else ()
    _show(scene, task, Message(text=text, rows=(*rows, (back,))))


def one_entry(scene: Scene, task: TaskCard, entry: Entry, position: int) -> None:
    """Show one entry with what can be changed of it."""
    repeat = log_repeat(task)
    if repeat is None:
        return
    text = scene.words.text("log_entry", number=position, line=line_of(entry, position))
    turn = turn_code(entry.turn)
    buttons = [
        Button(label=scene.words.label(key), data=button_data(Verb.LOG, task.id, what, turn))
        for what, key in {"text": "edit_text", "rest": "change_rest", "gone": "delete"}.items()
    ]
    _show(scene, task, Message(text=text, rows=lay_out([*buttons, log_button(scene, task, "back", "all")])))


def log_button(scene: Scene, task: TaskCard, key: str, what: str) -> Button:
    """Make a button of a log."""
    return Button(label=scene.words.label(key), data=button_data(Verb.LOG, task.id, what))


def _show(scene: Scene, task: TaskCard, message: Message) -> None:
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.CHECK, task=task.id, place=None, to_check=False, stash={})
    scene.show(message)
