"""An office file that somebody sent, looked through before any library opens it.

What such a file says of itself is not believed: a few kilobytes can name a part of some gigabytes as small, merge
billions of cells, or define texts that grow as they are read. So each part is unpacked within limits and looked at,
and what is good is packed anew; only that is given to the libraries.
"""

import re
import struct
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from xml.parsers import expat

MOST_BYTES = 20_000_000
"""Most bytes of the file."""
MOST_UNPACKED = 60_000_000
"""Most bytes of what is in it; 2,000 items with long descriptions take a tenth."""
MOST_PARTS = 2_000
MOST_TAGS = 1_500_000
"""Most tags of XML in all parts; the same 2,000 items take a tenth."""
MOST_COVERED = 200_000
"""Most cells that merged cells, links and comments cover."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins .xls and .doc, and files locked by a password."""
_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_SHEETS = "/macrosheets/"
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Office programs use no other."""
_LOCKED = 0x1
_PORTION = 1 << 16
_XML = (".xml", ".rels")
"""Parts that libraries read; Excel itself writes .vml with tags left open, and no library of ours reads it."""
_COVERING = frozenset({"mergeCell", "hyperlink", "comment"})
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LETTERS = 26
_PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""One white point: stands for whatever is no XML, since a library may want to know the size of a picture."""
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError),
    OverflowError,  # a part that begins beyond all places
)
_NO_XML = (expat.ExpatError, LookupError, ValueError)
"""What the parser raises, the last two for an encoding that nobody knows, or that is none of texts."""


class Danger(StrEnum):
    """Why a file is not opened."""

    BROKEN = "broken"
    TOO_LARGE = "too_large"
    MACROS = "macros"
    OLD_OR_LOCKED = "old_or_locked"


class _FoundError(Exception):
    """A part is dangerous."""

    def __init__(self, danger: Danger) -> None:
        super().__init__(danger)
        self.danger = danger


def looked_through(data: bytes) -> bytes | Danger:
    """Give an office file (.xlsx, .docx) that a library can open safely, or why there is none.

    It holds the same parts; those that are no XML are one small picture each: whoever reads words needs none.
    """
    if len(data) > MOST_BYTES:
        return Danger.TOO_LARGE
    if data.startswith(_OLD_OFFICE):
        return Danger.OLD_OR_LOCKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return _danger_of(packed.infolist()) or _packed_anew(packed)
    except _FoundError as found:
        return found.danger
    except _UNREADABLE:
        return Danger.BROKEN


def _danger_of(parts: list[zipfile.ZipInfo]) -> Danger | None:
    """Look at what the file says of itself: nothing is unpacked yet."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return Danger.TOO_LARGE
    names = [part.filename.lower() for part in parts]
    if any(name.endswith(_MACROS) or _MACRO_SHEETS in name for name in names):
        return Danger.MACROS
    if any(part.compress_type not in _PACKINGS or part.flag_bits & _LOCKED for part in parts):
        return Danger.BROKEN
    return None


def _packed_anew(packed: zipfile.ZipFile) -> bytes:
    """Unpack every part within limits, and pack what was looked at."""
    look, made = _Look(), BytesIO()
    with zipfile.ZipFile(made, "w") as anew:
        for name, part in {part.filename: part for part in packed.infolist()}.items():
            content = b"".join(_portions(packed, part))
            anew.writestr(name, content if look.is_good(name, content) else _PICTURE)
    return made.getvalue()


def _portions(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part piece by piece: no more than it says of itself, however much lies behind."""
    with packed.open(part) as file:
        while portion := file.read(_PORTION):
            yield portion


class _Look:
    """Looks at the XML of all parts, and counts what is in them together."""

    def __init__(self) -> None:
        self._tags = self._covered = 0

    def is_good(self, name: str, content: bytes) -> bool:
        """Tell whether a part is XML; raises _FoundError for what no office program writes."""
        self._tags += content.count(b"<")
        if self._tags > MOST_TAGS:
            raise _FoundError(Danger.TOO_LARGE)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            parser.Parse(content, True)
        except _NO_XML:
            if name.lower().endswith(_XML):
                raise _FoundError(Danger.BROKEN) from None
            return False
        return True

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] in _COVERING:
            self._covered += _covered(attributes.get("ref", ""))
        if self._covered > MOST_COVERED:
            raise _FoundError(Danger.TOO_LARGE)


def _no_doctype(*_of: object) -> None:
    raise _FoundError(Danger.BROKEN)


def _covered(ref: str) -> int:
    """Count the cells of a range; one that cannot be read covers none, for a library cannot read it either."""
    corners = [_RANGE.fullmatch(corner.strip()) for corner in ref.split(":")]
    places = [(_column(found[1]), int(found[2])) for found in corners if found is not None]
    if len(places) != 2:
        return MOST_COVERED + 1 if ":" in ref else 1
    (left, top), (right, bottom) = places
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
