"""What is stored about a person as one file: JSON, or where they sent files a .zip of it and of them."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from flows.answers import JsonValue
from storage.database import Tx
from storage.own_data import OwnFile, load_own_data, load_own_files


@dataclass(frozen=True, kw_only=True, slots=True)
class MyDataFile:
    """The file, loaded and not yet made.

    Attributes:
        name: Of the whole.
        packed: Files of the person's that it holds.
        left_out: Names of those that it does not hold, for want of room or because they are no longer there.
    """

    name: str
    inner: str
    rows: dict[str, JsonValue]
    folder: Path
    packed: tuple[OwnFile, ...]
    left_out: tuple[str, ...]

    def write_to(self, file: BinaryIO) -> None:
        """Make it. It reads the person's files from the disk: in a thread of its own, outside any transaction."""
        content = json.dumps(self.rows, ensure_ascii=False, indent=2).encode()
        if not self.packed:
            file.write(content)
            return
        # photos and PDFs are packed already
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(self.inner, content, zipfile.ZIP_DEFLATED)
            for number, one in enumerate(self.packed, start=1):
                # the name is the sender's own: only its last part, behind a number that keeps two of one name apart
                archive.write(self.folder / one.hash, f"{number:03}-{PurePath(one.name).name}")


async def load_my_data(tx: Tx, person: str, name: str, attachments: Path, *, room: int | None = None) -> MyDataFile:
    """Load all that the file is made of.

    Args:
        tx: Reads.
        person: Whose data.
        name: Of the JSON file.
        attachments: Folder of the files that people sent.
        room: Bytes of files that it may hold; None = all of them.
    """
    rows = await load_own_data(tx, person)
    files = await load_own_files(tx, person)
    packed = tuple(_packable(files, attachments, room))
    left_out = tuple(file.name for file in files if file not in packed)
    if left_out:
        rows["left_out"] = list(left_out)
    whole = f"{PurePath(name).stem}.zip" if packed else name
    return MyDataFile(name=whole, inner=name, rows=rows, folder=attachments, packed=packed, left_out=left_out)


def _packable(files: Sequence[OwnFile], folder: Path, room: int | None) -> Iterator[OwnFile]:
    taken = 0
    for file in files:
        if (folder / file.hash).is_file() and (room is None or taken + file.size <= room):
            yield file
            taken += file.size
