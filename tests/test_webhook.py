"""Updates over a webhook: stored before they are confirmed, in each chat's order, from nobody but Telegram."""

import ast
import asyncio
import contextlib
import inspect
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.config import Config, Telegram
from bot.config_reading import read_config
from bot.intake import webhook
from bot.intake.poller import RawUpdate
from bot.intake.webhook import LARGEST, SECRET_HEADER, WebhookReceiver, webhook_secret
from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.botapi.server import BotApiServer
from bot.sandbox.people import Crowd
from bot.telegram_http import TelegramRequest

UPDATE = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": 5}}}


@dataclass(kw_only=True, slots=True)
class Desk:
    """Takes what the webhook hands on; fails as often as it is told."""

    taken: list[RawUpdate] = field(default_factory=list)
    batches: int = 0
    failures: int = 0

    async def process(self, updates: list[RawUpdate]) -> None:
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        self.batches += 1
        self.taken += updates


@dataclass(frozen=True, kw_only=True, slots=True)
class Station:
    """A Bot API server, a webhook that it delivers to, and whoever takes the updates."""

    server: BotApiServer
    crowd: Crowd
    desk: Desk
    receiver: WebhookReceiver

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.receiver.port}/telegram"

    async def until(self, count: int) -> list[RawUpdate]:
        async with asyncio.timeout(60):
            while len(self.desk.taken) < count or len(self.server.world.updates):  # noqa: ASYNC110 - the server has no bell for it
                await asyncio.sleep(0.005)
        return self.desk.taken


@pytest.fixture
async def station() -> AsyncIterator[Station]:
    async with listening() as made:
        yield made


@contextlib.asynccontextmanager
async def listening(*faults: FaultKind) -> AsyncIterator[Station]:
    """Set the webhook, in spite of faults at the first tries."""
    async with BotApiServer() as server, Crowd(server) as crowd:
        for fault in faults:
            server.faults.order(fault, method="setWebhook")
        bot = Bot(
            server.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=TelegramRequest(),
            get_updates_request=TelegramRequest(),
        )
        async with bot:
            desk = Desk()
            receiver = WebhookReceiver(
                bot=bot, process=desk.process, url="http://127.0.0.1:{port}/telegram", listen="127.0.0.1:0"
            )
            running = asyncio.create_task(receiver.run())
            try:
                async with asyncio.timeout(60):
                    while not (await bot.get_webhook_info()).url:  # noqa: ASYNC110 - set by the task beside us
                        await asyncio.sleep(0.005)
                yield Station(server=server, crowd=crowd, desk=desk, receiver=receiver)
            finally:
                running.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await running


async def test_what_people_say_arrives_in_the_order_of_each_chat(station: Station) -> None:
    petra, jan = await station.crowd.person("Petra K."), await station.crowd.person("Jan V.")
    for person in (petra, jan):
        await person.start()
    for number in range(20):
        await petra.says(f"p{number}")
        await jan.says(f"j{number}")
    taken = await station.until(42)
    for person, letter in ((petra, "p"), (jan, "j")):
        texts = [_text(one) for one in taken if _chat(one) == person.id]
        assert texts[1:] == [f"{letter}{number}" for number in range(20)]


async def test_an_update_that_was_not_stored_comes_again_and_is_confirmed_then(station: Station) -> None:
    petra = await station.crowd.person("Petra K.")
    station.desk.failures = 2
    await petra.start()
    await petra.says("dobrý den")
    taken = await station.until(2)
    assert [_text(one) for one in taken] == ["/start", "dobrý den"]
    assert len(station.server.world.updates) == 0


async def test_a_telegram_that_is_busy_or_away_at_the_start_is_asked_again() -> None:
    async with listening(FaultKind.TOO_MANY_REQUESTS, FaultKind.BAD_GATEWAY) as station:
        petra = await station.crowd.person("Petra K.")
        await petra.start()
        assert [_text(one) for one in await station.until(1)] == ["/start"]


