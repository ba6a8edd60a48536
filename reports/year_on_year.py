"""What moved since the round before: each item's degree of fulfilment then and now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from flows.plan_walk import round_of
from flows.snapshot import Earlier, Snapshot, TaskSnapshot
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
    """The round before, or the time before the first one.

    Attributes:
        label: The time it covers, as printed.
        branches: The plan's items with its tasks.
        moves: Every item of the present round.
    """

    label: str
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
    """Compare with the round that the report names before the last one, or with the time before the first round.

    Returns:
        The time before; None where the report names one round and the plan says nothing of what was before it, or
        nobody answered then.
    """
    if len(snapshot.rounds) > 1:
        round_ = round_of(snapshot.plan, snapshot.rounds[-2])
        before = outline(snapshot, round_.key, "lead", language)
        return _compared(before, branches, round_.period.label, absent="new")
    if snapshot.earlier is not None:
        before = outline(_as_of(snapshot, snapshot.earlier), snapshot.rounds[-1], "lead", language)
        return _compared(before, branches, snapshot.earlier.label, absent="incomparable")
    return None


def _as_of(snapshot: Snapshot, earlier: Earlier) -> Snapshot:
    """Put what was before the first round in the place of its answers."""
    tasks = tuple(replace(task, round=snapshot.rounds[-1]) for task in earlier.tasks)
    return replace(snapshot, tasks=tasks)


def _compared(
    before: tuple[Branch, ...], branches: Sequence[Branch], label: str, *, absent: Direction
) -> Previous | None:
    """Compare item by item; one that was not there then moved in the direction `absent`."""
    then = {(node.item.tree, node.item.key): node.tasks for node in _nodes(before)}
    if not any(task.number for tasks in then.values() for task in tasks):
        return None
    moves = tuple(
        _move(node, then.get((node.item.tree, node.item.key), ()), node.tasks, absent)
        for node in _nodes(branches)
        if node.tasks
    )
    return Previous(label=label, branches=before, moves=moves)


def _nodes(branches: Sequence[Branch]) -> Iterable[Node]:
    return (node for branch in branches for top in branch.nodes for node in top.walk())


def _move(node: Node, then: Sequence[TaskSnapshot], now: Sequence[TaskSnapshot], absent: Direction) -> Move:
    """Compare the first answers; where several actors answer for an item the first of the plan speaks for it."""
    before, after = (outcome(tasks[0], "degree") if tasks else "" for tasks in (then, now))
    direction = _direction(before, after) if before else absent
    return Move(node=node, before=before, now=after, direction=direction)


def _direction(before: str, now: str) -> Direction:
    if before not in _RANKS or now not in _RANKS:
        return "incomparable"
    step = _RANKS[now] - _RANKS[before]
    return "better" if step > 0 else "worse" if step < 0 else "same"
