"""Buttons of the screens between the last question and sending: what may be added, and the check."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation import checking, confirming, supplementing
from bot.conversation.buttons import Tap, Verb, button_data
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard


def on_screen(act: Callable[[Scene, TaskCard], None]) -> Callable[[Scene, TaskCard, Tap], None]:
    """Let a button of a screen without a question act only while that screen is the current one."""

    def checked(scene: Scene, task: TaskCard, read: Tap) -> None:
        if read.part(1) == str(scene.dialog.screen):
            act(scene, task)
            return
        button = Button(label=scene.words.label("open_item"), data=button_data(Verb.OPEN, task.id))
        scene.say("stale_button", rows=((button,),))

    return checked


SUPPLEMENT_TAPS: Mapping[Verb, Callable[[Scene, TaskCard, Tap], None]] = MappingProxyType(
    {
        Verb.MORE_TO_ADD: on_screen(supplementing.offer_more),
        Verb.CHECK: on_screen(checking.nothing_more),
        Verb.UNMORE: on_screen(supplementing.before_more),
        Verb.EXACT: on_screen(confirming.make_exact),
        Verb.CHECK_LATER: on_screen(checking.check_later),
    }
)
"""What is done by verb, with a task that the person may answer."""