async def test_an_address_that_telegram_does_not_take_stops_the_program() -> None:
    async with BotApiServer() as server:
        request = TelegramRequest()
        async with Bot(server.token, base_url=server.base_url, request=request, get_updates_request=request) as bot:
            receiver = WebhookReceiver(bot=bot, process=Desk().process, url="ftp://kamenov", listen="127.0.0.1:0")
            with pytest.raises(BadRequest):
                async with asyncio.timeout(60):
                    await receiver.run()


@pytest.mark.parametrize("secret", ["", "guessed", "x" * 64])
async def test_whoever_does_not_know_the_secret_is_refused(station: Station, secret: str) -> None:
    async with (
        aiohttp.ClientSession() as web,
        web.post(station.url, json=UPDATE, headers={SECRET_HEADER: secret}) as answer,
    ):
        assert answer.status == 403
    assert station.desk.taken == []


async def test_a_secret_that_is_no_text_is_refused_like_any_other(station: Station) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", station.receiver.port)
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n{SECRET_HEADER}: ".encode()
    writer.write(head + b"\xff\xfe\r\n\r\n")
    async with asyncio.timeout(60):
        answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert b" 403 " in answer


def test_the_secret_is_compared_in_constant_time_and_in_no_other_way() -> None:
    tree = ast.parse(inspect.getsource(webhook))
    compared = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    called = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert [one for one in compared if "secret" in one or "given" in one] == []
    assert "hmac.compare_digest(given, self._secret.encode())" in called


@pytest.mark.parametrize(
    ("body", "status"),
    [
        *((body, 400) for body in (b"", b"{", b"[]", b'{"update_id": "7"}', b"\xff")),
        (b'{"update_id": 7, "x": "' + b"x" * LARGEST + b'"}', 413),
        (b"[" * 100_000, 400),
    ],
    ids=["nothing", "torn", "list", "text", "no_utf8", "huge", "deep"],
)
async def test_what_is_no_update_is_refused_and_harms_nothing(station: Station, body: bytes, status: int) -> None:
    headers = {SECRET_HEADER: webhook_secret(station.server.token)}
    async with aiohttp.ClientSession(headers=headers) as web:
        async with web.post(station.url, data=BytesIO(body)) as answer:
            assert answer.status == status
        async with web.post(station.url, data=json.dumps(UPDATE)) as answer:
            assert answer.status == 200
    assert station.desk.taken == [UPDATE]


def test_the_secret_does_not_show_the_token() -> None:
    token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the example of the API's documentation
    assert token.partition(":")[2] not in webhook_secret(token)
    assert webhook_secret(token) != webhook_secret(token + "x")
    assert len(webhook_secret(token)) == 64


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ('[telegram]\nmode = "webhook"', "config.webhook_missing"),
        ('[telegram]\nmode = "webhook"\nwebhook_url = "http://kamenov.example"', "config.webhook_address"),
        ('[telegram]\nwebhook_listen = "kamenov"', "config.listening_address"),
    ],
)
def test_a_webhook_without_its_addresses_is_a_fault(source: str, where: str) -> None:
    found = read_config(source, {}, str, require_token=False)
    assert isinstance(found, tuple)
    assert where in [fault.code for fault in found]


def test_a_whole_webhook_is_accepted() -> None:
    found = read_config(
        '[telegram]\nmode = "webhook"\nwebhook_url = "https://kamenov.example/t"', {}, str, require_token=False
    )
    assert isinstance(found, Config)
    assert found.telegram == Telegram(mode="webhook", webhook_url="https://kamenov.example/t")


def _message(update: RawUpdate) -> dict[str, object]:
    message = update["message"]
    assert isinstance(message, dict)
    return dict(message)


def _text(update: RawUpdate) -> object:
    return _message(update)["text"]


def _chat(update: RawUpdate) -> object:
    chat = _message(update)["chat"]
    assert isinstance(chat, dict)
    return chat["id"]
