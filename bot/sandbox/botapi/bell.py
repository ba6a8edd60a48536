"""Wakes everyone who waits for a change, without polling."""

import asyncio


class Bell:
    """A repeatable event: `ring` wakes those who wait now and nobody later."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everyone who waits."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def next_ring(self) -> asyncio.Future[None]:
        """Return what the next ring resolves; from now on none is missed."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    async def wait(self, seconds: float) -> bool:
        """Wait for the next ring; return False when `seconds` of real time passed without one."""
        try:
            async with asyncio.timeout(seconds):
                await self.next_ring()
        except TimeoutError:
            return False
        return True
