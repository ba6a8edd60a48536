"""Files to and from Telegram over aiohttp, which knows forms and long answers."""

import io

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.kept_connections import Patience
from bot.telegram_http import NotSent


class FilesOverAiohttp:
    """Requests that carry a file or ask for one."""

    def __init__(self, user_agent: str) -> None:
        """Open a pool of connections."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": user_agent})

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def send(
        self, url: str, method: str, request_data: RequestData | None, patience: Patience, write: float | None
    ) -> tuple[int, bytes]:
        """Send one request.

        Args:
            url: Where.
            method: GET or POST.
            request_data: What to send, files too.
            patience: How long to wait.
            write: Seconds for sending; None where nothing is sent.

        Raises:
            TimedOut: Too late.
            NotSent: No connection.
            NetworkError: The connection was lost.
        """
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=_timeout(patience, write)
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except aiohttp.ClientConnectorError as error:
            raise NotSent(f"No connection ({error.strerror or type(error.os_error).__name__})") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"Connection lost ({type(error).__name__})") from error


def _timeout(patience: Patience, write: float | None) -> aiohttp.ClientTimeout:
    # aiohttp has no limit for writing: a stuck upload is bounded by the sum of all limits. A download is not,
    # since a large file may well take longer than one read.
    parts = (patience.answer, write, patience.connect, patience.pool)
    total = None if None in parts else sum(part for part in parts if part is not None)
    acquire = None if patience.connect is None or patience.pool is None else patience.connect + patience.pool
    return aiohttp.ClientTimeout(total=total, connect=acquire, sock_connect=patience.connect, sock_read=patience.answer)


def _form(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    # Telegram keeps file names as they come: percent-encoded ones would stay so.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        # aiohttp warns of large raw bytes, which it would send in one piece.
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=file_name, content_type=mime)
    return form
