"""HTTP transport for python-telegram-bot: small requests over kept connections, files over aiohttp."""

import json
import os
from typing import TYPE_CHECKING, TypeAlias

from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.http_connection import LostError
from bot.kept_connections import KeptConnections, NoConnectionError, Patience

if TYPE_CHECKING:
    from bot.telegram_files_http import FilesOverAiohttp

# Without it every RetryAfter warns that its retry_after will become a timedelta; with it, it is one.
os.environ.setdefault("PTB_TIMEDELTA", "1")

POOL_SIZE = 256
# Telegram was seen closing idle connections after about 39 s; we must be the first to let go.
KEEP_ALIVE_SECONDS = 30.0

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
        self._read, self._connect, self._pool = read_timeout, connect_timeout, pool_timeout
        self._media_write = media_write_timeout
        self._head = f"User-Agent: {self.USER_AGENT}\r\nContent-Type: application/json\r\n".encode()
        self._small: KeptConnections | None = None
        self._files: FilesOverAiohttp | None = None

    @property
    def read_timeout(self) -> float | None:
        """Default seconds to wait for an answer."""
        return self._read

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
        if self._small is None:
            raise RuntimeError("TelegramRequest is not initialized: await initialize() first, or use `async with`")
        patience = self._patience(pool_timeout, connect_timeout, read_timeout)
        has_files = request_data is not None and request_data.contains_files
        if has_files or method != "POST":
            write = _given(write_timeout, self._media_write) if has_files else None
            return await self._over_aiohttp().send(url, method, request_data, patience, write)
        body = b"" if request_data is None else json.dumps(request_data.json_parameters).encode()
        try:
            answer = await self._small.post(url, self._head, body, patience)
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except NoConnectionError as error:
            raise NotSent(f"No connection ({error})") from error
        except LostError as error:
            raise NetworkError(f"Connection lost ({error})") from error
        return answer.status, answer.body

    def _patience(self, pool: _MaybeSeconds, connect: _MaybeSeconds, read: _MaybeSeconds) -> Patience:
        return Patience(
            pool=_given(pool, self._pool), connect=_given(connect, self._connect), answer=_given(read, self._read)
        )

    def _over_aiohttp(self) -> "FilesOverAiohttp":
        if self._files is None:
            from bot.telegram_files_http import FilesOverAiohttp  # noqa: PLC0415 - 10 MB that many a day does not need

            self._files = FilesOverAiohttp(self.USER_AGENT)
        return self._files


def _given(value: _MaybeSeconds, default: _Seconds) -> _Seconds:
    return default if value is BaseRequest.DEFAULT_NONE else DefaultValue.get_value(value)
