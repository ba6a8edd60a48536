"""An amount ten times last year's is told so, once, when it is answered; it never blocks."""

from decimal import Decimal

from bot.conversation.scene import Scene
from bot.conversation.showing import is_money, show_value
from bot.conversation.state import TaskCard
from flows.evaluation import Node
from flows.reading.money import tenfold


def hint_tenfold(scene: Scene, task: TaskCard, node: Node) -> None:
    """Say once that an amount is ten times last year's."""
    if is_tenfold(task, node):
        scene.say("tenfold", amount=show_value(task, node.question, node.value, scene.words))


def any_tenfold(task: TaskCard) -> bool:
    """Tell whether the hint was due anywhere in a task."""
    return any(is_tenfold(task, node) for node in task.evaluation.nodes)


def is_tenfold(task: TaskCard, node: Node) -> bool:
    """Tell whether an amount is ten times that of the last submission."""
    before = (task.last or {}).get(node.place)
    if not is_money(node.question) or before is None or before.value is None or node.value is None:
        return False
    return tenfold(Decimal(str(before.value)), Decimal(str(node.value)))
