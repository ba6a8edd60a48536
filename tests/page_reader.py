"""Reading a written page back: its tree of elements and its text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "td", "th", "li", "dt", "dd", "figcaption", "caption"})
ASIDE = frozenset({"sup", "svg", "style", "nav", "title"})
"""Numbers of notes, drawings, what only a page has."""

_VOID = frozenset({"meta", "br", "link", "img", "rect"})


@dataclass
class Part:
    tag: str
    attributes: dict[str, str]
    children: list["Part | str"] = field(default_factory=list)

    def all(self, *tags: str) -> list["Part"]:
        found = [self] if self.tag in tags else []
        return found + [part for child in self.children if isinstance(child, Part) for part in child.all(*tags)]

    def every(self) -> list["Part"]:
        return [self] + [part for child in self.children if isinstance(child, Part) for part in child.every()]

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Part("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        part = Part(tag, {key: value or "" for key, value in attrs})
        self.stack[-1].children.append(part)
        if tag not in _VOID:
            self.stack.append(part)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Part(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"{self.stack[-1].tag} is closed by {tag}"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def read_page(page: str) -> Part:
    """Read a page whose every element is closed in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.stack) == 1
    return reader.stack[0]


def block_texts(part: Part) -> Iterator[str]:
    """Give the text of each block that holds no other block, without what stands aside."""
    for child in part.children:
        if isinstance(child, Part) and child.tag not in ASIDE:
            inner = [each for each in child.every()[1:] if each.tag in BLOCKS]
            if child.tag in BLOCKS and not inner:
                yield _plain(child)
            else:
                yield from block_texts(child)


def _plain(part: Part) -> str:
    return "".join(
        child if isinstance(child, str) else _plain(child)
        for child in part.children
        if isinstance(child, str) or child.tag not in ASIDE
    )
