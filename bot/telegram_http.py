"""HTTP transport for python-telegram-bot over aiohttp, which needs a fraction of httpx's processor time."""

import io
import json
import os
from functools import lru_cache
from typing import TypeAlias

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Without it every RetryAfter warns that its retry_after will become a timedelta; with it, it is one.
os.environ.setdefault("PTB_TIMEDELTA", "1")

POOL_SIZE = 256
# Telegram was seen closing idle connections after about 39 s; we must be the first to let go.
KEEP_ALIVE_SECONDS = 30.0
JSON = "application/json"

_Seconds: TypeAlias = float | None
_MaybeSeconds: TypeAlias = float | DefaultValue[float] | DefaultValue[None] | None


class NotSent(NetworkError):  # noqa: N818 -- named after what the caller learns, as telegram.error's own classes are
    """No connection was made, so the request surely had no effect and may be repeated."""


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's transport on an aiohttp connection pool.

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
        write_timeout: _Seconds = 5.0,
        connect_timeout: _Seconds = 5.0,
        pool_timeout: _Seconds = 1.0,
        media_write_timeout: _Seconds = 60.0,
    ) -> None:
        """Keep the settings; connections are opened after `initialize`.

        Args:
            pool_size: Connections kept to the server at the same time.
            read_timeout: Seconds for the answer.
            write_timeout: Seconds for sending a request without files.
            connect_timeout: Seconds for opening a connection.
            pool_timeout: Seconds for getting a connection of the pool.
            media_write_timeout: Seconds for sending a request with files.
        """
        self._pool_size = pool_size
        self._read, self._write, self._connect, self._pool = read_timeout, write_timeout, connect_timeout, pool_timeout
        self._media_write = media_write_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Default seconds to wait for an answer."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; a second call does nothing."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size, keepalive_timeout=KEEP_ALIVE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close every connection; a second call does nothing."""
        if self._session is not None:
            await self._session.close()
            self._session = None

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
        if self._session is None:
            raise RuntimeError("AiohttpRequest is not initialized: await initialize() first, or use `async with`")
        has_files = request_data is not None and request_data.contains_files
        timeout = _timeout(
            read=_given(read_timeout, self._read),
            write=_given(write_timeout, self._media_write if has_files else self._write),
            connect=_given(connect_timeout, self._connect),
            pool=_given(pool_timeout, self._pool),
            uploads=has_files,
        )
        body, headers = _encoded(request_data)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except aiohttp.ClientConnectorError as error:
            raise NotSent(f"No connection ({error.strerror or type(error.os_error).__name__})") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"Connection lost ({type(error).__name__})") from error


def _given(value: _MaybeSeconds, default: _Seconds) -> _Seconds:
    return default if value is BaseRequest.DEFAULT_NONE else DefaultValue.get_value(value)


@lru_cache(maxsize=64)
def _timeout(
    *, read: _Seconds, write: _Seconds, connect: _Seconds, pool: _Seconds, uploads: bool
) -> aiohttp.ClientTimeout:
    # aiohttp has no limit for writing: a stuck upload is bounded by the sum of all limits. A download is not,
    # since a large file may well take longer than one read.
    parts = (read, write, connect, pool)
    total = sum(part for part in parts if part is not None) if uploads and None not in parts else None
    acquire = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(total=total, connect=acquire, sock_connect=connect, sock_read=read)


def _encoded(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """Encode as JSON, which is cheaper than a form of percent signs, or as multipart where files are to be sent."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return json.dumps(request_data.json_parameters).encode(), {"Content-Type": JSON}
    # Telegram keeps file names as they come: percent-encoded ones would stay so.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        # aiohttp warns of large raw bytes, which it would send in one piece.
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=file_name, content_type=mime)
    return form, None
