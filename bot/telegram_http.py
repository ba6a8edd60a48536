"""HTTP transport for python-telegram-bot: small requests over kept connections, files over aiohttp."""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.http_connection import Answer, LostError
from bot.kept_connections import KeptConnections, NoConnectionError, Patience
from flows.answers import JsonValue
from flows.json_text import json_bytes, json_text

if TYPE_CHECKING:
    from bot.telegram_files_http import FilesOverAiohttp

# Without it every RetryAfter warns that its retry_after will become a timedelta; with it, it is one.
os.environ.setdefault("PTB_TIMEDELTA", "1")

POOL_SIZE = 256
# Telegram was seen closing idle connections after about 39 s; we must be the first to let go.
KEEP_ALIVE_SECONDS = 30.0
FINE = 200

_Seconds: TypeAlias = float | None
_MaybeSeconds: TypeAlias = float | DefaultValue[float] | DefaultValue[None] | None


class NotSent(NetworkError):  # noqa: N818 -- named after what the caller learns, as telegram.error's own classes are
    """No connection was made, so the request surely had no effect and may be repeated."""


class TelegramRequest(BaseRequest):
    """python-telegram-bot's transport.

    Time-outs become `telegram.error.TimedOut`, failed connections `NotSent`, connections lost on the way
    `telegram.error.NetworkError`: after these two kinds of loss the outcome of a request is unknown.
    No message of an error carries the request's address, because the address holds the bot's token.

    Attributes:
        read_timeout: Default seconds to wait for the answer, and for each further part of it.
    """

    def __init__(
        self,
        *,
        pool_size: int = POOL_SIZE,
        read_timeout: _Seconds = 5.0,
        connect_timeout: _Seconds = 5.0,
        pool_timeout: _Seconds = 1.0,
        media_write_timeout: _Seconds = 60.0,
    ) -> None:
        """Keep the settings; connections are opened after `initialize`.

        Args:
            pool_size: Connections kept to the server at the same time.
            read_timeout: Seconds for the answer.
            connect_timeout: Seconds for opening a connection.
            pool_timeout: Seconds for getting a connection of the pool.
            media_write_timeout: Seconds for sending a request with files.
        """
        self._pool_size = pool_size
        self._usual = Patience(pool=pool_timeout, connect=connect_timeout, answer=read_timeout)
        self._media_write = media_write_timeout
        self._head = f"User-Agent: {self.USER_AGENT}\r\nContent-Type: application/json\r\n".encode()
        self._small: KeptConnections | None = None
        self._files: FilesOverAiohttp | None = None

    @property
    def read_timeout(self) -> float | None:
        """Default seconds to wait for an answer."""
        return self._usual.answer

    async def initialize(self) -> None:
        """Open the pool; a second call does nothing."""
        if self._small is None:
            self._small = KeptConnections(most=self._pool_size, kept_for=KEEP_ALIVE_SECONDS)

    async def shutdown(self) -> None:
        """Close every connection; a second call does nothing."""
        if self._small is not None:
            await self._small.close()
            self._small = None
        if self._files is not None:
            await self._files.close()
            self._files = None

    async def call(
        self, url: str, parameters: Mapping[str, JsonValue], *, read_timeout: float | None = None
    ) -> JsonValue:
        """Call a method with parameters that need no reading; the short way of what `post` does.

        Args:
            url: The method's address.
            parameters: What the Bot API describes; objects and lists go as JSON in a text.
            read_timeout: Seconds to wait for the answer; None = the usual ones.

        Raises:
            TelegramError: As in `post`.
        """
        usual = self._usual
        patience = usual if read_timeout is None else replace(usual, answer=read_timeout)
        try:
            answer = await self._post(url, as_body(as_texts(parameters)), patience)
        except TelegramError:
            raise
        except Exception as error:  # as in `post`: to whoever calls, everything that goes wrong here is the network
            raise NetworkError(f"Unknown error in HTTP implementation: {error!r}") from error
        if answer.status != FINE:
            return cast("JsonValue", await _Answered(answer).post(url))
        return cast("JsonValue", self.parse_json_payload(answer.body)["result"])

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer of Telegram, whose numbers have 52 bits at most: orjson reads longer integers as fractions.

        What orjson refuses, the standard library reads: halves of letters, which people can send.

        Raises:
            TelegramError: It is not JSON.
        """
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError:
            return BaseRequest.parse_json_payload(payload)
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _MaybeSeconds = BaseRequest.DEFAULT_NONE,
        write_timeout: _MaybeSeconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: _MaybeSeconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: _MaybeSeconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request.

        Returns:
            The HTTP status and the body of the answer, whatever the status is.

        Raises:
            TimedOut: No connection or no answer in time; the request may have had its effect.
            NotSent: No connection; the request had no effect.
            NetworkError: The connection was lost; the request may have had its effect.
        """
        usual = self._usual
        patience = Patience(
            pool=_given(pool_timeout, usual.pool),
            connect=_given(connect_timeout, usual.connect),
            answer=_given(read_timeout, usual.answer),
        )
        has_files = request_data is not None and request_data.contains_files
        if has_files or method != "POST":
            self._opened()
            write = _given(write_timeout, self._media_write) if has_files else None
            return await self._over_aiohttp().send(url, method, request_data, patience, write)
        body = b"" if request_data is None else as_body(request_data.json_parameters)
        answer = await self._post(url, body, patience)
        return answer.status, answer.body

    async def _post(self, url: str, body: bytes, patience: Patience) -> Answer:
        try:
            return await self._opened().post(url, self._head, body, patience)
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except NoConnectionError as error:
            raise NotSent(f"No connection ({error})") from error
        except LostError as error:
            raise NetworkError(f"Connection lost ({error})") from error

    def _opened(self) -> KeptConnections:
        if self._small is None:
            raise RuntimeError("TelegramRequest is not initialized: await initialize() first, or use `async with`")
        return self._small

    def _over_aiohttp(self) -> "FilesOverAiohttp":
        if self._files is None:
            from bot.telegram_files_http import FilesOverAiohttp  # noqa: PLC0415 - 10 MB that many a day does not need

            self._files = FilesOverAiohttp(self.USER_AGENT)
        return self._files


class _Answered(BaseRequest):
    """An answer that is there, read by the library: what refuses, and how, stays the library's own."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    @property
    def read_timeout(self) -> None:
        """It never waits."""

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        """Give the answer."""
        return self._answer.status, self._answer.body


def as_texts(parameters: Mapping[str, JsonValue]) -> dict[str, str]:
    """Give parameters as the Bot API takes them: texts as they are, everything else as JSON in a text."""
    return {
        name: value if isinstance(value, str) else json_text(value)
        for name, value in parameters.items()
        if value is not None
    }


def as_body(parameters: Mapping[str, str]) -> bytes:
    """Give the body of a request; between texts alone there is nothing that orjson would write in a way of its own."""
    try:
        return orjson.dumps(parameters)
    except orjson.JSONEncodeError:  # halves of letters
        return json_bytes(parameters)


def _given(value: _MaybeSeconds, default: _Seconds) -> _Seconds:
    return default if value is BaseRequest.DEFAULT_NONE else DefaultValue.get_value(value)
