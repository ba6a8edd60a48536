"""The buttons that lead aside from a list of lines: choose from what is known, change the kind."""

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.known_lines import kind_questions, known_names, last_names
from bot.conversation.message import Button
from bot.conversation.outline_rows import OUTLINE, is_outline
from bot.conversation.outline_showing import outline_data
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from flows.evaluation import Node


def pick_buttons(scene: Scene, task: TaskCard, node: Node, screen: str) -> list[Button]:
    """Give the button that opens last year's lines or the register's, where anything is known; an outline may refer."""
    others = []
    if is_outline(node.question):
        others = [Button(label=scene.words.label("refer_other"), data=outline_data(task, node, "refer", screen))]
    if not node.question.appearance & {"lines", OUTLINE} or not known_names(task, node):
        return others
    key = "pick_last" if last_names(task, node) else "pick_known"
    return [Button(label=scene.words.label(key), data=pick_data(task, node, "open", screen)), *others]


def pick_data(task: TaskCard, node: Node, act: str, screen: str) -> str:
    """Write the data of a button of the list to choose from."""
    return button_data(Verb.PICK, task.id, code(node.place.question), turn_code(node.place.instance), act, screen)


def kind_buttons(scene: Scene, task: TaskCard, node: Node, screen: str) -> list[Button]:
    """Give Změnit druh under the echo of a list whose lines have kinds."""
    if not kind_questions(task, node.question):
        return []
    return [Button(label=scene.words.label("change_kind"), data=kind_data(task, node, "open", screen))]


def kind_data(task: TaskCard, node: Node, act: str, screen: str) -> str:
    """Write the data of a button of "change the kind"."""
    return button_data(Verb.KIND, task.id, code(node.place.question), turn_code(node.place.instance), act, screen)
