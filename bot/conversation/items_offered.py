"""Items of the plan offered where an answer refers to one (C4): likely ones as buttons, any by its number."""

from collections.abc import Iterator

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.layout import shorten
from bot.conversation.message import Button
from bot.conversation.references import item_of, offers_items, stored_reference
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.conversation.writing import write
from flows.answers import Origin
from flows.evaluation import Node
from flows.interview import Set
from flows.plan import Item, LevelForms
from flows.plan_walk import tree_of
from flows.rejection import Rejection
from flows.wording.levels import level_name

MOST = 3
"""Items offered as buttons."""

ANOTHER = "?"


def likely_items(scene: Scene, task: TaskCard) -> list[Item]:
    """Give the items where costs are likely counted: last year's, those beside it, the person's own."""
    here = task.item
    if here is None:
        return []
    same = [item for item in task.plan.items if item.tree == here.tree and item.key != here.key]
    own = {one.number for one in scene.walk()}
    then = [item for item in same if item.key in keys_then(task)]
    beside = [item for item in same if item.parent == here.parent]
    mine = [item for item in same if item.number in own and item.level == here.level]
    return list({item.key: item for item in (*then, *beside, *mine)}.values())[:MOST]


def keys_then(task: TaskCard) -> set[str]:
    """Give the keys that last year's answers name as texts."""
    values = (answer.value for answer in (task.last or {}).values())
    return {str(part) for value in values if isinstance(value, list) for part in value if isinstance(part, str)}


def top_item(task: TaskCard) -> Item | None:
    """Find the top item above the task's own, None where it is one itself."""
    here = task.item
    above = here
    while above is not None and above.parent:
        above = item_of(task, above.parent)
    return above if above is not None and above is not here else None


def whole_label(scene: Scene, task: TaskCard, item: Item) -> str:
    """Say "Celá priorita 2"."""
    level = tree_of(task.plan, item.tree).levels[item.level - 1]
    named = level if isinstance(level, LevelForms) else level_name(level, scene.language)
    gender = str(named.gender)
    return scene.words.label("whole_item", level=named.nominative, number=item.number, gender=gender)


def item_buttons(scene: Scene, task: TaskCard, node: Node, screen: str) -> Iterator[Button]:
    """Give a button for each likely item, for the whole top item, and for another."""
    place, top = node.place, top_item(task)

    def data(what: str) -> str:
        return button_data(Verb.ITEM, task.id, code(place.question), turn_code(place.instance), what, screen)

    for item in likely_items(scene, task):
        yield Button(label=shorten(f"{item.number} {item.title}"), data=data(code(item.key)))
    if top is not None:
        yield Button(label=shorten(whole_label(scene, task, top)), data=data(code(top.key)))
    yield Button(label=scene.words.label("another_item"), data=data(ANOTHER))


def item_meant(task: TaskCard, what: str) -> Item | None:
    """Find the item that a button means."""
    here = task.item
    return next((one for one in task.plan.items if here and one.tree == here.tree and code(one.key) == what), None)


def refer(scene: Scene, task: TaskCard, rest: str) -> TaskCard:
    """Keep where costs are counted instead, as it was said with their kind; asked where nothing was said."""
    asked = (one for one in task.evaluation.nodes if offers_items(one.question) and one.relevant)
    node = next((one for one in asked if not one.place.instance), None)
    if node is None or node.answered or not rest:
        return task
    outcome = write(scene, task, Set(place=node.place, value=stored_reference(task, rest), origin=Origin.TYPED))
    return task if isinstance(outcome, Rejection) else outcome
