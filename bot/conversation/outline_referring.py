"""A bullet that refers to another item: "Viz plnění opatření 1.1.", the number being the item's own."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.conversation.heard import Said
from bot.conversation.layout import MOST_ROWS, lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.outline_showing import outline_data
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.words import words_for
from flows.evaluation import Node
from flows.item_marks import item_mark
from flows.plan import Item
from flows.plan_references import numbered_item
from flows.plan_walk import items_in_order
from flows.reading.bullets import Bullet

PAGE = MOST_ROWS - 2
Add: TypeAlias = Callable[[Scene, TaskCard, Node, tuple[Bullet, ...]], None]
"""Adds bullets to an outline and shows it."""


def others(task: TaskCard) -> Sequence[Item]:
    """Give the items of the same level, in order."""
    here = task.item
    if here is None:
        return ()
    return [one for one in items_in_order(task.plan, here.tree) if one.level == here.level and one.key != here.key]


def offer_items(scene: Scene, task: TaskCard, node: Node, page: int = 0) -> None:
    """Show the other items to choose from; a number may be typed."""
    words, items = scene.words, others(task)
    scene.settle_screen()
    screen = scene.next_screen()
    stash = {**scene.dialog.stash, "refer": True}
    scene.change_dialog(mode=Mode.ASK, task=task.id, place=node.place, stash=stash, last_tap="")
    shown = range(page * PAGE, min(len(items), (page + 1) * PAGE))
    buttons = [
        Button(label=shorten(f"{items[at].number} {items[at].title}"), data=outline_data(task, node, f"ri{at}", screen))
        for at in shown
    ]
    acts = {words.label("fewer_items"): f"rp{page - 1}"} if page else {}
    acts |= {words.label("more_items"): f"rp{page + 1}"} if (page + 1) * PAGE < len(items) else {}
    acts |= {words.label("back"): "rb"}
    out = [Button(label=label, data=outline_data(task, node, act, screen)) for label, act in acts.items()]
    scene.show(Message(text=words.text("outline_refer"), rows=(*lay_out(buttons), *lay_out(out))))


def refer(scene: Scene, task: TaskCard, node: Node, act: str, add: Add) -> None:
    """Do what a button of the list of items says: choose one, or turn the page."""
    at = int(act[1:]) if act[1:].isdigit() else -1
    items = others(task)
    if act.startswith("i") and 0 <= at < len(items):
        add(scene, task, node, (reference(task, items[at]),))
    elif act.startswith("p") and at >= 0:
        offer_items(scene, task, node, at)
    else:
        scene.toast("unknown_button")


def hear_reference(scene: Scene, task: TaskCard, node: Node, said: Said, add: Add) -> bool:
    """Where an item is to be chosen, a typed number chooses it; other words are bullets."""
    here = task.item
    if not scene.dialog.stash.get("refer") or here is None:
        return False
    item = numbered_item(said.text.strip(), task.plan, here.tree)
    if item is None or len(said.text) > len(item.title) + 20:
        return False
    add(scene, task, node, (reference(task, item),))
    return True


def reference(task: TaskCard, item: Item) -> Bullet:
    """Write the bullet that refers to an item, in the plan's language: it goes into the report."""
    words = words_for(task.plan.language)
    level = task.levels[words.language].genitive
    return Bullet(text=words.text("outline_reference", level_genitive=level, mark=item_mark(item)))
