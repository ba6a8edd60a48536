"""Reading a written PDF back: its text without the lines at head and foot, and its tags."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Object

from tests.programs import program

_TOP, _BOTTOM, _WIDTH = 70, 775, 596
"""Where the body of an A4 page lies, in points."""


def squeezed(text: str) -> str:
    """Leave out every blank and invisible break: lines end where the page wants, not where the text does."""
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def body_text(pdf: bytes) -> str:
    """Give the text between head and foot of all pages, squeezed."""
    command = [program("pdftotext", "poppler-utils"), "-q", "-x", "0", "-y", str(_TOP), "-W", str(_WIDTH)]
    command += ["-H", str(_BOTTOM - _TOP), "-raw", "-nopgbrk", "-", "-"]
    return squeezed(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode())


def under_headings(pdf: bytes, headings: Sequence[str]) -> dict[str, str]:
    """Give the letters between each heading and the next one; the contents name every heading once before."""
    whole, wanted = body_text(pdf), [squeezed(heading) for heading in headings]
    at = whole.index(wanted[0], whole.index(wanted[0]) + 1)
    starts = []
    for heading in wanted:
        at = whole.index(heading, at)
        starts.append(at)
        at += len(heading)
    ends = [*starts[1:], len(whole)]
    return {heading: whole[start:end] for heading, start, end in zip(wanted, starts, ends, strict=True)}


def page_texts(pdf: bytes) -> list[str]:
    """Give each page's text as it stands."""
    command = [program("pdftotext", "poppler-utils"), "-q", "-layout", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return said.split("\f")[:-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """One element of the structure tree."""

    kind: str
    attributes: dict[str, str]
    children: tuple["Tag", ...]
    alt: str
    headers: tuple[bytes, ...]
    mark: bytes

    def all(self, *kinds: str) -> Iterator["Tag"]:
        if self.kind in kinds:
            yield self
        for child in self.children:
            yield from child.all(*kinds)


def tags(pdf: bytes) -> Tag:
    """Read the structure tree."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return _tag(document.Root.StructTreeRoot)


def id_tree(pdf: bytes) -> list[bytes]:
    """Give the ids that a reader can look up, in order."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [bytes(each) for each in list(document.Root.StructTreeRoot.IDTree.Names)[::2]]


def outline_titles(pdf: bytes) -> list[str]:
    """Give the titles of the bookmarks, top down."""
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        return [title for item in outline.root for title in _titles(item)]


def _titles(item: pikepdf.OutlineItem) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)


def _tag(element: Object) -> Tag:
    children = element.get("/K", ())
    each = list(children) if isinstance(children, Array) else [children]
    found = element.get("/A")
    attributes = [] if found is None else list(found) if isinstance(found, Array) else [found]
    own = [one for one in attributes if isinstance(one, Dictionary)]
    return Tag(
        kind=str(element.get("/S", "/Root")).removeprefix("/"),
        attributes={key: str(one[key]) for one in own for key in ("/Scope", "/Placement") if key in one},
        children=tuple(_tag(child) for child in each if isinstance(child, Dictionary) and "/S" in child),
        alt=str(element.get("/Alt", "")),
        headers=tuple(bytes(mark) for one in own for mark in list(one.get("/Headers", ()))),
        mark=bytes(element.get("/ID", b"")),
    )
