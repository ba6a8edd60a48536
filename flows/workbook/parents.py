"""What an item belongs under where its sheet does not say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """An item as a sheet shows it."""

    tree: str
    key: str
    number: str
    level: int


def found_parents(items: Sequence[Placed]) -> Iterator[str]:
    """Find what each item belongs under: what its number says, else the nearest one above on a higher level.

    Returns:
        The key of the parent for each item, "" = none.
    """
    numbers: dict[tuple[str, str], str] = {}
    for item in items:
        numbers.setdefault((item.tree, item.number.rstrip(".")), item.key)
    above: dict[tuple[str, int], tuple[int, str]] = {}
    for place, item in enumerate(items):
        higher = [above[item.tree, level] for level in range(1, item.level) if (item.tree, level) in above]
        yield next(_by_number(item, numbers), None) or max(higher, default=(0, ""))[1]
        above[item.tree, item.level] = (place, item.key)


def _by_number(item: Placed, numbers: dict[tuple[str, str], str]) -> Iterator[str]:
    number = item.number.rstrip(".")
    while "." in number:
        number = number.rpartition(".")[0]
        found = numbers.get((item.tree, number))
        if found is not None and found != item.key:
            yield found
