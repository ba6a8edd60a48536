"""What people type on a phone, as paragraphs, real lists and links; never as markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from flows.answers import JsonValue
from flows.reading.cleaning import printable
from flows.reading.emphasis import MARKED

_BULLET = re.compile(r"^(\s*)[-–—•*·▪●○◦‣\uf0b7\uf0a7]\s+(?=\S)")
_MONTH = r"(?:led|únor|břez|dub|květ|červ|srp|září|říj|listopad|prosin)\w*\b"
_NUMBERED = re.compile(rf"^\s*(\d{{1,3}})[.)]\s+(?=[^\s\d])(?!{_MONTH})", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_DEEPEST = 3
_BARE_CLOSERS = ".,;:!?…'’“”»"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bullet:
    depth: int
    text: str


def prose(value: JsonValue) -> Markup:
    """Set a text answer: each line a paragraph, lines with "- " or "• " a list, "1." and on a numbered one.

    Marks of bold, italics and links (flows/reading/emphasis) are set as such.

    Args:
        value: The messages of a text answer, or one text.
    """
    return Markup("").join(_blocks(text_lines(value)))


def text_lines(value: JsonValue) -> list[str]:
    """Give a text answer's lines without control characters, blank ones included."""
    parts = value if isinstance(value, list) else [value]
    whole = "\n".join(str(part) for part in parts if part is not None)
    return [clean(line).rstrip() for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", whole)]


def clean(text: str) -> str:
    """Drop what no document can hold, as at the door; a tab becomes a blank."""
    return printable(text.replace("\t", " "))


def linked(text: str) -> Markup:
    """Escape a text and make its web addresses links."""
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = _without_closers(match[0])
        pieces += [escape(text[end : match.start()]), _link(address)]
        end = match.start() + len(address)
    return Markup("").join([*pieces, escape(text[end:])])


def marked_line(text: str) -> Markup:
    """Escape a text; its marks become bold, italics and links, its web addresses links too."""
    pieces, end = [], 0
    for found in MARKED.finditer(text):
        pieces += [linked(text[end : found.start()]), _emphasised(found)]
        end = found.end()
    return Markup("").join([*pieces, linked(text[end:])])


def _emphasised(found: re.Match[str]) -> Markup:
    if found["bold"] is not None:
        return Markup("<strong>{}</strong>").format(marked_line(found["bold"]))
    if found["italic"] is not None:
        return Markup("<em>{}</em>").format(marked_line(found["italic"]))
    return Markup('<a href="{}">{}</a>').format(found["address"], found["words"])


def _link(address: str) -> Markup:
    href = address if address.lower().startswith("http") else f"https://{address}"
    return Markup('<a href="{}">{}</a>').format(href, address)


def _without_closers(address: str) -> str:
    while address and (address[-1] in _BARE_CLOSERS or (address[-1] == ")" and "(" not in address)):
        address = address[:-1]
    return address


def _blocks(lines: Sequence[str]) -> list[Markup]:
    blocks, at = [], 0
    while at < len(lines):
        bullets, numbered = _bullets(lines[at:]), _numbered(lines[at:])
        if bullets:
            blocks.append(_bullet_list(bullets))
        elif numbered:
            items = Markup("").join(Markup("<li>{}</li>").format(marked_line(text)) for text in numbered)
            blocks.append(Markup("<ol>{}</ol>").format(items))
        elif lines[at].strip():
            blocks.append(Markup("<p>{}</p>").format(marked_line(lines[at].strip())))
        at += len(bullets) or len(numbered) or 1
    return blocks


def _bullets(lines: Sequence[str]) -> list[_Bullet]:
    """Take the bullets at the start; one indented under another is a level deeper."""
    found: list[_Bullet] = []
    indents: list[int] = []
    for line in lines:
        match = _BULLET.match(line)
        if match is None:
            break
        indent = len(match[1])
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1]:
            indents.append(indent)
        found.append(_Bullet(depth=min(len(indents), _DEEPEST), text=line[match.end() :].strip()))
    return found


def _numbered(lines: Sequence[str]) -> list[str]:
    """Take lines 1., 2., …; a lone "1." or a date is none."""
    found: list[str] = []
    for line in lines:
        match = _NUMBERED.match(line)
        if match is None or int(match[1]) != len(found) + 1:
            break
        found.append(line[match.end() :].strip())
    return found if len(found) > 1 else []


def _bullet_list(bullets: Sequence[_Bullet]) -> Markup:
    items, at = [], 0
    while at < len(bullets):
        end = at + 1
        while end < len(bullets) and bullets[end].depth > bullets[at].depth:
            end += 1
        inner = _bullet_list(bullets[at + 1 : end]) if end > at + 1 else Markup("")
        items.append(Markup("<li>{}{}</li>").format(marked_line(bullets[at].text), inner))
        at = end
    return Markup("<ul>{}</ul>").format(Markup("").join(items))
