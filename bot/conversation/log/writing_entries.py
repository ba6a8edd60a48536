"""A new entry: text first, the rest is taps; the day decides to which period it belongs."""

from datetime import date

from bot.conversation.answering import link
from bot.conversation.heard import Said
from bot.conversation.log.entries import (
    entry_date,
    entry_text,
    log_for,
    log_place,
    log_repeat,
    logs,
)
from bot.conversation.message import Message
from bot.conversation.question import ask
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import gaps, go_on
from bot.conversation.writing import open_form, write
from flows.answers import Origin, Place
from flows.interview import AddTurn, Set
from flows.reading.cleaning import clean
from flows.reading.entry_day import entry_day
from flows.rejection import Rejection
from flows.rights import Action


def ask_entry(scene: Scene, task: TaskCard | None = None) -> None:
    """Ask what happened; the next text is an entry."""
    found = [one for one in logs(scene) if scene.allowed(one, Action.ANSWER) is not None]
    today = scene.now.astimezone(scene.zone(found[0].plan)).date() if found else None
    chosen = task if task in found else log_for(found, today) if today else None
    chosen = chosen or next(iter(found), None)
    if chosen is None:
        scene.say("no_log", contact=scene.contact_of(None))
        return
    repeat = log_repeat(chosen)
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.ENTRY, task=chosen.id, place=log_place(chosen), to_check=False, stash={})
    label = entry_text(repeat).label if repeat is not None else {}
    text = label.get(scene.language) or label.get(chosen.interview.form.default_language, "")
    scene.show(Message(text=scene.words.text("log_new", label=text)))


def hear_entry(scene: Scene, task: TaskCard, said: Said) -> None:
    """Make an entry of a text and ask what else belongs to it."""
    text = clean(said.text).strip()
    if not text:
        scene.say("nothing_readable")
        return
    today = scene.now.astimezone(scene.zone(task.plan)).date()
    day = entry_day(text, today=today) or today
    own = [one for one in logs(scene) if one.plan.key == task.plan.key]
    found = log_for(own, day)
    if found is None:
        scene.say("log_other_period", label=task.round.label)
    add_entry(scene, found or task, text, day, said.ref)


def add_entry(scene: Scene, task: TaskCard, text: str, day: date, ref: str) -> None:
    """Write an entry with its day; then the walk asks the rest."""
    repeat = log_repeat(task)
    if repeat is None:
        return
    task = open_form(scene, task)
    scene.change_dialog(seen_seq=task.head_seq)
    turn = scene.mint()
    place = Place(question=entry_text(repeat).name, instance=turn)
    inputs: list[AddTurn | Set] = [
        AddTurn(repeat=repeat.name, instance=turn),
        Set(place=place, value=[text], origin=Origin.TYPED),
    ]
    if (dated := entry_date(repeat)) is not None:
        inputs.append(
            Set(place=Place(question=dated.name, instance=turn), value=day.isoformat(), origin=Origin.CALCULATED)
        )
    for given in inputs:
        outcome = write(scene, task, given, holds=False)
        if isinstance(outcome, Rejection):
            refuse_input(scene, outcome)
            return
        task = outcome
    link(scene, task, place, ref)
    scene.settle_screen()
    scene.change_dialog(task=task.id, place=place, to_check=False, mode=Mode.ASK)
    following = next((one for one in gaps(task) if one.instance == turn), None)
    if following is not None:
        ask(scene, task, following)
    else:
        go_on(scene, task, place)
