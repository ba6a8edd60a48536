"""Asks that wait for others: who comes next is told when it is their turn."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.effects import TellButton
from bot.conversation.scene import OPEN_STATES, Scene
from bot.conversation.state import TaskCard, TaskLine
from flows.plan_walk import asks_of
from flows.tasks import Role


def is_early(task: TaskLine) -> bool:
    """Tell whether something that a task waits for is not sent yet and still can be."""
    return any(one.state in OPEN_STATES and not one.disowned and not one.round.closed for one in task.before)


def tell_next(scene: Scene, task: TaskCard) -> None:
    """Tell the commentators whose ask comes after a task that was sent for the first time."""
    following = [one for one in asks_of(task.plan, task.round.key) if one.after == task.ask]
    if task.submissions != 1 or not any(one.role == "commentator" for one in following):
        return
    data = {"title": task.title, "actor": task.actor_name, "contact": scene.contact_of(task.plan)}
    go: TellButton = ("go_on", button_data(Verb.BEGIN), {})
    scene.tell(task.plan.key, "your_turn", data, buttons=(go,), role=Role.COMMENTATOR)
