"""What stands above a question: the form's notes, and the turn of the repeat that it belongs to."""

from collections.abc import Collection

from bot.conversation.scene import Scene
from bot.conversation.showing import filled, said_in, section_of
from bot.conversation.state import TaskCard
from flows.answers import Place
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind, Question


def above(scene: Scene, task: TaskCard, node: Node, asked: Collection[Place]) -> str:
    """Give the turn and the notes that belong above a question, "" if none do.

    Args:
        scene: The act.
        task: The task.
        node: What is asked.
        asked: All places that are asked, to tell which notes belong to the question before.
    """
    return "\n".join(filter(None, (turn_name(scene, task, node), *notes_before(scene, task, node, asked))))


def notes_before(scene: Scene, task: TaskCard, node: Node, asked: Collection[Place]) -> list[str]:
    """Give the notes between the question before and this one."""
    nodes = task.evaluation.nodes
    here = next(index for index, one in enumerate(nodes) if one.place == node.place)
    found: list[str] = []
    for one in reversed(nodes[:here]):
        if one.place in asked:
            break
        if one.question.kind is Kind.NOTE and one.relevant and set(one.turn) <= set(node.turn):
            found.insert(0, note_text(scene, task, one))
    return found


def notes_at_end(scene: Scene, task: TaskCard, asked: Collection[Place]) -> list[str]:
    """Give the notes behind the last question."""
    found: list[str] = []
    for one in reversed(task.evaluation.nodes):
        if one.place in asked:
            break
        if one.question.kind is Kind.NOTE and one.relevant:
            found.insert(0, note_text(scene, task, one))
    return found


def note_text(scene: Scene, task: TaskCard, node: Node) -> str:
    """Give what a note says."""
    return filled(said_in(node.question.label, task.interview.form, scene.language), task)


def turn_name(scene: Scene, task: TaskCard, node: Node) -> str:
    """Name the turn of a repeat asked question by question: "Akce 2", within another one "Akce 2, Hosté 1"."""
    if not node.turn:
        return ""
    evaluation, names = task.evaluation, []
    for repeat, turn in zip(plain_repeats(task, node.question), node.turn, strict=False):
        section = section_of(task.interview.form, repeat, scene.language)
        names.append(scene.words.text("turn", name=section, position=evaluation.working.positions[turn]))
    return ", ".join(names)


def plain_repeats(task: TaskCard, question: Question) -> list[Question]:
    """Give the repeats around a question whose turns are asked one by one, outermost first; a row names itself."""
    around = [task.interview.form.by_name[name] for name in question.repeats]
    return [repeat for repeat in around if not listed(repeat) and "over" not in repeat.settings]
