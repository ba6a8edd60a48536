"""Reading a pasted or typed text as bullets: a paragraph is a bullet, a line with a dash under it a sub-item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from flows.reading.cleaning import clean

DEEPEST = 3
"""Levels of bullets that a report prints."""
_MARKS = (
    ("dash", re.compile(r"[-–—‑−]\s+(?=\S)")),
    ("disc", re.compile(r"[•●·∙⁃]\s+(?=\S)|[•●]")),
    ("ring", re.compile(r"[○◦⚬]\s*|o\t\s*")),
    ("square", re.compile(r"[▪■□▫‣➢►➤✓❖]\s*|§\t\s*")),
    ("star", re.compile(r"[*+]\s+(?=\S)")),
    ("letter", re.compile(r"[a-z]\)\s+(?=\S)")),
)
_BARE_RING = re.compile(r"o\s+(?=\S)")
_MONTH = r"(?:led|únor|břez|dub|květ|červ|srp|září|říj|listopad|prosin|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NUMBER = re.compile(rf"\(?(\d{{1,2}})[.)]\s+(?=[^\s\d])(?!{_MONTH}\w*\b)", re.IGNORECASE)
_EMPTY = re.compile(r"[-–—‑−•●·∙⁃○◦⚬▪■□▫‣➢►➤✓❖*+]?")
_NOTE_LINE = re.compile(r"\[(\d{1,3})\]:?\s+(?=\S)(.+)")
_NOTE_MARK = re.compile(r"\s*\[(\d{1,3})\]")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullet:
    """One bullet.

    Attributes:
        text: One paragraph, with marks of emphasis, links and footnotes.
        level: 1 to DEEPEST; never more than one deeper than the bullet before.
    """

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line: how far it is indented, the class of its mark ("" = a plain paragraph), its words."""

    indent: int
    mark: str
    text: str


_Stack: TypeAlias = list[tuple[str, int]]
"""Marks that stand around the present line, outermost first, with their indents."""


def read_bullets(text: str, *, after: str = "") -> tuple[Bullet, ...]:
    """Read a text as bullets; their order stays, empty ones go.

    Which mark is which level follows from the order in which they come and from the indents, so any program's marks
    do. A plain line that goes on with a small letter belongs to the line before it.

    Args:
        text: What was pasted or typed.
        after: The bullet that stands before: where it ends with a colon, marked lines are its sub-items, from level 2.
    """
    lines = _joined(_lines(clean(text)))
    stack: _Stack = [("", -1)] if after.rstrip().endswith(":") else []
    base = lines[0].mark if lines and not stack else ""
    found = [Bullet(text=line.text, level=_level(line, stack, base)) for line in lines]
    return even_levels(found, first=2 if after.rstrip().endswith(":") else 1)


def even_levels(bullets: Sequence[Bullet], *, first: int = 1) -> tuple[Bullet, ...]:
    """Give the bullets so that none is more than one level deeper than the one before it; the first has one at most."""
    made: list[Bullet] = []
    for bullet in bullets:
        deepest = min(made[-1].level + 1, DEEPEST) if made else first
        made.append(replace(bullet, level=max(1, min(bullet.level, deepest))))
    return tuple(made)


def _level(line: _Line, stack: _Stack, base: str) -> int:
    """Place a line among the marks around it, and keep the stack."""
    if not line.mark:
        opens = not base or line.text.endswith(":")
        stack[:] = [("", -1)] if opens else stack[:1]
        return 1
    if line.mark == base and base not in {mark for mark, _ in stack} and len(stack) > 1:
        stack.clear()
    while stack and not _under(line, stack):
        stack.pop()
    if not stack or stack[-1][0] != line.mark or line.indent > stack[-1][1]:
        stack.append((line.mark, line.indent))
    return len(stack)


def _under(line: _Line, stack: _Stack) -> bool:
    """Tell whether a marked line belongs to the innermost mark: beside it, or below it."""
    mark, indent = stack[-1]
    if mark == line.mark:
        return line.indent >= indent
    return line.indent >= indent and line.mark not in {each for each, _ in stack}


def _lines(text: str) -> list[_Line | None]:
    """Take the marks off; None stands for an empty line."""
    raw, notes = _without_notes(text.split("\n"))
    rings = sum(bool(_BARE_RING.match(line.strip())) for line in raw) > 1
    number, found = 0, list[_Line | None]()
    for line in raw:
        bare = line.strip()
        if _EMPTY.fullmatch(bare):
            found.append(None)
            continue
        mark, words = _mark(bare, rings=rings)
        numbered = None if mark else _NUMBER.match(bare)
        if numbered and int(numbered[1]) in {1, number + 1}:
            number = int(numbered[1])
            mark, words = "number", bare[numbered.end() :]
        found.append(_Line(indent=_indent(line), mark=mark, text=_noted(" ".join(words.split()), notes)))
    return found


def _mark(bare: str, *, rings: bool) -> tuple[str, str]:
    for name, pattern in _MARKS:
        if match := pattern.match(bare):
            return name, bare[match.end() :]
    if match := _BARE_RING.match(bare):
        rest = bare[match.end() :]
        if rings or rest[:1].isupper():
            return "ring", rest
    return "", bare


def _indent(line: str) -> int:
    whole = line.expandtabs(4)
    return len(whole) - len(whole.lstrip())


def _joined(lines: Sequence[_Line | None]) -> list[_Line]:
    """Join a paragraph that was broken into lines, and the plain lines indented under a bullet."""
    made: list[_Line] = []
    broken = True
    for line in lines:
        if line is None:
            broken = True
            continue
        before = made[-1] if made and not broken else None
        if before is not None and _goes_on(line, before):
            made[-1] = replace(before, text=f"{before.text} {line.text}")
        else:
            made.append(line)
        broken = False
    return made


def _goes_on(line: _Line, before: _Line) -> bool:
    if line.mark or before.text.endswith(":"):
        return False
    indented = bool(before.mark) and line.indent > before.indent
    return indented or (line.text[:1].islower() and not before.text.endswith(_SENTENCE_ENDS))


def _without_notes(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Take out the lines "[1] …" to which a "[1]" in another line refers: they are its footnotes."""
    kept: list[str] = []
    notes: dict[str, str] = {}
    for line in lines:
        note = _NOTE_LINE.fullmatch(line.strip())
        if note and any(f"[{note[1]}]" in other for other in kept):
            notes[note[1]] = note[2].strip()
        else:
            kept.append(line)
    return kept, notes


def _noted(text: str, notes: dict[str, str]) -> str:
    return _NOTE_MARK.sub(lambda found: f"^[{notes[found[1]]}]" if found[1] in notes else found[0], text)
