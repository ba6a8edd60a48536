"""Files of the server; a file's claimed size needs no bytes, its content is then zeros made on the way out."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.botapi.wire import Json, bad_request

DOWNLOAD_LIMIT = 20 << 20
LINK_LIFE = timedelta(hours=1)
_PIECE = 1 << 16


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredFile:
    """One file; `content` is None where only its size is claimed."""

    number: int
    file_id: str
    unique_id: str
    name: str | None
    mime: str
    size: int
    content: bytes | None
    folder: str

    @property
    def path(self) -> str:
        """Where `/file/bot<token>/` serves it; like the real one it does not keep the name."""
        suffix = mimetypes.guess_extension(self.mime) or ".bin"
        return f"{self.folder}/file_{self.number}{suffix}"

    def pieces(self) -> Iterator[bytes]:
        """Yield the content in pieces of at most 64 KB."""
        if self.content is not None:
            for begin in range(0, len(self.content), _PIECE):
                yield self.content[begin : begin + _PIECE]
            return
        zeros = bytes(_PIECE)
        for begin in range(0, self.size, _PIECE):
            yield zeros[: self.size - begin]


class FileStore:
    """Finds files by id and, for an hour after getFile, by path."""

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._by_id: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[StoredFile, datetime]] = {}

    def add(
        self,
        *,
        folder: str,
        name: str | None,
        mime: str,
        content: bytes | None = None,
        size: int | None = None,
    ) -> StoredFile:
        """Keep a file; without content its `size` is claimed."""
        number = len(self._by_id) + 1
        file = StoredFile(
            number=number,
            file_id=f"BQACAgQ{self._bot_id:x}-{number:06d}",
            unique_id=f"AgAD{number:06d}",
            name=name,
            mime=mime,
            size=len(content) if content is not None else size or 0,
            content=content,
            folder=folder,
        )
        self._by_id[file.file_id] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file of this id."""
        return self._by_id.get(file_id)

    def link(self, file_id: str, *, now: datetime) -> Json:
        """Return getFile's answer and let the file be fetched for an hour.

        Raises:
            ApiError: There is no such file, or it is larger than 20 MB.
        """
        file = self._by_id.get(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        if file.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        self._links[file.path] = (file, now + LINK_LIFE)
        return {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "file_path": file.path,
        }

    def linked(self, path: str, *, now: datetime) -> StoredFile | None:
        """Return the file behind a link that is still valid."""
        file, until = self._links.get(path, (None, now))
        return file if now < until else None
