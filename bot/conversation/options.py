"""One of several readings is taken, or one of two people's answers."""

from bot.conversation.answering import accept
from bot.conversation.listing import write_list
from bot.conversation.scene import Scene
from bot.conversation.showing import show_node
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import go_on
from flows.answers import JsonValue, Origin
from flows.evaluation import Node


def take_option(scene: Scene, task: TaskCard, node: Node, index: str) -> bool:
    """Take one of the readings that were offered; False: none were."""
    options = scene.dialog.stash.get("options")
    if scene.dialog.mode not in {Mode.OPTIONS, Mode.CONFLICT} or not isinstance(options, list):
        return False
    if scene.dialog.mode is Mode.CONFLICT and index == "0":
        scene.settle_screen(show_node(task, node, scene.words))
        go_on(scene, task, node.place)
        return True
    value = options[int(index)] if index.isdecimal() and int(index) < len(options) else None
    ref = str(scene.dialog.stash.get("ref", ""))
    if isinstance(value, dict) and isinstance(value.get("turns"), list):
        labels = scene.dialog.stash.get("labels")
        scene.settle_screen(str(labels[int(index)]) if isinstance(labels, list) else "")
        write_list(scene, task, node, list_turns(value["turns"]), ref)
    else:
        accept(scene, task, node, value, Origin.TAPPED, ref)
    return True


def list_turns(turns: JsonValue) -> tuple[dict[str, JsonValue], ...]:
    """Read turns back from a dialog."""
    return tuple(turn for turn in turns if isinstance(turn, dict)) if isinstance(turns, list) else ()
