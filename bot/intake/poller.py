"""The long poll: an update is confirmed to Telegram only after its commit, for it never comes again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import cast

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.intake.telegram_updates import ALLOWED_UPDATES
from bot.telegram_call import ask
from flows.answers import JsonValue

log = logging.getLogger(__name__)
RawUpdate = dict[str, JsonValue]
Process = Callable[[list[RawUpdate]], Awaitable[None]]
PAUSE = 0.5
LONGEST_PAUSE = 30.0
ANSWER_TIME = 10


class Poller:
    """Fetches updates in order and hands them on; asks for the next ones when these are committed."""

    def __init__(self, *, bot: Bot, process: Process, timeout: int = 25) -> None:
        """Take what the poller needs.

        Args:
            bot: The bot.
            process: Handles raw updates; returns once they are durably stored, raises if they are not.
            timeout: Seconds that Telegram holds an empty poll, 50 at most.
        """
        self._bot, self._process, self._timeout = bot, process, timeout
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            InvalidToken: Telegram does not know the token.
        """
        pause = PAUSE
        while True:
            try:
                await self.once(self._timeout)
                pause = PAUSE
            except InvalidToken:
                raise
            except Conflict:
                log.warning("another process polls with the same token; waiting")
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            except (TelegramError, OSError) as error:
                log.warning("no updates: %s", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            except Exception:
                log.exception("a batch was not stored; Telegram will send it again")
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    async def once(self, timeout: int) -> int:
        """Fetch and handle one batch; give its size."""
        updates = await self._fetch(timeout)
        if updates:
            await self._process(updates)
            self._offset = max(cast("int", update["update_id"]) for update in updates) + 1
        return len(updates)

    async def drain(self) -> None:
        """Handle everything that waits now, and confirm it."""
        while await self.once(0):
            pass

    async def _fetch(self, timeout: int) -> list[RawUpdate]:
        asked: dict[str, JsonValue] = {"timeout": timeout, "allowed_updates": [*ALLOWED_UPDATES]}
        if self._offset is not None:
            asked["offset"] = self._offset
        answer = await ask(self._bot, "getUpdates", asked, read_timeout=timeout + ANSWER_TIME)
        return cast("list[RawUpdate]", answer)
