"""What moved since the round before: each item's degree of fulfilment then and now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flows.plan import Period
from flows.plan_walk import round_of
from flows.snapshot import Snapshot, TaskSnapshot
from reports.outline import Branch, Node, outline
from reports.shares import outcome

Direction: TypeAlias = Literal["better", "same", "worse", "new", "incomparable"]

_RANKS: Mapping[str, int] = {"not_fulfilled": 0, "postponed": 0, "partly": 1, "ongoing": 2, "fulfilled": 2}
"""How far a degree of the annual evaluation goes; what goes on is as good as what is done. Others have no place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One item's degree in two rounds; "" = there was no such item, or no answer about it was asked."""

    node: Node
    before: str
    now: str
    direction: Direction


@dataclass(frozen=True, kw_only=True, slots=True)
class Previous:
    """The round before.

    Attributes:
        period: The time it covers.
        branches: The plan's items with its tasks.
        moves: Every item of the present round.
    """

    period: Period
    branches: tuple[Branch, ...]
    moves: tuple[Move, ...]

    def tasks_of(self, tree: str) -> tuple[TaskSnapshot, ...]:
        """Give the tasks of a tree's items, in order."""
        tops = (top for branch in self.branches if branch.tree.key == tree for top in branch.nodes)
        return tuple(task for top in tops for task in top.all_tasks())

    def moved(self, direction: Direction) -> list[Move]:
        """Give the moves of one direction."""
        return [move for move in self.moves if move.direction == direction]


def previous_round(snapshot: Snapshot, branches: Sequence[Branch], language: str) -> Previous | None:
    """Compare with the round that the report names before the last one.

    Returns:
        The round before; None where the report names one only, or nobody answered in it.
    """
    if len(snapshot.rounds) < 2:
        return None
    round_ = round_of(snapshot.plan, snapshot.rounds[-2])
    before = outline(snapshot, round_.key, "lead", language)
    then = {(node.item.tree, node.item.key): node.tasks for node in _nodes(before)}
    if not any(task.number for tasks in then.values() for task in tasks):
        return None
    moves = tuple(
        _move(node, then.get((node.item.tree, node.item.key), ()), node.tasks)
        for node in _nodes(branches)
        if node.tasks
    )
    return Previous(period=round_.period, branches=before, moves=moves)


def _nodes(branches: Sequence[Branch]) -> Iterable[Node]:
    return (node for branch in branches for top in branch.nodes for node in top.walk())


def _move(node: Node, then: Sequence[TaskSnapshot], now: Sequence[TaskSnapshot]) -> Move:
    """Compare the first answers; where several actors answer for an item the first of the plan speaks for it."""
    before, after = (outcome(tasks[0], "degree") if tasks else "" for tasks in (then, now))
    return Move(node=node, before=before, now=after, direction=_direction(before, after))


def _direction(before: str, now: str) -> Direction:
    if not before:
        return "new"
    if before not in _RANKS or now not in _RANKS:
        return "incomparable"
    step = _RANKS[now] - _RANKS[before]
    return "better" if step > 0 else "worse" if step < 0 else "same"
