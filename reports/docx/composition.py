"""A document being composed: its styles, and what the text so far needs beside it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from markupsafe import Markup

from reports.cannot_set import CannotSetError
from reports.docx.bookmarks import Bookmarks
from reports.docx.style_ids import StyleIds
from reports.docx.xml import run, unwritable
from reports.model import Figure, Look

_ORDER = ("<w:rStyle", "<w:b/", "<w:i/", "<w:color")


@dataclass(kw_only=True, slots=True)
class Composition:
    """What the setting of blocks reads and leaves behind.

    Attributes:
        styles: The reference document's.
        width: Of the text, in twentieths of a point.
        look: The owner's colours and pictures.
        links: Of each story ("body", "notes"): gives the relation's id for an address out of the document.
        bookmarks: The document's.
        story: What is being set.
        place: Id of the block being set, for who has to find it.
        below_table: The next paragraph stands right below a table.
        first_heading_breaks: The next heading begins a page: it is the first after the contents.
        notes: Text of the footnotes, in order.
        figures: Charts, in order.
        drawings: Number of charts and pictures.
        restarts: Ids of the lists that count from one again, with the list that they are like.
        next_list: The next free id of a list.
    """

    styles: StyleIds
    width: int
    look: Look
    links: Mapping[str, Callable[[str], str]]
    next_list: int
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    story: str = "body"
    place: str = "title"
    below_table: bool = False
    first_heading_breaks: bool = True
    notes: list[Markup] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    drawings: int = 0
    restarts: list[tuple[int, int]] = field(default_factory=list)

    def run(self, text: str, *properties: str) -> Markup:
        """Write letters.

        Raises:
            CannotSetError: A character that no document can hold.
        """
        return run(self.checked(text), *sorted(set(properties), key=_in_order))

    def link(self, href: str) -> str:
        """Give the id of an address in the story being set."""
        return self.links[self.story](self.checked(href))

    @contextmanager
    def in_story(self, story: str) -> Iterator[None]:
        """Set something apart."""
        before, self.story = self.story, story
        yield
        self.story = before

    def checked(self, text: str) -> str:
        """Give the text as it is.

        Raises:
            CannotSetError: A character that no document can hold.
        """
        if character := unwritable(text):
            raise CannotSetError(self.place, character)
        return text

    def new_list(self, like: int) -> int:
        """Begin a list that counts from one; give its number."""
        number = self.next_list
        self.next_list += 1
        self.restarts.append((number, like))
        return number


def _in_order(prop: str) -> int:
    """Tell the place of a run's property, as the schema wants them."""
    return next(at for at, start in enumerate(_ORDER) if prop.startswith(start))
