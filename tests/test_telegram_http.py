import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.telegram_http import NotSent, TelegramRequest

TOKEN = "1:secret"  # noqa: S105 -- an example


@asynccontextmanager
async def answering(handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    runner = web.ServerRunner(web.Server(handler), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[TelegramRequest]:
    async with TelegramRequest(read_timeout=0.05) as opened:
        yield opened


async def test_no_answer_in_time_is_a_time_out(request_: TelegramRequest) -> None:
    never = asyncio.Event()

    async def silent(_: web.BaseRequest) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    async with answering(silent) as url:
        with pytest.raises(TimedOut):
            await request_.do_request(f"{url}/bot{TOKEN}/getMe", "POST")
        never.set()


async def test_a_refused_connection_was_surely_not_sent(request_: TelegramRequest) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(NotSent) as error:
            await request_.do_request(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe", "POST")
    assert TOKEN not in repr(error.value) + repr(error.value.__cause__)


async def test_a_connection_lost_on_the_way_is_a_network_error_of_unknown_outcome(request_: TelegramRequest) -> None:
    async def cutting(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with answering(cutting) as url:
        with pytest.raises(NetworkError) as error:
            await request_.do_request(f"{url}/bot{TOKEN}/getMe", "POST")
    assert not isinstance(error.value, NotSent | TimedOut)
    assert TOKEN not in repr(error.value) + repr(error.value.__cause__)


@pytest.mark.parametrize("status", [200, 400, 502])
async def test_status_and_body_come_as_they_are(request_: TelegramRequest, status: int) -> None:
    async def plain(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status, body=b"{}")

    async with answering(plain) as url:
        assert await request_.do_request(url, "GET") == (status, b"{}")


async def test_a_file_name_and_its_caption_arrive_unchanged() -> None:
    seen: dict[str, object] = {}

    async def keeping(request: web.BaseRequest) -> web.StreamResponse:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen.update(name=file.filename, content=file.file.read(), caption=form["caption"])
        body = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
        return web.json_response({"ok": True, "result": body})

    async with answering(keeping) as url, TelegramRequest() as opened:
        bot = Bot(TOKEN, base_url=f"{url}/bot", request=opened, get_updates_request=opened)
        await bot.send_document(1, b"obsah", filename="Zpráva o plnění 2026.html", caption="Zpráva & příloha")
    assert seen == {"name": "Zpráva o plnění 2026.html", "content": b"obsah", "caption": "Zpráva & příloha"}


async def test_connections_are_kept_and_shared() -> None:
    ports: set[object] = set()

    async def noting(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername"))
        return web.Response()

    async with answering(noting) as url, TelegramRequest() as opened:
        for _ in range(5):
            await opened.do_request(url, "GET")
    assert len(ports) == 1


async def test_it_can_be_shut_down_twice_and_opened_again() -> None:
    opened = TelegramRequest(read_timeout=7)
    await opened.initialize()
    await opened.shutdown()
    await opened.shutdown()
    with pytest.raises(RuntimeError, match="not initialized"):
        await opened.do_request("http://127.0.0.1/", "GET")
    await opened.initialize()
    await opened.shutdown()
    assert opened.read_timeout == 7
