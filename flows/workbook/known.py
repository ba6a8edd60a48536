"""What a plan has had so far, and rows of a new workbook that may be the same: asked about, never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flows.faults import Fault
from flows.reading.folding import fold
from flows.workbook.table import Spot

RowName: TypeAlias = tuple[str, int, str]
"""Sheet and row of a part without a key, and its title: a pasted row may name several parts."""
Answers: TypeAlias = Mapping[RowName, str]
"""A part without a key to the key that it has after all; "" = it is a new one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPart:
    """An item or actor that the plan has, or had.

    Attributes:
        kind: What it is.
        tree: Key of an item's tree, "" for an actor.
        key: Its key.
        number: An item's number, "" for an actor.
        title: An item's title or an actor's name.
        retired: It has left the plan.
    """

    kind: Literal["item", "actor"]
    tree: str = ""
    key: str
    number: str = ""
    title: str
    retired: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SameRow:
    """A row without a key that looks like a part that the plan has: is it the same one?

    Attributes:
        spot: The row.
        number: Its number, "" for an actor.
        title: Its title or name.
        part: What it may be.
    """

    spot: Spot
    number: str
    title: str
    part: KnownPart

    @property
    def name(self) -> RowName:
        """What an answer is given for."""
        return (self.spot.sheet, self.spot.row, self.title)

    @property
    def whole(self) -> bool:
        """Whether number and title agree both, so that one question may cover many rows."""
        return fold(self.title) == fold(self.part.title) and self.number == self.part.number

    def fault(self) -> Fault:
        """Say it as a fault, where nobody can be asked."""
        was = f"{self.part.number} {self.part.title}".strip()
        return self.spot.fault("workbook.same_row", key=self.part.key, was=was[:90])


class Known:
    """What a plan has had, for finding what a row may be.

    Attributes:
        keys: All keys by (kind, tree): no new part may take one.
    """

    def __init__(self, parts: Iterable[KnownPart] = ()) -> None:
        self.keys: dict[tuple[str, str], set[str]] = {}
        self._by_number: dict[tuple[str, str, str], KnownPart] = {}
        self._by_title: dict[tuple[str, str, str], KnownPart] = {}
        self._by_both: dict[tuple[str, str, str, str], KnownPart] = {}
        for part in sorted(parts, key=lambda each: not each.retired):  # the living come last and win
            place = (part.kind, part.tree)
            self.keys.setdefault(place, set()).add(part.key)
            if part.number:
                self._by_number[*place, part.number.rstrip(".")] = part
            self._by_title[*place, fold(part.title)] = part
            self._by_both[*place, part.number.rstrip("."), fold(part.title)] = part

    def like(self, kind: str, tree: str, number: str, title: str, *, claimed: set[str]) -> KnownPart | None:
        """Find the part that a row without a key may be: by number and title, else by its title, else by its number.

        Args:
            kind: "item" or "actor".
            tree: Key of an item's tree.
            number: The row's number, "" for an actor.
            title: The row's title or name.
            claimed: Keys that other rows of the workbook name as their own.
        """
        exact = self.exact(kind, tree, number, title)
        by_title = self._by_title.get((kind, tree, fold(title)))
        by_number = self._by_number.get((kind, tree, number.rstrip("."))) if number else None
        return next(
            (part for part in (exact, by_title, by_number) if part is not None and part.key not in claimed), None
        )

    def exact(self, kind: str, tree: str, number: str, title: str) -> KnownPart | None:
        """Find the part that has both number and title."""
        return self._by_both.get((kind, tree, number.rstrip("."), fold(title)))
