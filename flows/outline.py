"""An outline of bullets and what can be done with one of them: moved, deepened, raised, taken away. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from flows.reading.bullets import DEEPEST

Change: TypeAlias = Literal["up", "down", "in", "out", "drop"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One bullet of an outline; `key` names it for good."""

    key: str
    level: int
    text: str


Rows: TypeAlias = tuple[Row, ...]


def numbers(rows: Sequence[Row]) -> tuple[str, ...]:
    """Give each bullet its number: "2", its sub-items "2.1"."""
    counts: list[int] = []
    found = []
    for row in rows:
        del counts[row.level :]
        counts += [0] * (row.level - len(counts))
        counts[-1] += 1
        found.append(".".join(map(str, counts)))
    return tuple(found)


def position(rows: Sequence[Row], key: str) -> int:
    """Find a bullet.

    Raises:
        KeyError: There is none of this key.
    """
    for at, row in enumerate(rows):
        if row.key == key:
            return at
    raise KeyError(key)


def below(rows: Sequence[Row], at: int) -> Rows:
    """Give everything under a bullet, at any depth."""
    end = at + 1
    while end < len(rows) and rows[end].level > rows[at].level:
        end += 1
    return tuple(rows[at + 1 : end])


def children(rows: Sequence[Row], at: int) -> Rows:
    """Give the sub-items right under a bullet."""
    return tuple(row for row in below(rows, at) if row.level == rows[at].level + 1)


def parent(rows: Sequence[Row], at: int) -> Row | None:
    """Give the bullet that a sub-item is right under; None of one at the top."""
    return next((row for row in reversed(rows[:at]) if row.level < rows[at].level), None)


def can(rows: Sequence[Row], key: str, change: Change) -> bool:
    """Tell whether a change would do anything."""
    return changed(rows, key, change) != tuple(rows)


def changed(rows: Sequence[Row], key: str, change: Change) -> Rows:
    """Change one bullet with everything under it; what cannot be done leaves all as it is.

    Raises:
        KeyError: There is none of this key.
    """
    at = position(rows, key)
    block = (rows[at], *below(rows, at))
    before, after = tuple(rows[:at]), tuple(rows[at + len(block) :])
    match change:
        case "drop":
            return (*before, *after)
        case "up":
            start = _sibling_before(before, block[0].level)
            return tuple(rows) if start is None else (*before[:start], *block, *before[start:], *after)
        case "down":
            if not after or after[0].level != block[0].level:
                return tuple(rows)
            following = (after[0], *below(after, 0))
            return (*before, *following, *block, *after[len(following) :])
        case "in":
            fits = before and before[-1].level >= block[0].level and max(row.level for row in block) < DEEPEST
            return (*before, *_shifted(block, 1), *after) if fits else tuple(rows)
        case "out":
            return (*before, *_shifted(block, -1), *after) if block[0].level > 1 else tuple(rows)


def _sibling_before(before: Rows, level: int) -> int | None:
    """Find where the bullet before begins, of the same level under the same one."""
    for at in range(len(before) - 1, -1, -1):
        if before[at].level == level:
            return at
        if before[at].level < level:
            return None
    return None


def _shifted(block: Rows, by: int) -> Rows:
    return tuple(replace(row, level=row.level + by) for row in block)
