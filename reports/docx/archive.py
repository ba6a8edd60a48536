"""The zip around a document's parts: the same parts give the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts by name; the list of their types goes first."""
    stream = BytesIO()
    with ZipFile(stream, "w") as packed:
        for name in sorted(parts, key=lambda each: (each != _TYPES, each)):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, parts[name])
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Give an archive's parts by name."""
    with ZipFile(BytesIO(content)) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}
