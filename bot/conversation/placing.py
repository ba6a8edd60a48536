"""A shared place: the answer to the question on screen where that asks for one."""

from bot.conversation.answering import accept
from bot.conversation.heard import Placed
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.answers import Origin
from flows.form import Kind
from flows.rights import Action

ASKING = frozenset({Mode.ASK, Mode.CONFLICT})


def take_place(scene: Scene, placed: Placed) -> None:
    """Take a shared place as the answer of the question in focus; where none asks for it, say so."""
    dialog = scene.dialog
    task = scene.task(dialog.task)
    node = task.evaluation.find(dialog.place) if task is not None and dialog.place is not None else None
    asks = node is not None and node.relevant and node.question.kind is Kind.GEOPOINT and dialog.mode in ASKING
    if task is None or node is None or not asks:
        scene.say("place_not_asked")
    elif scene.allowed(task, Action.ANSWER) is None:
        scene.say("not_yours", contact=scene.contact_of(task.plan))
    else:
        accept(scene, task, node, placed.point, Origin.TAPPED, placed.ref)
