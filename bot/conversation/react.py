"""One thing heard, one reaction: the only door into the conversation."""

from typing import assert_never

from bot.conversation import correcting, extending, joining, side_paths
from bot.conversation.after_end import request_correction
from bot.conversation.answering import answer_text
from bot.conversation.board import history
from bot.conversation.board.differing import open_differences
from bot.conversation.board.hearing import hear_at_board
from bot.conversation.board.protocol import ask_protocol
from bot.conversation.board.replying import answer_by_reply
from bot.conversation.board.status import show_status
from bot.conversation.checks import ask_checks
from bot.conversation.client_data import hint_at_client_data
from bot.conversation.commands import language_menu, show_help, unknown_command
from bot.conversation.coordinating import offer_report
from bot.conversation.effects import ChangePerson
from bot.conversation.files import receive
from bot.conversation.foreseeing import show_calendar
from bot.conversation.heard import (
    Changed,
    Commanded,
    Heard,
    Left,
    Linked,
    Placed,
    Returned,
    Said,
    Sent,
    Tapped,
    Unsupported,
)
from bot.conversation.informing import informed_first
from bot.conversation.layout import shorten
from bot.conversation.line_taps import LINE_MODES, hear_line
from bot.conversation.log.writing_entries import ask_entry, hear_entry
from bot.conversation.my_data import show_my_data
from bot.conversation.not_now import hear_absence, hear_when
from bot.conversation.on_behalf import choose_actor
from bot.conversation.overview import opening, show_overview
from bot.conversation.placing import take_place
from bot.conversation.plans_sent import give_forms, give_plan
from bot.conversation.report_texts import show_texts
from bot.conversation.review_taps import hear_at_desk, say_verdicts
from bot.conversation.reviewing import open_queue, reviewed_plans
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.supplementing import named_place, supplement
from bot.conversation.tables import offer_table
from bot.conversation.taps import tap
from bot.conversation.time_zone import hear_zone, zone_menu
from bot.conversation.trying import offer_trial
from bot.conversation.typed_words import typed_word
from flows.answers import Place
from flows.reading.cleaning import clean
from flows.rights import Action

COMMANDS = {
    "prehled": show_overview,
    "overview": show_overview,
    "pomoc": show_help,
    "help": show_help,
    "moje_data": show_my_data,
    "my_data": show_my_data,
    "jazyk": language_menu,
    "language": language_menu,
    "cas": zone_menu,
    "zone": zone_menu,
    "kalendar": show_calendar,
    "calendar": show_calendar,
    "stav": show_status,
    "status": show_status,
    "rozdily": open_differences,
    "differences": open_differences,
    "protokol": ask_protocol,
    "protocol": ask_protocol,
    "kontroly": ask_checks,
    "checks": ask_checks,
    "zprava": offer_report,
    "report": offer_report,
    "kontrola": open_queue,
    "review": open_queue,
    "zapsat": choose_actor,
    "enter": choose_actor,
    "texty": show_texts,
    "texts": show_texts,
    "zapis": ask_entry,
    "log": ask_entry,
    "plan": give_plan,
    "formular": give_forms,
    "form": give_forms,
    "zkusit": offer_trial,
    "try": offer_trial,
    "tabulka": offer_table,
    "table": offer_table,
}
COMMANDS_ABOUT = {"historie": history.of_number, "history": history.of_number}
"""Commands that take what follows them."""
ASKING_MODES = LINE_MODES | {Mode.ASK, Mode.ECHO, Mode.OPTIONS, Mode.CONFLICT}
"""Modes in which a text answers the question in focus."""
COMMANDS_OF_GROUPS = {"stav": show_status, "status": show_status}
"""What is answered in a chat of several people too."""
HEARS_TIME = {
    Mode.EXTENSION: extending.hear_day,
    Mode.SNOOZE: hear_when,
    Mode.AWAY: hear_absence,
    Mode.ZONE: hear_zone,
}
FOR_STRANGERS = frozenset({"pomoc", "help"})
"""A language can be kept for a person only; to a stranger we write in the language of their app."""


def react(scene: Scene, heard: Heard, *, linked: Linked | None = None, question: str = "") -> None:
    """React to what a person did.

    Args:
        scene: The stage of this act.
        heard: What was done.
        linked: For an edited message: what it made.
        question: For a reply: the partner's question that the message replied to has brought.
    """
    if not informed_first(scene, heard):
        hint_at_client_data(scene, heard)
        react_by_kind(scene, heard, linked, question)


