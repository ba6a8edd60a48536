"""Keeps still about a closing of a connection that SQLAlchemy left behind."""

import asyncio
from typing import Any

CLOSING = "_terminate_graceful_close"


def keep_still_about_closings(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop say nothing when such a task is thrown away; all else is said as before.

    SQLAlchemy closes the connection of a cancelled statement in a task of its own. When it is cancelled once more, as
    by a page that goes away while the program stops, it closes the connection by force and forgets the task, which
    waits for ever. Nothing is lost: whatever was not committed is rolled back.
    """
    loop.set_exception_handler(_handle)


def _handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    task = context.get("task")
    if isinstance(task, asyncio.Task) and getattr(task.get_coro(), "__name__", "") == CLOSING:
        return
    loop.default_exception_handler(context)
