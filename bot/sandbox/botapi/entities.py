"""Text with formatting: Telegram's strict HTML, its entities in UTF-16 units, and trimming.

Follows what the official server does (tdlib, MessageEntity.cpp); Markdown modes are refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sandbox.botapi.wire import Json, bad_request

MAX_ENTITIES = 100
_PLAIN_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link", "span": "spoiler",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot);?|#(\d{1,7});?|#x([0-9a-fA-F]{1,6});?)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_MENTION = re.compile(r"tg://user\?id=(\d+)")
_CONTROL = {code: " " for code in range(32) if code not in {9, 10, 13}} | {13: "", 9: " "}
_CONTROL |= dict.fromkeys(range(0x2028, 0x202F), "")
_BLANK = " \n\t\r\v\f\u00a0\u200b\u2007\u202f\u2060\u3000"

Formatted: TypeAlias = tuple[str, list[Json]]


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, in which the API counts offsets."""
    return len(text) + sum(1 for char in text if char > "\uffff")


def parse_text(text: str, *, parse_mode: str, entities: Sequence[Json] | None = None) -> Formatted:
    """Return the trimmed text and its entities.

    Raises:
        ApiError: The markup is wrong, or the mode is not HTML.
    """
    if not parse_mode:
        return _trimmed(text.translate(_CONTROL), [_checked(entity) for entity in entities or ()])
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if "<" not in text and "&" not in text:
        return _trimmed(text.translate(_CONTROL), [])
    parser = _HtmlParser(source=text)
    parser.run()
    return _trimmed("".join(parser.out), parser.entities)


@dataclass(slots=True)
class _OpenTag:
    name: str
    entity: Json | None
    offset: int


@dataclass(slots=True)
class _HtmlParser:
    source: str
    out: list[str] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    open_tags: list[_OpenTag] = field(default_factory=list)
    position: int = 0
    length: int = 0

    def run(self) -> None:
        while self.position < len(self.source):
            next_tag = self.source.find("<", self.position)
            end = len(self.source) if next_tag < 0 else next_tag
            self._put(_unescaped(self.source[self.position : end]))
            self.position = end
            if next_tag >= 0:
                self._tag()
        if self.open_tags:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')

    def _put(self, text: str) -> None:
        clean = text.translate(_CONTROL)
        self.out.append(clean)
        self.length += utf16_length(clean)

    def _tag(self) -> None:
        begin = self.position
        end = self.source.find(">", begin)
        if end < 0:
            raise _unparsable(
                f"Unclosed {'end' if self.source.startswith('</', begin) else 'start'} tag {self._at(begin)}"
            )
        inner = self.source[begin + 1 : end]
        self.position = end + 1
        if inner.startswith("/"):
            self._close(inner[1:].strip().lower(), begin)
        else:
            self._open(inner, begin)

    def _open(self, inner: str, begin: int) -> None:
        name, _, rest = inner.replace("\n", " ").partition(" ")
        name = name.rstrip("/").lower() if name != "/" else name
        if name not in _PLAIN_TAGS:
            raise _unparsable(f'Unsupported start tag "{name}" {self._at(begin)}')
        attributes = self._attributes(rest, name, begin)
        self.open_tags.append(_OpenTag(name, self._entity(name, attributes, begin), self.length))

    def _attributes(self, rest: str, name: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        position = 0
        while position < len(rest.rstrip()):
            found = _ATTRIBUTE.match(rest, position)
            if found is None:
                raise _unparsable(f'Can\'t parse an attribute of the tag "{name}" {self._at(begin)}')
            if found[2] is None and not (name == "blockquote" and found[1] == "expandable"):
                what = "Expected equal sign in declaration of an attribute of the tag"
                raise _unparsable(f'{what} "{name}" {self._at(begin)}')
            attributes[found[1].lower()] = _unescaped(found[3] or found[4] or found[5] or "")
            position = found.end()
        return attributes

    def _entity(self, name: str, attributes: dict[str, str], begin: int) -> Json | None:
        kind = _PLAIN_TAGS[name]
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        if name == "tg-emoji":
            return {"type": kind, "custom_emoji_id": attributes.get("emoji-id", "")}
        if name == "a":
            return {"type": kind, "url": attributes.get("href", "")}
        if name == "blockquote":
            nested = any(tag.name == "blockquote" for tag in self.open_tags)
            return None if nested else {"type": "expandable_blockquote" if "expandable" in attributes else kind}
        if name == "code" and self.open_tags and self.open_tags[-1].name == "pre":
            self._language_of_pre(attributes)
            return None
        return {"type": kind}

    def _language_of_pre(self, attributes: dict[str, str]) -> None:
        language = attributes.get("class", "")
        outer = self.open_tags[-1].entity
        if language.startswith("language-") and outer is not None:
            outer["language"] = language.removeprefix("language-")

    def _close(self, name: str, begin: int) -> None:
        if not self.open_tags:
            raise _unparsable(f"Unexpected end tag {self._at(begin)}")
        tag = self.open_tags.pop()
        if name not in {"", tag.name}:
            raise _unparsable(f'Unmatched end tag {self._at(begin)}, expected "</{tag.name}>", found "</{name}>"')
        if tag.entity is not None and self.length > tag.offset:
            entity = self._finished(tag)
            if entity is not None:
                self.entities.append(entity)

    def _finished(self, tag: _OpenTag) -> Json | None:
        entity = {"offset": tag.offset, "length": self.length - tag.offset, **(tag.entity or {})}
        if entity["type"] != "text_link":
            return entity
        inner = "".join(self.out).encode("utf-16-le")[2 * tag.offset :].decode("utf-16-le")
        url = entity["url"] or inner
        person = _MENTION.fullmatch(url)
        if person is not None:
            return {**entity, "type": "text_mention", "user": {"id": int(person[1])}} | {"url": None}
        if not re.match(r"(?:https?|tg|ton|tonsite|mailto|tel):", url, re.IGNORECASE):
            if "." not in url or " " in url:
                return None
            url = f"http://{url}"
        return {**entity, "url": url}

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"


def _checked(entity: Json) -> Json:
    if not isinstance(entity.get("offset"), int) or not isinstance(entity.get("length"), int) or "type" not in entity:
        raise bad_request("can't parse MessageEntity: it needs type, offset and length")
    return dict(entity)


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_referenced, text) if "&" in text else text


def _referenced(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED[found[1]]
    code = int(found[2]) if found[2] else int(found[3], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else found[0]


def _trimmed(text: str, entities: list[Json]) -> Formatted:
    """Cut blanks and newlines at the left, all white space at the right; entities follow."""
    right = text.rstrip()
    left = right.lstrip(" \n")
    if not left.strip(_BLANK):
        left = ""
    cut, length = len(right) - len(left), utf16_length(left)
    fitted = []
    for entity in entities:
        begin = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], length)
        if end > begin:
            kept = {key: value for key, value in entity.items() if value is not None}
            fitted.append(kept | {"offset": begin, "length": end - begin})
    fitted.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return left, fitted[:MAX_ENTITIES]
