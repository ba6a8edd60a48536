"""How several processes share the outbox: each contact is served by one of them at a time."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from storage.claims import Claims
from storage.database import Database
from storage.outbox import load_waiting_ids


class Claiming:
    """Claims contacts for delivery; what many workers ask in one moment goes to the server as one question."""

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database, self._claims = database, claims
        self._asked: dict[str, asyncio.Future[bool]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._rows: list[tuple[tuple[str, ...], asyncio.Future[frozenset[str]]]] = []
        self._looking: asyncio.Task[None] | None = None

    async def claim(self, contact: str) -> bool:
        """Claim a contact; False: another process serves it.

        Raises:
            DBAPIError: The database is away.
        """
        asked = self._asked.setdefault(contact, asyncio.get_running_loop().create_future())
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await asked

    async def release(self, contact: str) -> None:
        """Give a contact back."""
        await self._claims.release([_name(contact)])

    async def still_waiting(self, rows: Sequence[str]) -> frozenset[str]:
        """Tell which rows wait still, now that nobody else may send them.

        Raises:
            DBAPIError: The database is away.
        """
        found: asyncio.Future[frozenset[str]] = asyncio.get_running_loop().create_future()
        self._rows.append((tuple(rows), found))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await found

    async def _ask(self) -> None:
        await asyncio.sleep(0)
        asked, self._asked, self._asking = self._asked, {}, None
        try:
            granted = await self._claims.claim([_name(contact) for contact in asked])
        except Exception as error:  # noqa: BLE001 - whoever asked raises it
            _fail(asked.values(), error)
            return
        for contact, answer in asked.items():
            if not answer.done():
                answer.set_result(_name(contact) in granted)

    async def _look(self) -> None:
        await asyncio.sleep(0)
        wanted, self._rows, self._looking = self._rows, [], None
        try:
            async with self._database.read() as tx:
                waiting = await load_waiting_ids(tx, [row for rows, _ in wanted for row in rows])
        except Exception as error:  # noqa: BLE001 - whoever asked raises it
            _fail([answer for _, answer in wanted], error)
            return
        for rows, answer in wanted:
            if not answer.done():
                answer.set_result(waiting & frozenset(rows))


def _fail(answers: Iterable[asyncio.Future[Any]], error: Exception) -> None:
    for answer in answers:
        if not answer.done():
            answer.set_exception(error)


def _name(contact: str) -> str:
    return f"contact:{contact}"
