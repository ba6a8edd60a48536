"""Where hosts are: asked once for all who want to know, remembered for a short while."""

import asyncio
import socket
from typing import Final, cast

from aiohappyeyeballs import AddrInfoType

KEPT_FOR: Final = 10.0
"""Seconds that an answer is used; a town may move its Bot API server, Telegram moves its own."""


class HostAddresses:
    """Looks hosts up; a lookup takes a thread, and two hundred people may come at once."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, int], tuple[float, asyncio.Future[list[AddrInfoType]]]] = {}

    async def of(self, host: str, port: int) -> list[AddrInfoType]:
        """Give the addresses of a host, best first.

        Raises:
            OSError: It has none, or nobody can be asked.
        """
        loop = asyncio.get_running_loop()
        at, found = self._asked.get((host, port), (0.0, None))
        if found is None or _has_failed(found) or loop.time() - at > KEPT_FOR:
            found = asyncio.ensure_future(_looked_up(host, port))
            found.add_done_callback(_has_failed)  # whoever wanted to know may have gone
            self._asked[host, port] = (loop.time(), found)
        return await asyncio.shield(found)


async def _looked_up(host: str, port: int) -> list[AddrInfoType]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return cast("list[AddrInfoType]", found)


def _has_failed(found: asyncio.Future[list[AddrInfoType]]) -> bool:
    return found.done() and (found.cancelled() or found.exception() is not None)
