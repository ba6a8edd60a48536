"""Marks that call an amount or a count an estimate: shown on its echo, set and taken off in place."""

from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.conversation.writing import write
from flows.answers import Origin
from flows.evaluation import Node
from flows.interview import Clear, Set
from flows.rejection import Rejection


def marks_of(task: TaskCard, node: Node) -> list[Node]:
    """Give the marks that hang on a list or a question: one for the whole, or one in each of its turns."""
    turns = task.evaluation.turns(node.question.name, node.place.instance)
    around = {*turns, node.place.instance}
    return [
        one
        for one in task.evaluation.nodes
        if one.relevant
        and one.question.settings.get("toggle") == node.question.name
        and (one.place.instance in around or not one.place.instance)
    ]


def is_estimate(task: TaskCard, node: Node) -> bool:
    """Tell whether a figure, or any of a list, is called an estimate."""
    return any(mark.answered for mark in marks_of(task, node))


def turn_marks(scene: Scene, task: TaskCard, node: Node) -> TaskCard | Rejection:
    """Call the figures of a list or question estimates, or exact where any was an estimate."""
    marks = marks_of(task, node)
    whole = [mark for mark in marks if mark.place.instance == node.place.instance] or marks
    certain = any(mark.answered for mark in marks)
    outcome: TaskCard | Rejection = task
    for mark in marks if certain else whole:
        if mark.answered is not certain or isinstance(outcome, Rejection):
            continue
        given = Clear(place=mark.place) if certain else Set(place=mark.place, value="OK", origin=Origin.TAPPED)
        outcome = write(scene, outcome, given)
    return outcome


def mark_behind(task: TaskCard, node: Node) -> bool:
    """Tell whether the form has a mark for a figure that is not answered yet."""
    return any(one.settings.get("toggle") == node.question.name for one in task.interview.form.by_name.values())


def mark_estimate(scene: Scene, task: TaskCard, node: Node, *, estimated: bool) -> TaskCard:
    """Say of one figure whether it is an estimate."""
    if not node.answered or node.left_out or is_estimate(task, node) is estimated:
        return task
    outcome = turn_marks(scene, task, node)
    return task if isinstance(outcome, Rejection) else outcome
