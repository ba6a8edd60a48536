"""Where an archive lies: one .zip file, or a folder of open files."""

import contextlib
import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

PORTION = 1 << 20


class Target(Protocol):
    """Takes the files of an archive, one after another."""

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        """Open a new file for writing."""


class Source(Protocol):
    """Gives the files of an archive."""

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        """Open a file for reading.

        Raises:
            KeyError: There is none of that name.
        """


class _ZipTarget:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self._archive.open(name, "w", force_zip64=True) as file:
            yield file


class _Folder:
    def __init__(self, folder: Path, mode: str) -> None:
        self._folder, self._mode = folder, mode

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        file = self._folder / name
        if self._mode == "rb" and not file.is_file():
            raise KeyError(name)
        if self._mode == "wb":
            file.parent.mkdir(parents=True, exist_ok=True)
        with file.open(self._mode) as opened:
            yield opened


@contextlib.contextmanager
def new_archive(path: Path) -> Iterator[Target]:
    """Open an archive for writing: a .zip where the name ends so, else a folder.

    It appears under its name only when it is whole; whatever fails leaves nothing behind. Only its owner can read it.

    Raises:
        FileExistsError: Something of that name is there.
        OSError: It cannot be written.
    """
    if path.exists():
        raise FileExistsError(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".archive-", dir=path.parent))
    try:
        if path.suffix == ".zip":
            made = waiting / path.name
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                yield _ZipTarget(archive)
            made.chmod(0o600)
            made.rename(path)
        else:
            made = waiting / "whole"
            made.mkdir(mode=0o700)
            yield _Folder(made, "wb")
            made.rename(path)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


@contextlib.contextmanager
def open_archive(path: Path) -> Iterator[Source]:
    """Open an archive for reading.

    Raises:
        OSError: It is not there, or cannot be read.
        zipfile.BadZipFile: It is no archive, or is torn.
    """
    if path.is_dir():
        yield _Folder(path, "rb")
        return
    with zipfile.ZipFile(path) as archive:
        yield archive


def copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy to the end (to nowhere with None); give the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while portion := source.read(PORTION):
        digest.update(portion)
        if target is not None:
            target.write(portion)
    return digest.hexdigest()
