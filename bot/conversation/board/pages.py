"""Lists that are longer than a phone screen: a page of them, numbers to tap, and the way on and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, numbers
from bot.conversation.message import Button, Rows
from bot.conversation.scene import Scene

One = TypeVar("One")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[One]):
    """One page of a list.

    Attributes:
        shown: What stands on it.
        first: Number of the first of them in the whole list, from 1.
        number: Of the page, from 0.
        last: Number of the last page.
    """

    shown: tuple[One, ...]
    first: int
    number: int
    last: int


def cut_page(whole: Sequence[One], wanted: str, size: int) -> Page[One]:
    """Cut a page out of a list; a number out of range means the nearest page."""
    last = max(0, -(-len(whole) // size) - 1)
    asked = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= 5 else 0
    number = min(asked, last)
    start = number * size
    return Page(shown=tuple(whole[start : start + size]), first=start + 1, number=number, last=last)


def status_data(view: str, round_id: str, what: str = "", page: int = 0) -> str:
    """Write the data of a button that opens a page of the status."""
    return button_data(Verb.STATUS, view, round_id, what, str(page))


def number_rows(page: Page[One], data: Callable[[One], str]) -> Rows:
    """Give one bare number for each thing on a page."""
    return numbers([Button(label=str(page.first + place), data=data(one)) for place, one in enumerate(page.shown)])


def turning(scene: Scene, page: Page[One], data: Callable[[int], str]) -> list[Button]:
    """Give Předchozí and Další, where there is such a page."""
    turn = []
    if page.number > 0:
        turn.append(Button(label=scene.words.label("fewer_items"), data=data(page.number - 1)))
    if page.number < page.last:
        turn.append(Button(label=scene.words.label("more_items"), data=data(page.number + 1)))
    return turn


def back_row(scene: Scene, data: str) -> Rows:
    """Give Zpět."""
    return lay_out([Button(label=scene.words.label("back"), data=data)])
