"""The HTTP side: answers as https://api.telegram.org does, and obeys faults on order."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.clock import Clock, SystemClock
from bot.sandbox.botapi import chats, editing, sending
from bot.sandbox.botapi.acts import Acts
from bot.sandbox.botapi.call import UPLOAD_LIMIT, Call, read_call
from bot.sandbox.botapi.control import Control
from bot.sandbox.botapi.faults import FaultKind, FaultPlan
from bot.sandbox.botapi.files import FileStore
from bot.sandbox.botapi.limits import Limits
from bot.sandbox.botapi.methods import SPELLINGS
from bot.sandbox.botapi.presses import Presses
from bot.sandbox.botapi.receiving import Receiver
from bot.sandbox.botapi.updates import UpdateQueue
from bot.sandbox.botapi.wire import ApiError, Json, accepted
from bot.sandbox.botapi.world import World

DEFAULT_TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 -- the example of the API's documentation
KEPT_CALLS = 10_000
_HANDLERS: dict[str, Callable[[World, Call], object]] = {
    "getMe": chats.get_me,
    "sendMessage": sending.send_message,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": chats.answer_callback_query,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": chats.send_chat_action,
    "setMyCommands": chats.set_my_commands,
    "getMyCommands": chats.get_my_commands,
    "deleteMyCommands": chats.delete_my_commands,
    "getChat": chats.get_chat,
    "setMessageReaction": chats.set_message_reaction,
}
_SENDS = frozenset({"sendMessage", "sendDocument", "sendPhoto"})


@dataclass(frozen=True, kw_only=True, slots=True)
class HandledCall:
    """One call as it was answered; `status` is 0 where the connection was cut."""

    at: datetime
    method: str
    chat_id: int | None
    status: int


class BotApiServer:
    """A Bot API server for one bot, on this machine only.

    ```python
    async with BotApiServer(clock=clock) as server:
        bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)
    ```

    Attributes:
        world: Chats, messages, files and updates.
        acts: What people do.
        faults: Faults on order; those of updates are on `world.updates`.
        limits: Flood control, off unless `enforce_limits`.
        calls: The last 10,000 calls.
    """

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        username: str = "plneni_bot",
        name: str = "Plnění",
        enforce_limits: bool = False,
        strict: bool = True,
    ) -> None:
        """Prepare; it listens after `start`.

        Args:
            token: The only token it accepts; its digits before the colon are the bot's id.
            clock: Dates messages and ages updates; the machine's unless given.
            host: Address to listen on.
            port: Port; 0 takes a free one.
            username: The bot's username.
            name: The bot's name.
            enforce_limits: Refuse floods with 429.
            strict: Refuse parameters that the server does not know.
        """
        self.token, self.clock = token, clock or SystemClock()
        bot_id = int(token.partition(":")[0])
        updates, files = UpdateQueue(self.clock), FileStore(bot_id)
        me = _bot(bot_id, username, name)
        self.world = World(clock=self.clock, me=me, updates=updates, files=files, presses=Presses())
        self.limits = Limits(enforced=enforce_limits)
        self.acts = Acts(self.world, self.limits)
        self.faults = FaultPlan()
        self.calls: deque[HandledCall] = deque(maxlen=KEPT_CALLS)
        self._strict, self._host, self._port = strict, host, port
        self._receiver = Receiver(self.world)
        self._control = Control(self)
        self._runner: web.ServerRunner | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """Where it listens, such as "http://127.0.0.1:40001"."""
        return self._url

    @property
    def base_url(self) -> str:
        """What `telegram.Bot` takes as `base_url`."""
        return f"{self._url}/bot"

    @property
    def base_file_url(self) -> str:
        """What `telegram.Bot` takes as `base_file_url`."""
        return f"{self._url}/file/bot"

    async def start(self) -> None:
        """Listen."""
        # A poll ends with its client: a bot that was killed must not be handed an update.
        # No log of accesses: every address holds the token.
        server = web.Server(self._handle, request_factory=_make_request, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._url = f"http://{self._host}:{self._runner.addresses[0][1]}"

    async def wait_until_polled(self, seconds: float = 30.0) -> None:
        """Wait until the bot waits for updates in a long poll, so it has taken all there were.

        Raises:
            TimeoutError: It did not in `seconds` of real time.
        """
        await self._receiver.wait_until_polled(seconds)

    async def stop(self) -> None:
        """Let polls return, close every connection."""
        await self._receiver.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        try:
            if path.startswith("/bot"):
                return await self._answer_method(request, path.removeprefix("/bot"))
            if path.startswith("/file/bot"):
                return await self._send_file(request, path.removeprefix("/file/bot"))
            if path.startswith("/control/"):
                return await self._control.answer(request)
        except ApiError as error:
            return _response(error.code, error.body())
        return _response(HTTPStatus.NOT_FOUND, ApiError(HTTPStatus.NOT_FOUND, "Not Found").body())

    def _check_token(self, token: str) -> None:
        if token == self.token:
            return
        number, _, secret = token.partition(":")
        if number.isdigit() and secret:
            raise ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")

    async def _answer_method(self, request: web.BaseRequest, rest: str) -> web.Response:
        token, _, spelled = rest.partition("/")
        self._check_token(token)
        method = SPELLINGS.get(spelled.lower())
        if method is None:
            raise ApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")
        call = await read_call(request, method)
        chat_id = _chat_id(call)
        fault = self.faults.take(method, chat_id) if self.faults else None
        status, body = HTTPStatus.OK.value, b""
        try:
            refusal = fault.refusal() if fault is not None else None
            if refusal is not None:
                raise refusal
            if fault is None or fault.kind is not FaultKind.CUT_BEFORE:
                body = accepted(await self._perform(call, chat_id))
        except ApiError as error:
            status, body = error.code, error.body()
        cut = fault is not None and fault.kind in {FaultKind.CUT_BEFORE, FaultKind.CUT_AFTER}
        self.calls.append(HandledCall(at=self.clock.now(), method=method, chat_id=chat_id, status=0 if cut else status))
        if cut and request.transport is not None:
            request.transport.abort()
        return _response(status, body)

    async def _perform(self, call: Call, chat_id: int | None) -> object:
        if self._strict:
            call.check_declared()
        match call.method:
            case "getUpdates":
                return await self._receiver.get_updates(call)
            case "setWebhook":
                return await self._receiver.set_webhook(call)
            case "deleteWebhook":
                return await self._receiver.delete_webhook(call)
            case "getWebhookInfo":
                return self._receiver.webhook_info()
            case "getFile":
                return self.world.files.link(call.text("file_id"), now=self.clock.now())
        if chat_id is not None and call.method in _SENDS:
            chats.writable_chat(self.world, call)
            self.limits.spend(chat_id, now=self.clock.now())
        return _HANDLERS[call.method](self.world, call)

    async def _send_file(self, request: web.BaseRequest, rest: str) -> web.StreamResponse:
        token, _, path = rest.partition("/")
        self._check_token(token)
        file = self.world.files.linked(path, now=self.clock.now())
        if file is None:
            raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
        response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
        response.content_length = file.size
        await response.prepare(request)
        for piece in file.pieces():
            await response.write(piece)
        await response.write_eof()
        return response


def _bot(bot_id: int, username: str, name: str) -> Json:
    switches = ("can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business", "has_main_web_app")
    fixed = {"id": bot_id, "is_bot": True, "first_name": name, "username": username, "can_join_groups": True}
    return fixed | dict.fromkeys(switches, False)


def _chat_id(call: Call) -> int | None:
    given = call.text("chat_id")
    return int(given) if given.lstrip("-").isdigit() else None


def _response(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, content_type="application/json")


def _make_request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:  # noqa: ANN401 -- aiohttp's own types for these are private
    limit = UPLOAD_LIMIT + (2 << 20)
    return web.BaseRequest(message, payload, protocol, writer, task, protocol._loop, client_max_size=limit)  # noqa: SLF001 -- the default factory does the same
