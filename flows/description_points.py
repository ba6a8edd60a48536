"""The points of an item's copied description: its bullets, each with a key that its words decide."""

from dataclasses import dataclass

from flows.plan import Item
from flows.reading.bullets import read_bullets
from flows.register_book import entry_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One point of a description; a lead-in with sub-items is none, its sub-items are."""

    key: str
    text: str


def points_of(item: Item) -> tuple[Point, ...]:
    """Give the points of an item's description; a description of paragraphs alone has none."""
    lines = [line for line in item.body.split("\n") if line.strip()]
    bullets = read_bullets(item.body) if any(line.lstrip()[:1] in "-–—•*" for line in lines) else ()
    found: list[Point] = []
    for at, bullet in enumerate(bullets):
        if at + 1 == len(bullets) or bullets[at + 1].level <= bullet.level:
            found.append(Point(key=entry_key(bullet.text, [point.key for point in found]), text=_plain(bullet.text)))
    return tuple(found)


def _plain(text: str) -> str:
    return text.strip().rstrip(",;.")
