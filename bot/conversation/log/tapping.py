"""Taps on the buttons of a log."""

from bot.conversation.buttons import Tap, turn_code
from bot.conversation.checking import send
from bot.conversation.log.entries import entries, entry_date, entry_text, log_place, log_repeat, log_turns
from bot.conversation.log.screens import all_entries, one_entry, period_screen
from bot.conversation.log.writing_entries import ask_entry
from bot.conversation.question import ask
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.conversation.walking import gaps
from bot.conversation.writing import hold, write
from flows.answers import Place
from flows.interview import Clear, Input, LeaveOut, RemoveTurn
from flows.rejection import Rejection


def tap_log(scene: Scene, task: TaskCard, read: Tap) -> None:
    """Do what a button of a log says."""
    turns = log_turns(task)
    turn = next((one for one in turns if read.part(2) and turn_code(one) == read.part(2)), "")
    unfinished = [place for place in gaps(task) if place.instance in turns]
    match read.part(1):
        case "new":
            ask_entry(scene, task)
        case "all":
            all_entries(scene, task)
        case "none":
            nothing_took_place(scene, task)
        case "gap" if unfinished:
            ask(scene, task, unfinished[0])
        case "open" if turn:
            position = turns.index(turn)
            one_entry(scene, task, entries(task, scene.words)[position], position + 1)
        case "text" | "rest" | "gone" if turn:
            change_entry(scene, task, turn, read.part(1))
        case _:
            period_screen(scene, task)


def nothing_took_place(scene: Scene, task: TaskCard) -> None:
    """Close a period in which nothing happened: the list is left out on purpose and the task is sent."""
    place = log_place(task)
    if place is None or log_turns(task):
        period_screen(scene, task)
        return
    outcome = write(scene, task, LeaveOut(place=place), holds=False)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.settle_screen(scene.words.label("nothing_took_place"))
    send(scene, outcome)


def change_entry(scene: Scene, task: TaskCard, turn: str, what: str) -> None:
    """Ask an entry's text or all the rest of it anew, or take it out."""
    repeat = log_repeat(task)
    if repeat is None:
        return
    told, dated = entry_text(repeat), entry_date(repeat)
    if what == "text":
        scene.settle_screen()
        ask(scene, task, Place(question=told.name, instance=turn), to_check=True)
        return
    gone: list[Input] = [RemoveTurn(repeat=repeat.name, instance=turn)]
    rest = [Clear(place=Place(question=one.name, instance=turn)) for one in repeat.children if one not in (told, dated)]
    outcome = task
    for each in gone if what == "gone" else [one for one in rest if one.place in task.interview.answers]:
        written = write(scene, outcome, each, holds=False)
        if isinstance(written, Rejection):
            refuse_input(scene, written)
            return
        outcome = written
    outcome = hold(scene, outcome, task)
    following = next((place for place in gaps(outcome) if place.instance == turn), None)
    if following is not None:
        scene.settle_screen()
        ask(scene, outcome, following)
    else:
        all_entries(scene, outcome)
