"""Which tasks the acts of a batch will look into: those are opened with it, others when an act asks for them."""

from collections.abc import Iterable, Sequence

from bot.conversation.buttons import read_button
from bot.conversation.heard import Heard, Said, Tapped
from bot.conversation.state import Dialog, Mode
from bot.conversation.walking import in_turn
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming

ANSWERING = frozenset({Mode.ASK, Mode.ECHO, Mode.OPTIONS, Mode.CONFLICT, Mode.MORE, Mode.PICK, Mode.KIND, Mode.EDIT})
"""The conversation stays in the task in focus."""


def in_hand(stage: Stage, batch: Sequence[Incoming]) -> set[str]:
    """Give the tasks to be opened for a batch; a wrong guess costs time, nothing else."""
    invited = {(one.plan, one.actor) for one in stage.invites.values()}
    found = {task for task, line in stage.tasks.items() if (line.plan.key, line.actor) in invited} if invited else set()
    for one in batch:
        if one.private and one.chat in stage.people:
            found.update(looked_into(stage, one))
    return found


def looked_into(stage: Stage, incoming: Incoming) -> Iterable[str]:
    """Give what one act looks into: the task in focus, at its end also the next one, elsewhere whatever is there."""
    person = stage.people[incoming.chat]
    dialog = stage.dialogs[person.contact]
    focus = named(dialog, incoming.heard) & stage.tasks.keys()
    if focus and dialog.mode in ANSWERING:
        return focus
    tasks = stage.tasks_of(person)
    if not focus or dialog.mode is not Mode.CHECK:
        return tasks
    following = next((line.id for line in in_turn(tasks.values()) if line.id not in focus), None)
    return tasks if following is None else {*focus, following}


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
