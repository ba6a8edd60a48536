"""Long texts in several messages, cut where a reader would pause; markup is closed and opened again."""

import re
from html import unescape

LIMIT = 4_000
"""Characters of a message after markup is taken off; Telegram takes 4 096."""
PAUSES = ("\n\n", "\n", ". ", " ")
TOKEN = re.compile(r"(<[^>]+>)")
ENTITY = re.compile(r"&[a-zA-Z0-9#]+;")


def visible_length(text: str) -> int:
    """Count a text's characters as Telegram does: without markup, entities as one."""
    return len(unescape(TOKEN.sub("", text)))


def split(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Cut a text with light markup into parts of at most `limit` visible characters."""
    if len(text) <= limit or visible_length(text) <= limit:
        return (text,)
    parts: list[str] = []
    open_tags: list[str] = []
    current, room = "", limit
    for token in filter(None, TOKEN.split(text)):
        if token.startswith("<"):
            current += token
            turn(open_tags, token)
            continue
        rest = token
        while visible_length(rest) > room:
            head, rest = cut(rest, room)
            parts.append(current + head.rstrip() + closing(open_tags))
            current, room, rest = "".join(open_tags), limit, rest.lstrip()
        current += rest
        room -= visible_length(rest)
    return (*parts, current) if visible_length(current) else tuple(parts)


def turn(open_tags: list[str], tag: str) -> None:
    """Keep the stack of open tags."""
    if tag.startswith("</"):
        open_tags.pop()
    else:
        open_tags.append(tag)


def closing(open_tags: list[str]) -> str:
    """Close the open tags, innermost first."""
    return "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(open_tags))


def cut(text: str, room: int) -> tuple[str, str]:
    """Cut an escaped text so that the head shows at most `room` characters."""
    end = index_of(text, room)
    for pause in PAUSES:
        at = text.rfind(pause, room // 3, end)
        if at > 0:
            return text[: at + len(pause)], text[at + len(pause) :]
    return text[:end], text[end:]


def index_of(text: str, room: int) -> int:
    """Find where the visible character number `room` ends, never inside an entity."""
    shown = index = 0
    while index < len(text) and shown < room:
        if text[index] == "&" and (found := ENTITY.match(text, index)):
            index = found.end()
        else:
            index += 1
        shown += 1
    return index
