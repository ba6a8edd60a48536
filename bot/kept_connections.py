"""Small HTTP requests over kept connections: for one of them a general client spends several times what it needs."""

import asyncio
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from aiohappyeyeballs import start_connection

from bot.host_addresses import HostAddresses
from bot.http_connection import Answer, Connection

PORTS = {"http": 80, "https": 443}
NEXT_ADDRESS_AFTER = 0.25
"""Seconds after which the next address of a host is tried beside the one that does not answer (RFC 8305)."""
ROOM = 65_536
"""Bytes that are read at once; a longer answer comes in parts."""


class NoConnectionError(OSError):
    """No connection was made: the request surely had no effect."""


class Origin(NamedTuple):
    """Where connections go; a tuple, because every request looks its connections up by it."""

    host: str
    port: int
    is_encrypted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How many seconds to wait; None = as long as it takes.

    Attributes:
        pool: For a connection to become free.
        connect: For a new one.
        answer: For the answer to begin, and for each further part of it.
    """

    pool: float | None
    connect: float | None
    answer: float | None


class KeptConnections:
    """Connections that serve one request after another."""

    def __init__(self, *, most: int, kept_for: float) -> None:
        """Open nothing yet.

        Args:
            most: Requests under way at the same time.
            kept_for: Seconds that an unused connection is kept.
        """
        self._free: dict[Origin, deque[Connection]] = {}
        self._all: set[Connection] = set()
        self._addresses, self._is_closed = HostAddresses(), False
        self._places, self._kept_for = asyncio.Semaphore(most), kept_for
        self._room = memoryview(bytearray(ROOM))

    async def post(self, url: str, headers: bytes, body: bytes, patience: Patience) -> Answer:
        """Send a request.

        Args:
            url: http or https.
            headers: Further lines of the head, each with its end.
            body: What to send.
            patience: How long to wait.

        Raises:
            NoConnectionError: There was no connection.
            TimeoutError: Too late.
            LostError: The connection ended.
        """
        origin, head = addressed(url)
        request = b"%b%bContent-Length: %d\r\n\r\n%b" % (head, headers, len(body), body)
        if self._places.locked():
            await self._wait_for_place(patience.pool)
        else:
            await self._places.acquire()
        try:
            found = self._take(origin) or await self._connect(origin, patience.connect)
            try:
                return await found.ask(request, patience.answer)
            finally:
                self._give_back(origin, found)
        finally:
            self._places.release()

    async def close(self) -> None:
        """End every connection; one that is being made ends as soon as it is."""
        self._is_closed = True
        for one in self._all:
            one.end()
        self._all.clear()
        self._free.clear()
        await asyncio.sleep(0)  # sockets are closed in the loop's next round

    async def _wait_for_place(self, seconds: float | None) -> None:
        async with asyncio.timeout(seconds):
            await self._places.acquire()

    def _take(self, origin: Origin) -> Connection | None:
        """Take the connection that was used last: the others may grow old."""
        free = self._free.get(origin)
        now = asyncio.get_running_loop().time()
        while free:
            found = free.pop()
            if found.is_open and now - found.heard_at < self._kept_for:
                return found
            self._drop(found)
        return None

    def _give_back(self, origin: Origin, used: Connection) -> None:
        """Keep a connection for the next request, and let go of those that were not used for long."""
        if not used.is_open:
            self._drop(used)
            return
        free = self._free.setdefault(origin, deque())
        free.append(used)
        while free and used.heard_at - free[0].heard_at >= self._kept_for:
            self._drop(free.popleft())

    def _drop(self, one: Connection) -> None:
        one.end()
        self._all.discard(one)

    async def _connect(self, origin: Origin, seconds: float | None) -> Connection:
        with _no_connection():
            async with asyncio.timeout(seconds):
                addresses = await self._addresses.of(origin.host, origin.port)
                sock = await start_connection(addresses, happy_eyeballs_delay=NEXT_ADDRESS_AFTER)
                _, made = await asyncio.get_running_loop().create_connection(
                    lambda: Connection(self._room),
                    sock=sock,
                    ssl=trusted() if origin.is_encrypted else None,
                    server_hostname=origin.host if origin.is_encrypted else None,
                )
        if self._is_closed:
            made.end()
            raise NoConnectionError("closed")
        self._all.add(made)
        return made


@contextmanager
def _no_connection() -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise
    except OSError as error:
        raise NoConnectionError(error.strerror or type(error).__name__) from error


@lru_cache(maxsize=256)
def addressed(url: str) -> tuple[Origin, bytes]:
    """Give where a request goes and the first lines of its head.

    Raises:
        ValueError: The address is none of http or https.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("not an address of http or https")
    try:
        host = parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("not an address: no such host can be") from None  # the error would name the whole address
    path = quote(parts.path or "/", safe="/:%") + (f"?{quote(parts.query, safe='=&%')}" if parts.query else "")
    named = (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else "")
    origin = Origin(host=host, port=parts.port or PORTS[parts.scheme], is_encrypted=parts.scheme == "https")
    return origin, f"POST {path} HTTP/1.1\r\nHost: {named}\r\n".encode("ascii")


@cache
def trusted() -> ssl.SSLContext:
    """Give what the system trusts; reading it takes a while."""
    return ssl.create_default_context()
