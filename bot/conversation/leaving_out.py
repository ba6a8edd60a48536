"""A question is left out on purpose."""

from bot.conversation.conflict import answered_meanwhile
from bot.conversation.question import WITHOUT
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import show_node
from bot.conversation.state import TaskCard
from bot.conversation.walking import go_on
from bot.conversation.writing import write
from flows.evaluation import Node
from flows.interview import LeaveOut
from flows.rejection import Rejection


def leave_out(scene: Scene, task: TaskCard, node: Node) -> None:
    """Leave a place out on purpose; what a colleague wrote there meanwhile stays and is shown."""
    from bot.conversation.taps import stale  # noqa: PLC0415 - an old button leads back here

    if answered_meanwhile(scene, task, node):
        stale(scene, task, node)
        return
    outcome = write(scene, task, LeaveOut(place=node.place))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    own = node.question.settings.get(WITHOUT)
    said = scene.words.label(f"without_{own}") if own else ""
    scene.settle_screen(said or show_node(outcome, outcome.evaluation.at(node.place), scene.words))
    go_on(scene, outcome, node.place)
