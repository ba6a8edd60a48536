"""Reads the QR codes that we write: one-bit PNG, byte mode, versions 3 to 5 with error correction M."""

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

Matrix = list[list[int]]
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, _: row % 2 == 0,
    lambda _, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
BLOCKS_M = {3: (1, 44), 4: (2, 32), 5: (2, 43)}
"""Version to number of blocks and data words in each (ISO/IEC 18004)."""


def read_png(file: Path, *, scale: int, border: int = 4) -> Matrix:
    """Give the modules of a PNG, 1 = dark."""
    data, place, packed, size = file.read_bytes(), 8, b"", 0
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            size, _, depth = struct.unpack(">IIB", body[:9])
            assert depth == 1
        packed += body if kind == b"IDAT" else b""
        place += length + 12
    raw, width = zlib.decompress(packed), 1 + -(-size // 8)
    rows: list[bytes] = []
    for start in range(0, len(raw), width):
        kind_of_filter, line = raw[start], raw[start + 1 : start + width]
        assert kind_of_filter in {0, 2}, "a filter that this reader does not know"
        above = rows[-1] if kind_of_filter and rows else bytes(len(line))
        rows.append(bytes((here + up) % 256 for here, up in zip(line, above, strict=True)))
    pixels = [[row[column // 8] >> (7 - column % 8) & 1 for column in range(size)] for row in rows]
    middles = range(border * scale + scale // 2, size - border * scale, scale)
    light = pixels[0][0]
    return [[int(pixels[row][column] != light) for column in middles] for row in middles]


def read_text(matrix: Matrix) -> str:
    """Give the text that a code holds."""
    size = len(matrix)
    version = (size - 17) // 4
    mask = MASKS[(matrix[8][2] << 2 | matrix[8][3] << 1 | matrix[8][4]) ^ 0b101]
    bits = [matrix[row][column] ^ mask(row, column) for row, column in _walk(size)]
    words = [int("".join(map(str, bits[start : start + 8])), 2) for start in range(0, len(bits) - 7, 8)]
    blocks, each = BLOCKS_M[version]
    data = [words[number * blocks + block] for block in range(blocks) for number in range(each)]
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100", "byte mode"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * at : 20 + 8 * at], 2) for at in range(length)).decode()


def _walk(size: int) -> Iterator[tuple[int, int]]:
    """Places of data in their order: pairs of columns from the right, up and down by turns."""
    right, upwards = size - 1, True
    while right > 0:
        right -= right == 6
        for row in range(size - 1, -1, -1) if upwards else range(size):
            yield from ((row, column) for column in (right, right - 1) if not _is_pattern(row, column, size))
        right, upwards = right - 2, not upwards


def _is_pattern(row: int, column: int, size: int) -> bool:
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    alignment = abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or alignment or 6 in (row, column)
