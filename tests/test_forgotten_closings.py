"""Only the closing that SQLAlchemy forgets is passed over in silence."""

import asyncio
import gc
import logging

import pytest

from bot.forgotten_closings import keep_still_about_closings


async def _terminate_graceful_close() -> None:
    await asyncio.get_running_loop().create_future()


async def something_else() -> None:
    await asyncio.get_running_loop().create_future()


@pytest.mark.parametrize(("left", "said"), [(_terminate_graceful_close, 0), (something_else, 1)])
async def test_a_forgotten_closing_is_passed_over_and_any_other_task_is_told(
    left: object, said: int, caplog: pytest.LogCaptureFixture
) -> None:
    loop = asyncio.get_running_loop()
    keep_still_about_closings(loop)
    try:
        with caplog.at_level(logging.ERROR, logger="asyncio"):
            assert callable(left)
            task = asyncio.ensure_future(left())
            await asyncio.sleep(0)
            del task
            gc.collect()
        assert caplog.text.count("Task was destroyed but it is pending") == said
    finally:
        loop.set_exception_handler(None)
