"""Buttons of a place whose fourth part says what is to be done."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation.answering import accept
from bot.conversation.buttons import Verb
from bot.conversation.counting import settle_difference
from bot.conversation.counts_in_text import settle_counts
from bot.conversation.items_offered import item_meant
from bot.conversation.question import ask
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from flows.answers import Origin
from flows.evaluation import Node


def take_item(scene: Scene, task: TaskCard, node: Node, what: str) -> None:
    """Take an item that an answer refers to; another one is typed by its number."""
    item = item_meant(task, what)
    if item is None:
        ask(scene, task, node.place, to_check=scene.dialog.to_check, note=scene.words.text("write_item_number"))
    else:
        accept(scene, task, node, [item.key], Origin.TAPPED)


SAYING: Mapping[Verb, Callable[[Scene, TaskCard, Node, str], None]] = MappingProxyType(
    {
        Verb.COUNT: settle_difference,
        Verb.TAKE_COUNTS: settle_counts,
        Verb.ITEM: take_item,
    }
)
"""What is done by verb."""
