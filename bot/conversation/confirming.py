"""Figures of a sent answer that are estimates are offered to be confirmed: they become exact, the rest stays."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.message import Button, Rows
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import SENT_STATES, Scene
from bot.conversation.state import TaskCard
from bot.conversation.writing import write
from flows.estimates import estimate_marks
from flows.interview import Clear
from flows.rejection import Rejection


def to_confirm(task: TaskCard) -> bool:
    """Tell whether a sent answer has figures to be confirmed."""
    return task.state in SENT_STATES and not task.round.closed and bool(estimate_marks(task.evaluation))


def confirm_row(scene: Scene, task: TaskCard, screen: str) -> Rows:
    """Give the button that makes all figures exact, where some are estimates."""
    if not to_confirm(task):
        return ()
    return ((Button(label=scene.words.label("all_exact"), data=button_data(Verb.EXACT, task.id, screen)),),)


def overview_confirm(scene: Scene) -> Rows:
    """Give the button that opens the first sent answer with an estimate."""
    sent = (one for one in scene.walk() if one.state in SENT_STATES)
    task = next((one for one in map(scene.opened, sent) if to_confirm(one)), None)
    if task is None:
        return ()
    return ((Button(label=scene.words.label("confirm_estimates"), data=button_data(Verb.OPEN, task.id)),),)


def make_exact(scene: Scene, task: TaskCard) -> None:
    """Take all marks off; the answer is sent anew."""
    from bot.conversation.checking import check  # noqa: PLC0415 - the check screen shows the button

    outcome: TaskCard | Rejection = task
    for mark in estimate_marks(task.evaluation):
        if isinstance(outcome, TaskCard):
            outcome = write(scene, outcome, Clear(place=mark.place))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.settle_screen(scene.words.label("all_exact"))
    check(scene, outcome)
