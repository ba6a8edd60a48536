"""What a TrueType font says of itself: which characters it has, and how wide a line of them is."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reports.packaged import font_bytes

_TABLE_RECORD = struct.Struct(">4s4xII")
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""Character maps by platform and encoding, the fullest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Font:
    """A font.

    Attributes:
        glyphs: Code point to number of the glyph.
        advances: Widths of the glyphs; those after the last have its width.
        units: Units in the font's height.
    """

    glyphs: Mapping[int, int]
    advances: tuple[int, ...]
    units: int

    def width(self, text: str, size: float) -> float:
        """Measure a text in one line; a character that the font lacks counts as its first glyph."""
        last = len(self.advances) - 1
        return sum(self.advances[min(self.glyphs.get(ord(each), 0), last)] for each in text) * size / self.units


@cache
def packaged_font(name: str) -> Font:
    """Read a font that comes with the product, e.g. "LiberationSans-Regular.ttf"."""
    data = font_bytes(name)
    tables = _tables(data)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    pairs = struct.iter_unpack(">Hh", data[tables["hmtx"] : tables["hmtx"] + 4 * count])
    glyphs = dict(_glyphs(data, tables["cmap"]))
    return Font(glyphs=glyphs, advances=tuple(advance for advance, _ in pairs), units=units)


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (_TABLE_RECORD.unpack_from(data, 12 + 16 * at) for at in range(count))
    return {tag.decode("ascii"): offset for tag, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * at) for at in range(count))
    found = {(platform, encoding): cmap + offset for platform, encoding, offset in records}
    start = next(found[each] for each in _UNICODE if each in found)
    (kind,) = struct.unpack_from(">H", data, start)
    return _segmented(data, start) if kind == 12 else _by_segments_of_two_bytes(data, start)


def _segmented(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Read a map of format 12: runs of code points with runs of glyphs."""
    (count,) = struct.unpack_from(">I", data, start + 12)
    for at in range(count):
        first, last, glyph = struct.unpack_from(">III", data, start + 16 + 12 * at)
        yield from ((code, glyph + code - first) for code in range(first, last + 1))


def _by_segments_of_two_bytes(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Read a map of format 4."""
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    ends, starts = start + 14, start + 16 + doubled
    deltas, offsets = starts + doubled, starts + 2 * doubled
    for at in range(0, doubled, 2):
        (last,), (first,) = struct.unpack_from(">H", data, ends + at), struct.unpack_from(">H", data, starts + at)
        (delta,), (offset,) = struct.unpack_from(">h", data, deltas + at), struct.unpack_from(">H", data, offsets + at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, offsets + at + offset + 2 * (code - first))
            if glyph or not offset:
                yield code, (glyph + delta) & 0xFFFF
