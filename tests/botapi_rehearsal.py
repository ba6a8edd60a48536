"""A server, a real python-telegram-bot Bot over HTTP, and people, for the tests of the local Bot API server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.clock import MovableClock
from bot.sandbox.botapi import BotApiServer
from bot.sandbox.people import Crowd, Person
from bot.telegram_http import TelegramRequest

OPENING = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)


@dataclass(kw_only=True, slots=True)
class Rehearsal:
    clock: MovableClock
    server: BotApiServer
    bot: Bot
    crowd: Crowd

    async def joined(self, name: str = "Petra") -> Person:
        """Return a person who has pressed Start; their update is confirmed."""
        person = await self.crowd.person(name)
        await person.start()
        await self.updates(offset=-1)
        self.server.world.updates.clear()
        return person

    async def updates(self, **parameters: object) -> list[dict[str, Any]]:
        # All lower case: python-telegram-bot warns where the name is one of its own methods.
        result: list[dict[str, Any]] = await self.bot.do_api_request("getupdates", api_kwargs=dict(parameters))
        return result

    def later(self, **step: float) -> None:
        self.clock.move_by(timedelta(**step))


@asynccontextmanager
async def rehearsal(**options: Any) -> AsyncIterator[Rehearsal]:  # noqa: ANN401 -- the server's own options
    clock = MovableClock(OPENING)
    async with BotApiServer(clock=clock, **options) as server:
        bot = Bot(
            server.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=TelegramRequest(),
            get_updates_request=TelegramRequest(),
        )
        async with bot:
            yield Rehearsal(clock=clock, server=server, bot=bot, crowd=Crowd(server))


def keyboard(*rows: tuple[str, ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"d:{label}") for label in row] for row in rows]
    )
