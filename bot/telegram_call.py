"""A call of the Bot API with parameters that need no reading, through python-telegram-bot's errors and our transport.

The library's own way for raw calls, `Bot.do_api_request`, spends as much time on the parameters as the request takes,
and says of a token that Telegram took back that the method does not exist.
"""

from collections.abc import Mapping

from telegram import Bot

from bot.telegram_http import TelegramRequest
from flows.answers import JsonValue


async def ask(
    bot: Bot, method: str, parameters: Mapping[str, JsonValue], *, read_timeout: float | None = None
) -> JsonValue:
    """Call a method and give its result.

    Args:
        bot: Whose token and transport.
        method: As the Bot API spells it.
        parameters: What the Bot API describes; objects and lists go as JSON in a text.
        read_timeout: Seconds to wait for the answer; None = the transport's own.

    Raises:
        TelegramError: Telegram refused, or the outcome is unknown; of the same kinds as in every call of the library.
    """
    transport = bot.request
    if not isinstance(transport, TelegramRequest):
        raise TypeError("a bot with a transport of another kind")
    return await transport.call(f"{bot.base_url}/{method}", parameters, read_timeout=read_timeout)
