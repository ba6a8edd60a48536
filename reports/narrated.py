"""What a report template may say of outlines: bullets as nested lists, and the points of a description they tell of."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from flows.coverage import uncovered
from flows.description_points import Point, points_of
from flows.reading.bullets import Bullet
from flows.snapshot import TaskSnapshot
from reports.bullets import nested
from reports.outline import Node
from reports.prose import text_lines
from reports.reading import Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrated:
    """The functions, bound to one snapshot.

    Attributes:
        reading: Reads the answers.
        node_of: Finds an item's place by its tree and key.
    """

    reading: Reading
    node_of: Callable[[str, str], Node | None]

    def bullets(self, task: TaskSnapshot, repeat: str, text: str, level: str) -> Markup:
        """Print an outline: the repeat's turns as nested lists, by the names of their text and level."""
        return nested(self._read(task, repeat, text, level), self._reference)

    def bullet_count(self, task: TaskSnapshot, repeat: str) -> int:
        """Count the bullets of an outline, sub-items too."""
        return len(self.reading.turns(task, repeat))

    def points(self, node: Node) -> tuple[Point, ...]:
        """Give the points of an item's copied description."""
        return points_of(node.item)

    def uncovered(self, node: Node, task: TaskSnapshot, repeat: str, text: str, level: str) -> tuple[Point, ...]:
        """Give the points of an item's description of which no bullet tells."""
        blocks: list[str] = []
        for bullet in self._read(task, repeat, text, level):
            if bullet.level == 1 or not blocks:
                blocks.append(bullet.text)
            else:
                blocks[-1] += f"\n{bullet.text}"
        return uncovered(points_of(node.item), blocks, self.reading.snapshot.plan.abbreviations)

    def _read(self, task: TaskSnapshot, repeat: str, text: str, level: str) -> list[Bullet]:
        found = [
            Bullet(
                text="\n".join(text_lines(self.reading.value(task, text, turn))).strip(),
                level=int(str(self.reading.value(task, level, turn) or 1)),
            )
            for turn in self.reading.turns(task, repeat)
        ]
        return [bullet for bullet in found if bullet.text]

    def _reference(self, tree: str, key: str) -> Markup | None:
        place = self.node_of(tree, key)
        if place is None:
            return None
        return Markup('<ref to="{}">{}</ref>').format(place.id, place.item.number.rstrip("."))
