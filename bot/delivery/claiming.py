"""How several processes share the outbox: each contact is served by one of them at a time."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
            DBAPIError: The connection was lost.
            DatabaseIsAway: The server does not answer.
        """
        asked = self._asked.setdefault(contact, asyncio.get_running_loop().create_future())
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await asked

    async def release(self, contact: str) -> None:
        """Give a contact back."""
        await self._claims.release([_name(contact)])

    async def still_waiting(self, rows: Sequence[str]) -> frozenset[str]:
        """Tell which rows of a contact, given in their order, may be sent now that nobody else serves it.

        Those are not among them that do not wait any more, nor the one that another process is changing at this
        moment and all behind it: what becomes of it is not known yet, and the order is kept.

        Raises:
            DBAPIError: The connection was lost.
            DatabaseIsAway: The server does not answer.
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
            async with self._database.write() as tx:
                waiting = await load_waiting_ids(tx, [row for rows, _ in wanted for row in rows])
        except Exception as error:  # noqa: BLE001 - whoever asked raises it
            _fail([answer for _, answer in wanted], error)
            return
        for rows, answer in wanted:
            if not answer.done():
                answer.set_result(frozenset(free_until_first_busy(rows, waiting)))


def free_until_first_busy(rows: Iterable[str], waiting: Mapping[str, bool]) -> Iterator[str]:
    """Give the rows that wait and are free, up to the first that waits and is not."""
    for row in rows:
        if row not in waiting:
            continue
        if not waiting[row]:
            return
        yield row


def _fail(answers: Iterable[asyncio.Future[Any]], error: Exception) -> None:
    for answer in answers:
        if not answer.done():
            answer.set_exception(error)


def _name(contact: str) -> str:
    return f"contact:{contact}"
