"""Bold, italics and links of a typed text, kept inside it as marks: **bold**, __italic__, [words](address)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

SpanKind: TypeAlias = Literal["bold", "italic", "link"]

BOLD, ITALIC, LINKED = "**", "__", "]("
MARKED = re.compile(
    r"(?<![\w*])\*\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])"
    r"|(?<![\w_])__(?P<italic>[^\s_](?:[^\n]*?[^\s_])?)__(?![\w_])"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<address>https?://[^\s()<>]+)\)"
)
"""A marked piece; marks within it are found by reading its inside again."""


_Piece: TypeAlias = tuple[int, int, str, str]
"""Start, end, the mark before and the mark behind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A marked stretch of a text.

    Attributes:
        start: Of its first character.
        end: Behind its last one.
        kind: What it is.
        address: Where a link leads.
    """

    start: int
    end: int
    kind: SpanKind
    address: str = ""


def marked(text: str, spans: Sequence[Span]) -> str:
    """Put the marks of spans into a text; its words stay.

    A span over several lines is marked on each, for a mark does not reach beyond its line. What cannot be told
    from letters (a mark in the middle of a word, one that crosses another) is left out.
    """
    pieces = sorted(
        {piece for span in spans for piece in _pieces(text, span)}, key=lambda one: (one[0], -one[1], one[2])
    )
    kept: list[_Piece] = []
    for start, end, before, after in pieces:
        crosses = any(one[0] < start < one[1] < end for one in kept)
        twice = any(one[2] == before and start < one[1] for one in kept)
        within_a_word = not MARKED.search(f"{text[:start][-1:]}{before}{text[start:end]}{after}{text[end:][:1]}")
        if not (crosses or twice or within_a_word):
            kept.append((start, end, before, after))
    made = _with_marks(text, kept)
    return made if unmarked(made) == unmarked(text) or _links(kept) else text


def unmarked(text: str) -> str:
    """Give the words without marks; a link's address follows its words."""
    if BOLD not in text and ITALIC not in text and LINKED not in text:
        return text
    while (found := MARKED.sub(_words, text)) != text:
        text = found
    return text


def _with_marks(text: str, pieces: Sequence[_Piece]) -> str:
    """Write the marks, inner ones closed before outer ones."""
    closing = [(end, 0, -start, -at, after) for at, (start, end, _, after) in enumerate(pieces)]
    opening = [(start, 1, -end, at, before) for at, (start, end, before, _) in enumerate(pieces)]
    made, last = "", 0
    for place, _, _, _, mark in sorted([*closing, *opening]):
        made += text[last:place] + mark
        last = place
    return made + text[last:]


def _links(pieces: Sequence[_Piece]) -> bool:
    return any(before == "[" for _, _, before, _ in pieces)


def _pieces(text: str, span: Span) -> list[_Piece]:
    before, after = {
        "bold": (BOLD, BOLD),
        "italic": (ITALIC, ITALIC),
        "link": ("[", f"]({span.address})"),
    }[span.kind]
    lines = re.finditer(r"[^\n]+", text[span.start : span.end])
    found = []
    for line in lines:
        start = span.start + line.start() + len(line[0]) - len(line[0].lstrip())
        end = span.start + line.start() + len(line[0].rstrip())
        if start < end:
            found.append((start, end, before, after))
    return found


def _words(found: re.Match[str]) -> str:
    if found["words"] is not None:
        return found["words"] if found["words"] == found["address"] else f"{found['words']} ({found['address']})"
    return found["bold"] or found["italic"]
