"""Which tasks the acts of a batch will look into: those are opened with it, others when an act asks for them."""

from collections.abc import Sequence

from bot.conversation.buttons import read_button
from bot.conversation.heard import Heard, Said, Tapped
from bot.conversation.state import Dialog, Mode
from bot.conversation.walking import in_turn
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming

ANSWERING = frozenset({Mode.ASK, Mode.ECHO, Mode.OPTIONS, Mode.CONFLICT, Mode.MORE, Mode.PICK, Mode.KIND, Mode.EDIT})
"""The conversation stays in the task in focus."""


def in_focus(stage: Stage, batch: Sequence[Incoming]) -> set[str]:
    """Give the tasks that are certain to be looked into, before any are known."""
    here = [(stage.people[one.chat], one.heard) for one in batch if one.private and one.chat in stage.people]
    return {task for person, heard in here for task in named(stage.dialogs[person.contact], heard)}


def in_hand(stage: Stage, batch: Sequence[Incoming]) -> set[str]:
    """Give the tasks to be opened for a batch; a wrong guess costs time, nothing else."""
    invited = {(one.plan, one.actor) for one in stage.invites.values()}
    found = {line.id for line in stage.tasks.values() if (line.plan.key, line.actor) in invited and line.head_seq}
    for one in batch:
        if one.private and one.chat in stage.people:
            found |= looked_into(stage, one)
    return found


def looked_into(stage: Stage, incoming: Incoming) -> set[str]:
    """Give what one act looks into: the task in focus, at its end also the next one, elsewhere all that was begun."""
    person = stage.people[incoming.chat]
    dialog = stage.dialogs[person.contact]
    focus = named(dialog, incoming.heard) & stage.tasks.keys()
    if focus and dialog.mode in ANSWERING:
        return focus
    lines = stage.tasks_of(person).values()
    following = next((line.id for line in in_turn(lines) if line.id not in focus), None)
    if following is not None:
        focus.add(following)
        if dialog.mode is Mode.CHECK:
            return focus
    return focus.union(line.id for line in lines if line.head_seq)


def named(dialog: Dialog, heard: Heard) -> set[str]:
    """Give the task in focus and the one that a button names; none where something else was done than that."""
    match heard:
        case Said():
            return {dialog.task}
        case Tapped():
            read = read_button(heard.data)
            return {dialog.task, read.part(0)} if read is not None else {dialog.task}
        case _:
            return set()
