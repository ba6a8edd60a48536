"""Two people, one organisation (C10): whoever opens what a colleague is answering is told so first."""

from datetime import timedelta

from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.scene import OPEN_STATES, Scene
from bot.conversation.state import Mode, TaskCard
from flows.wording.ago import minutes_ago

AT_WORK = timedelta(minutes=15)
"""How long after their last answer somebody counts as being at work on an item."""


def is_at_work(scene: Scene, task: TaskCard) -> bool:
    """Tell whether somebody else answered a task within the last minutes, and this person is not in it too."""
    if task.state not in OPEN_STATES or task.touched_at is None or scene.dialog.task == task.id:
        return False
    return task.touched_by not in ("", scene.person.person) and scene.now - task.touched_at < AT_WORK


def warn(scene: Scene, task: TaskCard, *, others: bool) -> None:
    """Say who is answering, and offer another item or to take this one over.

    Args:
        scene: The act.
        task: What was to be opened.
        others: Whether anything else waits for the person.
    """
    words, ago = scene.words, scene.now - (task.touched_at or scene.now)
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, to_check=False)
    text = words.text(
        "colleague_at_work",
        level=scene.level(task).nominative,
        number=task.number,
        state=words.text(f"state_{task.state}"),
        name=task.touched_name,
        ago=minutes_ago(int(ago / timedelta(minutes=1)), scene.language),
    )
    following = [Button(label=words.label("take_next"), data=button_data(Verb.NEXT_ITEM, task.id))] if others else []
    take_over = Button(label=words.label("take_over"), data=button_data(Verb.TAKE_OVER, task.id))
    scene.show(Message(text=text, rows=lay_out([*following, take_over])))
