"""Last year's answer as the conversation looks at it: a task with the answers of then."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.layout import shorten
from bot.conversation.showing import is_money, show_node, text_of
from bot.conversation.state import TaskCard
from bot.words import Words
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node, evaluate
from flows.form import Kind, Question


def past_task(task: TaskCard) -> TaskCard:
    """Give the task as it was answered last time; its form is this year's.

    Raises:
        ValueError: There is no last time.
    """
    if task.last is None:
        raise ValueError("there is no earlier answer")
    interview = replace(task.interview, answers=task.last)
    evaluation = evaluate(task.interview.form, task.last, surroundings=task.surroundings)
    return replace(task, interview=interview, evaluation=evaluation)


def earlier_values(task: TaskCard) -> Mapping[Place, JsonValue]:
    """Give last year's answers as they were submitted; None = left out on purpose."""
    return {place: answer.value for place, answer in (task.last or {}).items()}


def description_then(task: TaskCard) -> str:
    """Give last year's long text, "" if there was none."""
    nodes = past_task(task).evaluation.nodes
    found = next((node for node in nodes if "multiline" in node.question.appearance and node.answered), None)
    return text_of(found.value) if found is not None else ""


def last_label(task: TaskCard, node: Node, words: Words) -> str:
    """Give the label of the button that answers one question as last year; "" where last year says nothing."""
    if not task.last:
        return ""
    then = past_task(task)
    said = then.evaluation.find(node.place)
    if said is None or not said.answered or said.left_out or node.question.kind is Kind.SELECT_ONE:
        return ""
    if "multiline" in node.question.appearance:
        return words.label("show_last_text")
    shown = show_node(then, said, words)
    if "lines" in node.question.appearance:
        return words.label("same_list", n=shown)
    return shorten(words.label("as_last", value=shown.partition(", ")[0]))


def is_counted(question: Question) -> bool:
    """Tell whether a question holds an amount or a count: such an answer is confirmed anew each year."""
    if question.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return True
    return question.kind is Kind.REPEAT and any(is_money(one) or is_counted(one) for one in question.children)


def taken_over(task: TaskCard) -> bool:
    """Tell whether last year's answer was taken over as a whole: its first answer is a copied one."""
    first = next((node for node in task.evaluation.nodes if node.askable), None)
    answer = task.interview.answers.get(first.place) if first is not None else None
    return answer is not None and answer.origin is Origin.COPIED


def confirmed_anew(task: TaskCard, node: Node) -> bool:
    """Tell whether last year's amounts or counts are to be confirmed, since all else was taken over."""
    if task.last is None or not is_counted(node.question) or not taken_over(task):
        return False
    then = past_task(task).evaluation.find(node.place)
    return then is not None and then.answered and not then.left_out
