"""Whether a file is what its name says: told by how its bytes begin. Nothing is opened, let alone run."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TypeAlias

Test: TypeAlias = Callable[[bytes], bool]

_HEAD = 1024
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_RICH = (b"{\\rtf",)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Begins a text in UTF-16, every other byte of which may be zero."""
_MEDIA_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
_FRAME = 0xFF
_SYNC = 0xE0


def _begins(*with_: bytes) -> Test:
    return lambda head: head.startswith(with_)


def _is_pdf(head: bytes) -> bool:
    """Some programs write a line before it."""
    return b"%PDF-" in head


def _is_boxed(head: bytes) -> bool:
    """Tell HEIC and the files of Apple and MPEG-4."""
    return head[4:8] in _MEDIA_BOXES


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_framed(head: bytes) -> bool:
    """Tell MP3 and AAC without a heading."""
    return len(head) > 1 and head[0] == _FRAME and head[1] & _SYNC == _SYNC


def _is_text(head: bytes) -> bool:
    """No program is a text: it has a zero byte soon, and a script says at once what runs it."""
    return not head.startswith(b"#!") and (b"\x00" not in head or head.startswith(_WIDE))


_PICTURE: tuple[Test, ...] = (_begins(b"\xff\xd8"), _begins(b"\x89PNG\r\n\x1a\n"), _is_webp, _is_boxed)
_SOUND: tuple[Test, ...] = (_begins(b"OggS", b"ID3"), _is_boxed, _is_framed)
_KINDS: dict[tuple[str, ...], tuple[Test, ...]] = {
    ("jpg", "jpeg", "png", "heic", "webp"): _PICTURE,
    ("ogg", "oga", "mp3", "m4a", "mp4", "mov"): _SOUND,
    ("pdf",): (_is_pdf,),
    ("docx", "odt", "xlsx", "ods"): (_begins(*_PACKED),),
    ("doc",): (_begins(*_OLD_OFFICE, *_RICH, *_PACKED),),
    ("xls",): (_begins(*_OLD_OFFICE, *_PACKED),),
    ("rtf",): (_begins(*_RICH),),
    ("csv", "txt"): (_is_text,),
}
"""Endings that are taken for one another, and how their files begin: phones call one kind of picture another."""
TESTS: dict[str, tuple[Test, ...]] = {ending: tests for endings, tests in _KINDS.items() for ending in endings}
SUITABLE = frozenset(TESTS)
"""Endings of files that an office can open and that run nothing."""


def ending_of(name: str) -> str:
    """Give the ending of a file's name in small letters, without its dot; "" where it has none."""
    return PurePath(name).suffix.lower().lstrip(".")


def is_as_named(name: str, content: bytes) -> bool:
    """Tell whether a file begins as its ending says; one with an ending that is not taken never does."""
    head = content[:_HEAD]
    return any(test(head) for test in TESTS.get(ending_of(name), ()))
