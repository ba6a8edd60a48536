"""The bot's user name, asked of Telegram."""

import re

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.config import Telegram
from bot.telegram_http import TelegramRequest

USER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")


class TelegramRefuses(Exception):  # noqa: N818 - names the state of affairs
    """Telegram does not know the token."""


class TelegramIsSilent(Exception):  # noqa: N818 - names the state of affairs
    """Telegram did not answer; the message names the kind of failure."""


def clean_name(name: str) -> str | None:
    """Take "@kamenov_bot" or "kamenov_bot"; None: it is no user name."""
    bare = name.strip().removeprefix("https://t.me/").removeprefix("@")
    return bare if USER_NAME.fullmatch(bare) else None


async def ask_name(settings: Telegram) -> str:
    """Ask Telegram what the bot is called (getMe).

    Raises:
        TelegramRefuses: The token is not good.
        TelegramIsSilent: No answer, or an error.
    """
    bot = Bot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.file_url}/bot",
        request=TelegramRequest(),
        get_updates_request=TelegramRequest(),
    )
    try:
        async with bot:  # its start asks getMe
            return bot.username
    except InvalidToken as error:
        raise TelegramRefuses("Telegram does not know the token") from error
    except TelegramError as error:
        raise TelegramIsSilent(type(error).__name__) from error
