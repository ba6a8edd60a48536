"""Files that a committed row speaks of must outlive a power cut as the row does."""

import os
from collections.abc import Iterable
from pathlib import Path


def surely_on_disk(files: Iterable[Path]) -> None:
    """Wait until files, and their names in their folders, are on the disk and not only in its cache."""
    paths = tuple(files)
    for path in (*paths, *{path.parent for path in paths}):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
