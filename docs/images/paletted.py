"""Make a picture of a page small: a PNG of 255 colours and white is enough for text on a plain ground."""  # noqa: INP001 -- beside a script

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def paletted(png: bytes) -> bytes:
    """Rewrite a PNG with at most 256 colours; rarer ones become the nearest of them.

    Args:
        png: 8 bits a channel, RGB, not interlaced, as Chromium writes it.

    Raises:
        ValueError: It is a PNG of another kind.
    """
    chunks = list(_chunks(png))
    header = dict(chunks)[b"IHDR"]
    width, height, *kind = struct.unpack(">IIBBBBB", header)
    if kind != [8, 2, 0, 0, 0]:
        raise ValueError(f"not a plain RGB PNG: {kind}")
    rows = list(_rows(zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT")), width * 3))
    pixels = [[row[at : at + 3] for at in range(0, len(row), 3)] for row in rows]
    palette, index = _palette(Counter(pixel for row in pixels for pixel in row))
    lines = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in pixels)
    return (
        SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(palette))
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(filtered: bytes, size: int) -> Iterator[bytes]:
    """Undo the filters of PNG (ISO/IEC 15948, chapter 9)."""
    above = bytes(size)
    for at in range(0, len(filtered), size + 1):
        above = _unfiltered(filtered[at], filtered[at + 1 : at + 1 + size], above)
        yield above


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    row = bytearray(line)
    for at, value in enumerate(line if kind else b""):
        left = row[at - 3] if at >= 3 else 0
        match kind:
            case 1:
                guess = left
            case 2:
                guess = above[at]
            case 3:
                guess = (left + above[at]) // 2
            case _:
                guess = _paeth(left, above[at], above[at - 3] if at >= 3 else 0)
        row[at] = (value + guess) & 255
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    near = left + up - corner
    return min((left, up, corner), key=lambda value: abs(near - value))


def _palette(counted: Mapping[bytes, int]) -> tuple[list[bytes], dict[bytes, int]]:
    """Choose the commonest colours; give them, and the place of each colour of the picture among them."""
    common = sorted(counted, key=lambda colour: (-counted[colour], colour))
    palette = common[:COLOURS]
    index = {colour: at for at, colour in enumerate(palette)}
    for colour in common[COLOURS:]:
        index[colour] = min(range(len(palette)), key=lambda at: _distance(colour, palette[at]))
    return palette, index


def _distance(one: bytes, other: bytes) -> int:
    return sum((here - there) ** 2 for here, there in zip(one, other, strict=True))
