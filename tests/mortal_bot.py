"""The real bot as a process that may be told where to die: `python -m tests.mortal_bot CONFIG AT [POINT NTH]`.

It kills itself as hard as `kill -9` does when it comes to the point for the nth time. SIGUSR1 makes its disk one that
may only be read, SIGUSR2 one that fails.
"""

import asyncio
import errno
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from bot import attachments
from bot.app import App, running
from bot.calendar import calendar, compiling
from bot.clock import MovableClock
from bot.config import Config
from bot.delivery import courier
from bot.intake import batch
from bot.intake.played import Played
from tests.refused_writes import refuse_writes

POINTS = (
    "received", "stored", "written", "committed", "confirming", "sending", "sent", "marking", "marked"
)  # fmt: skip
"""Between receiving, storing, writing, committing, confirming to Telegram, sending, and marking as sent."""
OF_CALENDAR = ("opened", "queued", "closed", "frozen", "made", "issued")
"""A round opened, reminders put into the outbox, a round closed; an edition frozen, its files made, and issued."""
OF_FILES = ("fetched", "kept")
"""A person's file fetched, and written to the disk."""

Act = Callable[..., Awaitable[Any]]


class Death:
    """Comes at one point, the nth time."""

    def __init__(self, point: str, nth: int) -> None:
        self._point, self._left = point, nth

    def passes(self, point: str) -> None:
        """Die here if the time has come."""
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, act: Act, before: str = "", after: str = "") -> Act:
        """Give an act that passes two points."""

        async def watched(*given: object, **named: object) -> object:
            self.passes(before)
            done = await act(*given, **named)
            self.passes(after)
            return done

        return watched


def lay_in_wait(app: App, death: Death) -> None:
    """Put the points into the running parts."""
    watched_process = death.around(app.intake.process, "received", "confirming")
    app.poller._process = watched_process
    app.intake.process = watched_process  # type: ignore[method-assign, assignment]  # the webhook takes it there
    app.courier._write = death.around(app.courier._write, "marking", "marked")
    lay(batch, "register_updates", death, after="stored")
    lay(batch, "write_batch", death, after="written")
    lay(courier, "deliver", death, "sending", "sent")
    lay(calendar, "open_round", death, after="opened")
    lay(calendar, "queue_due", death, after="queued")
    lay(calendar, "close", death, after="closed")
    lay(compiling, "create_edition", death, after="frozen")
    lay(compiling, "edition_in_child", death, after="made")
    lay(compiling, "store_files", death, after="issued")
    lay(attachments, "fetch_file", death, after="fetched")
    lay(attachments, "keep_file", death, before="kept")
    committed = app.intake._committed

    def watched(played: Played) -> None:
        death.passes("committed")
        committed(played)

    app.intake._committed = watched  # type: ignore[method-assign]  # the point lies inside the method


def lay(module: ModuleType, name: str, death: Death, before: str = "", after: str = "") -> None:
    """Put points around a function that a module uses."""
    setattr(module, name, death.around(getattr(module, name), before, after))


def instant(text: str) -> datetime:
    """Read an instant; after "@" stands the machine's time at which it was that late, for clocks that must agree."""
    start, _, then = text.partition("@")
    passed = timedelta(seconds=time.time() - float(then)) if then else timedelta(0)
    return datetime.fromisoformat(start) + passed


async def main() -> None:
    """Run until killed."""
    config = Config.model_validate(json.loads(sys.argv[1]))
    signal.signal(signal.SIGUSR1, lambda *_: refuse_writes(errno.EROFS))
    signal.signal(signal.SIGUSR2, lambda *_: refuse_writes(errno.EIO))
    async with running(config, MovableClock(instant(sys.argv[2]), rate=1)) as app:
        if len(sys.argv) > 3:
            lay_in_wait(app, Death(sys.argv[3], int(sys.argv[4])))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await app.run()


if __name__ == "__main__":
    asyncio.run(main())
