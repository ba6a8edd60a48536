"""Raw calls: any JSON goes out as it is, and what Telegram refuses comes back as the library's own errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.intake.poller import Poller, RawUpdate
from bot.telegram_call import ask
from bot.telegram_http import TelegramRequest
from flows.answers import JsonValue

TOKEN = "1:secret"  # noqa: S105 -- an example
ME = {"id": 1, "is_bot": True, "first_name": "Plnění", "username": "plneni_bot"}


@asynccontextmanager
async def telegram(answer: dict[str, object], status: int = 200) -> AsyncIterator[tuple[Bot, list[JsonValue]]]:
    """Give a bot that has been told who it is, and what it asked from then on: always answered the same."""
    asked: list[JsonValue] = []

    async def answering(request: web.BaseRequest) -> web.StreamResponse:
        if request.path.endswith("/getMe"):
            return web.json_response({"ok": True, "result": ME})
        asked.append(await request.json())
        return web.json_response(answer, status=status)

    runner = web.ServerRunner(web.Server(answering), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    try:
        async with Bot(TOKEN, base_url=url, request=TelegramRequest(), get_updates_request=TelegramRequest()) as bot:
            yield bot, asked
    finally:
        await runner.cleanup()


async def test_texts_numbers_and_objects_arrive_as_the_bot_api_takes_them() -> None:
    said: dict[str, JsonValue] = {"rows": [1, {"b": "š"}], "text": "š\ud83d", "is": True, "chat_id": 5}
    async with telegram({"ok": True, "result": {"message_id": 5}}) as (bot, asked):
        assert await ask(bot, "sendMessage", said) == {"message_id": 5}
    assert asked == [{"rows": '[1,{"b":"š"}]', "text": "š\ud83d", "is": "true", "chat_id": "5"}]


@pytest.mark.parametrize(
    ("status", "parameters", "error"),
    [
        (400, {}, BadRequest),
        (401, {}, InvalidToken),
        (403, {}, Forbidden),
        (429, {"retry_after": 7}, RetryAfter),
        (502, {}, NetworkError),
    ],
)
async def test_refusals_are_the_librarys_own_errors(
    status: int, parameters: dict[str, object], error: type[Exception]
) -> None:
    refusal = {"ok": False, "error_code": status, "description": "no", "parameters": parameters}
    async with telegram(refusal, status) as (bot, _):
        with pytest.raises(error):
            await ask(bot, "sendMessage", {})


async def test_a_token_that_telegram_takes_back_stops_the_poll() -> None:
    async def never(_: list[RawUpdate]) -> None:
        raise AssertionError

    refusal = {"ok": False, "error_code": HTTPStatus.UNAUTHORIZED, "description": "Unauthorized"}
    async with telegram(refusal, HTTPStatus.UNAUTHORIZED) as (bot, _):
        with pytest.raises(InvalidToken):
            await Poller(bot=bot, process=never).run()
