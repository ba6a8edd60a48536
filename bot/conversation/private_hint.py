"""In a chat of several people: answers are collected in private, and that is said sparingly."""

from bot.conversation.message import Button
from bot.conversation.scene import Scene


def point_to_private(scene: Scene, *, at_most_daily: bool = False) -> None:
    """Say where answers are collected, with the way there.

    Args:
        scene: The act; its dialog is the group's.
        at_most_daily: Whether to keep silent where it was said today: people talk to each other there.
    """
    today = scene.now.date().isoformat()
    if at_most_daily and scene.dialog.stash.get("pointed_on") == today:
        return
    scene.change_dialog(stash={**scene.dialog.stash, "pointed_on": today})
    button = Button(label=scene.words.label("open_private"), url=f"https://t.me/{scene.surrounds.bot_name}")
    scene.say("group_chat", rows=((button,),))
