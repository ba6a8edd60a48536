"""A program that dies at its nth statement: `python -m tests.dying_statement NTH open URL`.

With `restore URL ARCHIVE FOLDER` it loads a backup before its end. It prints how many statements there were.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from bot.archive.manifest import Manifest
from bot.archive.restoring import restore
from storage.database import Database


def die_at(nth: int) -> list[None]:
    """Kill this process as hard as `kill -9` does before its nth statement; give what counts them."""
    seen: list[None] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_given: object) -> None:
        seen.append(None)
        if len(seen) == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return seen


async def main(act: str, url: str, *more: str) -> int:
    """Do it; 0: it came to its end."""
    async with await Database.open(url) as database:
        if act == "restore":
            return 0 if isinstance(await restore(database, Path(more[0]), attachments=Path(more[1])), Manifest) else 1
    return 0


if __name__ == "__main__":
    statements = die_at(int(sys.argv[1]))
    code = asyncio.run(main(*sys.argv[2:]))
    sys.stdout.write(str(len(statements)))
    sys.exit(code)
