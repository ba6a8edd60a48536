"""What stands above a question: the form's notes, and the turn of the repeat that it belongs to."""

from bot.conversation.scene import Scene
from bot.conversation.showing import filled, said_in, section_of
from bot.conversation.state import TaskCard
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind, Question


def above(scene: Scene, task: TaskCard, node: Node) -> str:
    """Give the turn and the notes that belong above a question, "" if none do."""
    return "\n".join(filter(None, (turn_name(scene, task, node), *notes_before(scene, task, node))))


def notes_before(scene: Scene, task: TaskCard, node: Node) -> list[str]:
    """Give the notes between the question before and this one."""
    nodes = task.evaluation.nodes
    here = next(index for index, one in enumerate(nodes) if one.place == node.place)
    found: list[str] = []
    for one in reversed(nodes[:here]):
        if is_asked(task, one):
            break
        if one.question.kind is Kind.NOTE and one.relevant and set(one.turn) <= set(node.turn):
            found.insert(0, note_text(scene, task, one))
    return found


def notes_at_end(scene: Scene, task: TaskCard) -> list[str]:
    """Give the notes behind the last question."""
    found: list[str] = []
    for one in reversed(task.evaluation.nodes):
        if is_asked(task, one):
            break
        if one.question.kind is Kind.NOTE and one.relevant:
            found.insert(0, note_text(scene, task, one))
    return found


def is_asked(task: TaskCard, node: Node) -> bool:
    """Tell whether a place is a question of its own now: notes before it belong to it, or to what stood before."""
    return node.relevant and node.question.name in task.interview.form.asked


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
