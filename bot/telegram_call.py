"""A call of the Bot API with parameters that need no reading, through python-telegram-bot's transport and errors.

The library's own way for raw calls, `Bot.do_api_request`, spends as much time on the parameters as the request takes,
and says of a token that Telegram took back that the method does not exist.
"""

from collections.abc import Mapping
from typing import cast

from telegram import Bot
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

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
    data = RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])
    patience = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
    return cast("JsonValue", await bot.request.post(f"{bot.base_url}/{method}", data, read_timeout=patience))
