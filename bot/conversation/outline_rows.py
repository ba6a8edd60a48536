"""An outline as it is kept: a turn for each bullet, its first text the words, its first integer the level."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.past import past_task
from bot.conversation.state import TaskCard
from flows.answers import JsonValue, Place
from flows.evaluation import Evaluation, Node
from flows.form import Kind, Question
from flows.interview import ReplaceTurns, Turn
from flows.item_marks import with_item_marks, without_item_marks
from flows.outline import Row, Rows
from flows.reading.bullets import DEEPEST, Bullet, even_levels
from flows.reading.emphasis import unmarked

OUTLINE = "outline"
"""Appearance of a repeat that is an outline of bullets."""


def is_outline(question: Question) -> bool:
    """Tell whether a repeat is an outline of bullets."""
    return OUTLINE in question.appearance


def text_question(repeat: Question) -> str:
    """Name the question that holds a bullet's words."""
    return next(one.name for one in repeat.children if one.kind is Kind.TEXT)


def level_question(repeat: Question) -> str:
    """Name the question that holds a bullet's level."""
    return next(one.name for one in repeat.children if one.kind is Kind.INTEGER)


def rows_of(task: TaskCard, node: Node) -> Rows:
    """Give the bullets that stand there."""
    return rows_in(task.evaluation, node.question, node.place.instance)


def last_rows(task: TaskCard, repeat: Question) -> Rows:
    """Give the bullets of last year, none where there is no last year."""
    return rows_in(past_task(task).evaluation, repeat, "") if task.last else ()


def rows_in(evaluation: Evaluation, repeat: Question, parent: str) -> Rows:
    """Give the bullets of an outline, their levels made even."""
    text, level = text_question(repeat), level_question(repeat)
    found = []
    for turn in evaluation.turns(repeat.name, parent):
        words = evaluation.find(Place(question=text, instance=turn))
        depth = evaluation.find(Place(question=level, instance=turn))
        said = words.value if words is not None else None
        whole = "\n".join(map(str, said)) if isinstance(said, list) else ""
        found.append((turn, whole, depth.value if depth is not None and isinstance(depth.value, int) else 1))
    even = even_levels([Bullet(text=whole, level=depth) for _, whole, depth in found])
    return tuple(
        Row(key=turn, level=bullet.level, text=bullet.text) for (turn, _, _), bullet in zip(found, even, strict=True)
    )


def put_rows(node: Node, before: Sequence[Row], after: Sequence[Row]) -> ReplaceTurns:
    """Make the input after which the outline reads so; bullets that stay as they were are not written again."""
    known = {row.key: row for row in before}
    text, level = text_question(node.question), level_question(node.question)

    def values(row: Row) -> dict[str, JsonValue]:
        old = known.get(row.key)
        words: dict[str, JsonValue] = {} if old is not None and old.text == row.text else {text: [row.text]}
        depth: dict[str, JsonValue] = {} if old is not None and old.level == row.level else {level: row.level}
        return {**words, **depth}

    turns: tuple[Turn, ...] = tuple((row.key, values(row)) for row in after)
    return ReplaceTurns(repeat=node.question.name, turns=turns, parent=node.place.instance)


def marked(task: TaskCard, text: str) -> str:
    """Make references to items of the task's tree their own."""
    here = task.item
    return text if here is None else with_item_marks(text, task.plan, here.tree)


def plain(task: TaskCard, text: str) -> str:
    """Give a bullet as it reads in a chat: numbers of items, no marks."""
    return unmarked(without_item_marks(text, task.plan))


def under(bullets: Sequence[Bullet], above: Row | None) -> tuple[Bullet, ...]:
    """Put bullets that were read as going on with one under it."""
    if above is None:
        return tuple(bullets)
    deeper = above.level - 1
    going_on = True
    made = []
    for bullet in bullets:
        going_on = going_on and bullet.level > 1
        level = min(bullet.level + deeper, DEEPEST) if going_on else bullet.level
        made.append(replace(bullet, level=level))
    return tuple(made)
