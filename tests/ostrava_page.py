"""The report's page read back: what stands under each heading that has an id, up to the next one."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

PLAIN = str.maketrans(dict.fromkeys("–—−", "-") | dict.fromkeys("„“”‟«»", '"') | {"×": "x"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = frozenset({"p", "li", "dt", "dd", "caption", "th", "td"}) | HEADINGS


@dataclass(kw_only=True, slots=True)
class Section:
    """One part of the page.

    Attributes:
        heading: Its heading.
        blocks: Texts of its paragraphs, list items and cells, the heading first.
        facts: Name of each fact to its text, without references to notes.
        amounts: Name of each fact to the amounts marked up in it.
    """

    heading: str = ""
    blocks: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, list[int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return " ".join(self.blocks)


def spaced(text: str) -> str:
    """One kind of blank, dash and quotation mark: the report sets them as Czech print does."""
    return " ".join(text.translate(PLAIN).split())


def read_sections(page: str) -> dict[str, Section]:
    """Read a page into its parts by the ids of their headings."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    return reader.sections


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.sections: dict[str, Section] = {}
        self._now = Section()
        self._fact = ""
        self._text = ""
        self._in_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag in HEADINGS and has.get("id"):
            self._now = self.sections[str(has["id"])] = Section()
        if tag in BLOCKS:
            self._text = ""
        if tag == "sup":
            self._in_note = True
        if tag == "data" and has.get("data-unit") == "CZK":
            self._now.amounts.setdefault(self._fact, []).append(int(has["value"] or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self._in_note = False
        if tag not in BLOCKS:
            return
        text = spaced(self._text)
        self._text = ""
        if text:
            self._now.blocks.append(text)
        if tag in HEADINGS:
            self._now.heading = text
        if tag == "dt":
            self._fact = text
        if tag == "dd":
            self._now.facts[self._fact] = text
            self._fact = ""

    def handle_data(self, data: str) -> None:
        if not self._in_note:
            self._text += data
