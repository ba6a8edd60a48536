"""The folder of a demonstration: emptied only when an earlier demonstration made it."""

import shutil
from pathlib import Path

MARKER = ".plneni-demo"
"""A file of this name says that the folder may be emptied."""


class NotOursError(Exception):
    """The folder holds something that no demonstration made."""


def make_folder(folder: Path) -> None:
    """Make the folder, or empty the one of an earlier demonstration.

    Raises:
        NotOursError: It is not empty and has no marker; nothing was changed.
        NotADirectoryError: There is something else of this name.
        OSError: It cannot be made, emptied or written to.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(folder)
    inside = list(folder.iterdir()) if folder.exists() else []
    if inside and not (folder / MARKER).is_file():
        raise NotOursError(folder)
    for each in inside:
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("plneni demo\n", "utf-8")
