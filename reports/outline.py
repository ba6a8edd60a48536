"""The plan's items as a tree, each with the tasks that were answered for it in one round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.plan import Item, Plan, Tree
from flows.snapshot import Snapshot, TaskSnapshot
from flows.tasks import TaskState
from flows.wording.levels import LevelName, level_name
from reports.parse import slug

DEEPEST = 4
"""Heading levels that a report has; deeper items share the last one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One item.

    Attributes:
        item: The plan's item.
        id: Its heading's id, "a-2-2-7".
        depth: Its heading's level, 1 to 4.
        word: Its level's word as the plan has it ("Aktivita").
        level: The level's name in the forms that sentences need, in the report's language.
        tasks: Its own tasks, cancelled ones left out.
        children: The items under it, in the plan's order.
    """

    item: Item
    id: str
    depth: int
    word: str
    level: LevelName
    tasks: tuple[TaskSnapshot, ...]
    children: tuple["Node", ...]

    def all_tasks(self) -> tuple[TaskSnapshot, ...]:
        """Give its tasks and those of everything under it, in order."""
        return tuple(task for node in self.walk() for task in node.tasks)

    def walk(self) -> Iterator["Node"]:
        """Go through the node and everything under it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """One tree of the plan: its title and top items."""

    tree: Tree
    nodes: tuple[Node, ...]


def outline(snapshot: Snapshot, round_key: str, role: str, language: str) -> tuple[Branch, ...]:
    """Lay the plan out with the tasks of one round.

    Args:
        snapshot: The picture.
        round_key: The round whose tasks to take.
        role: Role of the asks to take, e.g. "lead": a contributor's own answers stand elsewhere.
        language: The report's.
    """
    return tuple(_Builder(snapshot, round_key, role, language).branches())


def node_id(item: Item, plan: Plan) -> str:
    """Give an item's id in the report: "a-2-2-7"; a plan of several trees puts the tree's key for the "a"."""
    prefix = "a" if len(plan.trees) == 1 else slug(item.tree)
    return slug(f"{prefix}-{item.number or item.key}")


class _Builder:
    def __init__(self, snapshot: Snapshot, round_key: str, role: str, language: str) -> None:
        self._plan = snapshot.plan
        self._language = language
        self._children: dict[tuple[str, str], list[Item]] = {}
        for item in self._plan.items:
            self._children.setdefault((item.tree, item.parent), []).append(item)
        asks = {ask.key for each in self._plan.rounds if each.key == round_key for ask in each.asks if ask.role == role}
        self._tasks: dict[tuple[str, str], list[TaskSnapshot]] = {}
        for task in snapshot.tasks:
            if task.round == round_key and task.ask in asks and task.state != TaskState.CANCELLED:
                self._tasks.setdefault((task.tree, task.item), []).append(task)

    def branches(self) -> Iterator[Branch]:
        first = 1 if len(self._plan.trees) == 1 else 2
        for tree in self._plan.trees:
            tops = self._children.get((tree.key, ""), ())
            yield Branch(tree=tree, nodes=tuple(self._node(tree, item, first, 0) for item in tops))

    def _node(self, tree: Tree, item: Item, depth: int, level: int) -> Node:
        children = self._children.get((item.tree, item.key), ())
        name = level_forms(tree, level, self._language)
        return Node(
            item=item,
            id=node_id(item, self._plan),
            depth=min(depth, DEEPEST),
            word=level_word(tree, level, self._language),
            level=name,
            tasks=tuple(self._tasks.get((item.tree, item.key), ())),
            children=tuple(self._node(tree, child, depth + 1, level + 1) for child in children),
        )


def level_forms(tree: Tree, level: int, language: str) -> LevelName:
    """Give the forms of a tree's level counted from 0; those of "položka" beyond the named ones."""
    named = tree.levels[level] if level < len(tree.levels) else ""
    if isinstance(named, str):
        return level_name(named, language)
    forms = ("nominative", "genitive", "accusative", "few", "many", "gender")
    return LevelName(**{form: getattr(named, form) for form in forms})


def level_word(tree: Tree, level: int, language: str) -> str:
    """Give a level's word for headings: in Czech the plan's own, in English the built-in one where there is one."""
    if level >= len(tree.levels):
        return ""
    named = tree.levels[level]
    own = named if isinstance(named, str) else named.nominative
    forms = level_forms(tree, level, language)
    return forms.nominative if language == "en" and forms != level_name("", language) else own


def leaves(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Give the items that were asked about under these, in order."""
    return tuple(node for top in nodes for node in top.walk() if node.tasks)