def react_by_kind(scene: Scene, heard: Heard, linked: Linked | None, question: str) -> None:
    """Hand each kind of act to what reacts to it."""
    match heard:
        case Commanded():
            command(scene, heard)
        case Tapped():
            tap(scene, heard)
        case Said():
            hear_said(scene, heard, question)
        case Sent():
            receive(scene, heard) if scene.person.memberships else joining.stranger(scene)
        case Placed():
            take_place(scene, heard) if scene.person.memberships else joining.stranger(scene)
        case Changed():
            change_message(scene, heard, linked)
        case Left():
            scene.effects.append(ChangePerson(contact_state="blocked"))
        case Returned():
            scene.effects.append(ChangePerson(contact_state="active"))
        case Unsupported():
            scene.say("unsupported")
        case _:
            assert_never(heard)


def hear_said(scene: Scene, said: Said, question: str) -> None:
    """Give a text that replies to a partner's question to that question, any other to what waits for one."""
    if question and scene.person.memberships:
        answer_by_reply(scene, question, said.text)
    else:
        hear(scene, said)


def command(scene: Scene, heard: Commanded) -> None:
    """Carry out a command; /start joins or opens."""
    if heard.name == "start":
        joining.start(scene, heard.rest.strip())
        return
    act, about = COMMANDS.get(heard.name), COMMANDS_ABOUT.get(heard.name)
    if not scene.person.memberships and heard.name not in FOR_STRANGERS:
        joining.stranger(scene)
    elif about is not None:
        about(scene, heard.rest)
    elif act is None:
        unknown_command(scene)
    else:
        act(scene)


def hear(scene: Scene, said: Said) -> None:
    """Give a text to the mode that waits for one."""
    dialog = scene.dialog
    if not scene.person.memberships:
        outside(scene, said)
        return
    task = scene.task(dialog.task)
    if dialog.mode in HEARS_TIME:
        HEARS_TIME[dialog.mode](scene, said.text)
        return
    if dialog.mode is Mode.ASK_TOWN:
        side_paths.relay_question(scene, said.text)
        return
    if hear_at_board(scene, said.text) or hear_at_desk(scene, said) or typed_word(scene, task, said):
        return
    if task is None or dialog.mode is Mode.REVIEW:
        out_of_place(scene, said)
    elif dialog.mode is Mode.MORE and (place := named_place(scene, task, said.text)) is not None:
        supplement(scene, task, task.evaluation.at(place))
    elif dialog.mode is Mode.ENTRY:
        hear_entry(scene, task, said)
    elif dialog.mode is Mode.NOT_OURS:
        side_paths.suggest_owner(scene, task, said.text)
    elif dialog.mode in ASKING_MODES and dialog.place is not None:
        hear_answer(scene, task, dialog.place, said)
    else:
        side_paths.stray(scene, said)


def hear_answer(scene: Scene, task: TaskCard, place: Place, said: Said) -> None:
    """Give a text to the question in focus, or to the side path that it has led to."""
    if scene.allowed(task, Action.ANSWER) is None:
        scene.say("not_yours", contact=scene.contact_of(task.plan))
    elif scene.dialog.mode in LINE_MODES:
        hear_line(scene, task, said)
    else:
        answer_text(scene, task, place, said)


def outside(scene: Scene, said: Said) -> None:
    """Hear somebody who has not joined: a request for access, or a stranger."""
    if scene.dialog.mode is Mode.REQUEST:
        joining.request(scene, said.text)
    else:
        joining.stranger(scene)


def out_of_place(scene: Scene, said: Said) -> None:
    """Hear a text for which no question waits."""
    if say_verdicts(scene, said.text):
        return
    if scene.walk():
        side_paths.stray(scene, said)
    else:
        unplaced(scene, said)


def unplaced(scene: Scene, said: Said) -> None:
    """Hear a member without a task, such as a coordinator: say what can be done."""
    text = clean(said.text).strip()
    if not text:
        scene.say("nothing_readable")
    elif reviewed_plans(scene):
        scene.say("coordinator_unclear", text=shorten(" ".join(text.split())))
    else:
        opening(scene)


def change_message(scene: Scene, changed: Changed, linked: Linked | None) -> None:
    """React to an edited message."""
    task = scene.task(linked.task) if linked else None
    if linked is not None and task is None and request_correction(scene, linked.task, changed.text):
        return
    if linked is None or task is None:
        if scene.person.memberships:
            scene.say("edit_ignored")
        return
    if scene.allowed(task, Action.ANSWER) is None:
        scene.say("not_yours", contact=scene.contact_of(task.plan))
        return
    correcting.edited(scene, changed, task, linked)
