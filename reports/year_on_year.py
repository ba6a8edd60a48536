"""What moved since the round before: each item's degree of fulfilment then and now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flows.plan_walk import round_of
from flows.snapshot import Earlier, Snapshot, TaskSnapshot
from flows.snapshot_costs import sum_costs
from flows.snapshot_outcome import outcome
from flows.snapshot_questions import EVALUATION
from flows.snapshot_years import CountMove, Direction, Lasting, count_moves, direction, lasting_items
from reports.outline import Branch, Node, outline


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One item in two times.

    Attributes:
        node: The item with its answers of now.
        before: Its degree then; "" = there was no such item, or no answer about it was asked.
        now: Its degree now.
        direction: How it moved.
        then: Its answers then.
    """

    node: Node
    before: str
    now: str
    direction: Direction
    then: tuple[TaskSnapshot, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether a table of what moved names it: its degree moved, or its costs are others than they were."""
        costs = [sum_costs(tasks, EVALUATION.costs) for tasks in (self.then, self.node.tasks)]
        paid = {each.total.amount for each in costs}
        return self.direction in ("better", "worse", "new") or (all(each.known for each in costs) and len(paid) > 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Previous:
    """The round before, or the time before the first one.

    Attributes:
        label: The time it covers, as printed.
        branches: The plan's items with its tasks.
        moves: Every item of the present round.
        counts: Counts that were told both times.
        lasting: Items that were not fulfilled more than once in a row.
    """

    label: str
    branches: tuple[Branch, ...]
    moves: tuple[Move, ...]
    counts: tuple[CountMove, ...] = ()
    lasting: tuple[Lasting, ...] = ()

    def tasks_of(self, tree: str) -> tuple[TaskSnapshot, ...]:
        """Give the tasks of a tree's items, in order."""
        tops = (top for branch in self.branches if branch.tree.key == tree for top in branch.nodes)
        return tuple(task for top in tops for task in top.all_tasks())

    def moves_of(self, tree: str) -> list[Move]:
        """Give the moves of a tree's items, in order."""
        return [move for move in self.moves if move.node.item.tree == tree]

    def counts_of(self, tree: str) -> list[CountMove]:
        """Give the counts of a tree's items that were told both times, in order."""
        return [count for count in self.counts if count.subject[0] == tree]

    def lasting_of(self, tree: str) -> list[Lasting]:
        """Give a tree's items that were not fulfilled more than once in a row."""
        return [one for one in self.lasting if one.subject[0] == tree]

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
        return _compared(snapshot, before, branches, round_.period.label, absent="new")
    if snapshot.earlier is not None:
        before = outline(_as_of(snapshot, snapshot.earlier), snapshot.rounds[-1], "lead", language)
        return _compared(snapshot, before, branches, snapshot.earlier.label, absent="incomparable")
    return None


def _as_of(snapshot: Snapshot, earlier: Earlier) -> Snapshot:
    """Put what was before the first round in the place of its answers."""
    tasks = tuple(replace(task, round=snapshot.rounds[-1]) for task in earlier.tasks)
    return replace(snapshot, tasks=tasks)


def _compared(
    snapshot: Snapshot, before: tuple[Branch, ...], branches: Sequence[Branch], label: str, *, absent: Direction
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
    return Previous(
        label=label,
        branches=before,
        moves=moves,
        counts=tuple(count_moves(snapshot, EVALUATION)),
        lasting=tuple(lasting_items(snapshot, EVALUATION)),
    )


def _nodes(branches: Sequence[Branch]) -> Iterable[Node]:
    return (node for branch in branches for top in branch.nodes for node in top.walk())


def _move(node: Node, then: Sequence[TaskSnapshot], now: Sequence[TaskSnapshot], absent: Direction) -> Move:
    """Compare the first answers; where several actors answer for an item the first of the plan speaks for it."""
    before, after = (outcome(tasks[0], "degree") if tasks else "" for tasks in (then, now))
    way = direction(before, after) if before else absent
    return Move(node=node, before=before, now=after, direction=way, then=tuple(then))
