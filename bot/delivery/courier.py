"""The courier: one message in flight per contact, the next only once the last is marked as sent."""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Self

from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.delivery.claiming import Claiming
from bot.delivery.pacing import AT_ONCE, BulkBudget, ChatBudget
from bot.delivery.row import Fate, Lane, Mark, NotNowError, OutRow
from bot.delivery.telegram_sender import deliver, discard
from flows.answers import JsonValue
from storage.faults import is_for_the_moment

log = logging.getLogger(__name__)
REMEMBERED_REFS, REMEMBERED_ROWS = 2_000, 10_000
"""Some 250 bytes each; a reference that was forgotten is read from the outbox, and a row need be known as done only
until a sweep that read it before has handed it over."""
REST = timedelta(seconds=10)
"""Pause of a contact after a failure that is not the row's, such as a token that Telegram refuses."""
BLINK = timedelta(seconds=2)
"""The same where the database was away for the moment: whoever waits for an answer should not wait for long."""
GLANCE = 0.05
"""Seconds between two looks at the clock while a budget is spent: a moved clock must be noticed."""
LONGEST_BREATH = 5.0
"""Seconds between two tries to write marks where the disk takes nothing for long."""

_MADE_FOR_ALL = {"report", "my_data", "digest", "call_list", "answer_table", "workbook", "rewordings", "edition"}
_READ_FOR_ALL = {"outline_document", "fact_changed"}
_MADE_FOR_TOWNS = {"picture", "invitations", "nudge", "sent_plan", "plan_file", "sent_form", "form_file"}
_MADE_TO_CHECK = {"differences", "checks", "protocol"}
WISHES = frozenset({*_MADE_FOR_ALL, *_READ_FOR_ALL, *_MADE_FOR_TOWNS, *_MADE_TO_CHECK})
"""Kinds of rows that are turned into messages at the moment of sending."""
SAID = "said"
"""In the payload of a wish that takes several messages: which of them are out."""
STOPPING = 10.0
"""Seconds that a stop waits for requests under way: a message half sent would be sent again after the start."""

Write = Callable[[Sequence[Mark]], Awaitable[None]]
FindRef = Callable[[str], Awaitable[str]]
Expand = Callable[[OutRow], Awaitable[list[OutRow]]]
"""Turns a wish (a row whose kind is in WISHES) into the messages that fulfil it, at the moment of sending."""


class StoppingError(Exception):
    """The courier is about to stop: what is not yet on its way stays in the outbox."""


class Courier:
    """Carries committed rows to Telegram.

    Attributes:
        chats: The budget of each chat; the intake gives one back for each act of a person.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        clock: Clock,
        write: Write,
        find_ref: FindRef,
        expand: Expand,
        claiming: Claiming | None = None,
    ) -> None:
        """Take what the courier needs.

        Args:
            bot: The bot; its requests are bounded in time.
            clock: The one clock.
            write: Writes marks in one transaction.
            expand: Fulfils wishes.
            find_ref: Finds the channel's id of an outbox row that was sent earlier, "" if it was not.
            claiming: How contacts are shared with other processes; None = there is no other.
        """
        self._bot, self._clock, self._write, self._find_ref = bot, clock, write, find_ref
        self._expand, self._claiming = expand, claiming
        self.chats, self._bulk = ChatBudget(), BulkBudget()
        self._rows: dict[str, deque[OutRow]] = {}
        self._held: set[str] = set()
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._refs: OrderedDict[str, str] = OrderedDict()
        self._over: OrderedDict[str, None] = OrderedDict()
        self._marks: list[tuple[Mark, asyncio.Future[None] | None]] = []
        self._marked = asyncio.Event()
        self._marker: asyncio.Task[None] | None = None
        self._resting: dict[str, datetime] = {}
        self._flushing, self._stopping, self._breath = asyncio.Lock(), False, GLANCE

    async def __aenter__(self) -> Self:
        self._marker = asyncio.create_task(self._mark_forever())
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._stopping = True
        workers = list(self._workers.values())
        if workers:
            _, late = await asyncio.wait(workers, timeout=STOPPING)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._flush()
        if self._marker is not None:
            self._marker.cancel()
            await asyncio.gather(self._marker, return_exceptions=True)

    def take(self, rows: Iterable[OutRow]) -> None:
        """Take committed rows over, in order; one that is in hand, or is over since it was read, is passed over."""
        now = self._clock.now()
        for row in rows:
            is_known = row.id in self._held or row.id in self._over
            if is_known or row.not_before > now or self._rests(row.contact, now):
                continue
            self._held.add(row.id)
            self._rows.setdefault(row.contact, deque()).append(row)
            if row.contact not in self._workers:
                worker = asyncio.create_task(self._work(row.contact))
                self._workers[row.contact] = worker

    def _rests(self, contact: str, now: datetime) -> bool:
        until = self._resting.get(contact)
        if until is None or until <= now:
            self._resting.pop(contact, None)
            return False
        return True

    @property
    def idle(self) -> bool:
        """Tell whether nothing is in hand and nothing is to be marked."""
        return not self._workers and not self._marks

    async def settle(self) -> None:
        """Wait until everything that was taken is out and marked; for tests, `tick` and a graceful stop."""
        while not self.idle:
            await asyncio.gather(*self._workers.values(), return_exceptions=True)
            await self._flush()

    async def _work(self, contact: str) -> None:
        """Serve a contact as long as there is something for it and no other process serves it."""
        try:
            while self._rows.get(contact):
                if self._claiming is None:
                    await self._serve(contact)
                elif await self._is_ours(self._claiming, contact):
                    try:
                        await self._serve(contact)
                    finally:
                        await self._claiming.release(contact)
                else:
                    break
        finally:
            for row in self._rows.pop(contact, ()):
                self._held.discard(row.id)
            del self._workers[contact]

    async def _is_ours(self, claiming: Claiming, contact: str) -> bool:
        """Claim a contact, and let go of the rows that another process has sent meanwhile."""
        try:
            if not await claiming.claim(contact):
                return False
            rows = self._rows.get(contact, deque())
            waiting = await claiming.still_waiting([row.id for row in rows])
        except Exception:
            log.exception("a contact could not be claimed; its rows stay in the outbox")
            return False
        for row in [row for row in rows if row.id not in waiting]:
            rows.remove(row)
            self._held.discard(row.id)
        return True

    async def _serve(self, contact: str) -> None:
        in_hand = ""
        try:
            while (rows := self._rows.get(contact)) and not self._stopping:
                row = pick(rows)
                in_hand = row.id
                if superseded(row, rows):
                    await self._mark(Mark(row=row, fate=Fate.DROPPED, error="superseded"))
                else:
                    await self._send(row)
        except StoppingError:
            self._held.discard(in_hand)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.exception("delivery to a contact stopped; its rows stay in the outbox")
            self._held.discard(in_hand)
            self._resting[contact] = self._clock.now() + (BLINK if is_for_the_moment(error) else REST)
        finally:
            for row in self._rows.pop(contact, ()):
                self._held.discard(row.id)

    async def _send(self, row: OutRow) -> None:
        ref = await self._ref_of(row)
        if row.kind in {"edit", "delete"} and not ref:
            await self._mark(Mark(row=row, fate=Fate.DROPPED, error="its message was not sent"))
            return
        mark = await self._deliver(row, ref)
        if mark.fate is Fate.SENT and row.kind not in {"edit", "delete"}:
            self._remember(row.id, mark.ref)
        if mark.fate is Fate.WAITING and mark.not_before is not None and mark.rests:
            self._resting[row.contact] = mark.not_before
        if mark.gone or (mark.fate is Fate.WAITING and mark.rests):
            self._put_back(row.contact)
        await self._mark(mark)

    async def _deliver(self, row: OutRow, ref: str) -> Mark:
        """Send a row, or for a wish every message that fulfils it."""
        try:
            if row.kind in WISHES:
                return await self._fulfil(row, ref)
            await self._pace(row)
            return await deliver(self._bot, row, ref, self._clock)
        except (TelegramError, StoppingError):
            raise  # nothing is wrong with the row: it stays in the outbox
        except NotNowError as later:
            return Mark(row=row, fate=Fate.WAITING, not_before=later.until, tries=row.tries, rests=False)
        except Exception as error:  # a row that can never be sent must not stand before the ones behind it
            if is_for_the_moment(error):
                raise
            log.exception("a row of the outbox cannot be sent")
            return Mark(row=row, fate=Fate.FAILED, error=type(error).__name__)

    async def _fulfil(self, row: OutRow, ref: str) -> Mark:
        """Send every message that fulfils a wish; the first that fails decides, none is none."""
        mark, parts = Mark(row=row, fate=Fate.DROPPED, error="nothing to say any more"), list[OutRow]()
        try:
            parts = await self._expand(row)
            left = unsaid(row, parts)
            if parts and not left:
                mark = mark._replace(fate=Fate.SENT, error="")
            for number, one in left:
                await self._pace(one)
                mark = await deliver(self._bot, one, ref, self._clock)
                if mark.fate is not Fate.SENT:
                    break
                if number != left[-1][0]:
                    row = await self._note(row, part_name(number, one))
        finally:  # the next try makes its files anew
            await discard(parts)
        return mark._replace(row=row)

    async def _note(self, row: OutRow, part: str) -> OutRow:
        """Note which part of a wish is out: after a failure, or a death, only what is left is sent."""
        told = replace(row, payload={**row.payload, SAID: [*said_of(row), part]})
        await self._mark(Mark(row=told, fate=Fate.WAITING, tries=row.tries, is_in_hand=True))
        return told

    async def _ref_of(self, row: OutRow) -> str:
        if row.payload.get("ref"):
            return str(row.payload["ref"])
        if not row.target:
            return ""
        return self._refs.get(row.target) or await self._find_ref(row.target)

    def _remember(self, outbox: str, ref: str) -> None:
        self._refs[outbox] = ref
        if len(self._refs) > REMEMBERED_REFS:
            self._refs.popitem(last=False)

    def _settle_row(self, outbox: str) -> None:
        """Remember a row that is done with: a sweep may have read it just before it was marked."""
        self._over[outbox] = None
        if len(self._over) > REMEMBERED_ROWS:
            self._over.popitem(last=False)

    async def _pace(self, row: OutRow) -> None:
        while True:
            if self._stopping:
                raise StoppingError
            now = self._clock.now()
            pause = AT_ONCE if row.kind == "edit" else self.chats.wait(row.chat, now)
            if row.lane is Lane.BULK:
                pause = max(pause, self._bulk.wait(now))
            if pause <= AT_ONCE:
                break
            await asyncio.sleep(min(pause.total_seconds(), GLANCE))
        self._bulk.spend(now)
        if row.kind != "edit":
            self.chats.spend(row.chat, now)

    def _put_back(self, contact: str) -> None:
        """Let go of a contact's further rows: they keep their order behind the one that waits."""
        rows = self._rows.get(contact)
        while rows:
            self._held.discard(rows.popleft().id)

    async def _mark(self, mark: Mark) -> None:
        """Have a mark written, and wait for it unless nothing that follows could be told twice."""
        self._marked.set()
        if mark.row.kind in {"edit", "delete"}:
            self._marks.append((mark, None))
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._marks.append((mark, done))
        await done

    async def _mark_forever(self) -> None:
        while True:
            await self._marked.wait()
            await self._flush()

    async def _flush(self) -> None:
        async with self._flushing:  # whoever waits for a flush waits for the one under way too
            await self._write_marks()

    async def _write_marks(self) -> None:
        batch, self._marks = self._marks, []
        self._marked.clear()
        if not batch:
            return
        try:
            await self._write([mark for mark, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, a mark must not be lost
            log.warning("marks could not be written (%s); they are tried again", type(error).__name__)
            self._marks = [*batch, *self._marks]
            await asyncio.sleep(self._breath)
            self._breath = min(LONGEST_BREATH, 2 * self._breath)
            self._marked.set()
            return
        self._breath = GLANCE
        for mark, done in batch:
            if not mark.is_in_hand:
                self._held.discard(mark.row.id)
            if mark.fate is not Fate.WAITING:
                self._settle_row(mark.row.id)
            if done is not None and not done.done():
                done.set_result(None)


def pick(rows: deque[OutRow]) -> OutRow:
    """Take the next row: messages before edits, so that an edit never delays the next question."""
    for index, row in enumerate(rows):
        if row.kind != "edit":
            del rows[index]
            return row
    return rows.popleft()


def part_name(number: int, part: OutRow) -> str:
    """Name a message that fulfils a wish together with others: the same when the wish is expanded anew."""
    return str(part.payload.get("name") or f"{part.kind} {number}")


def said_of(row: OutRow) -> list[JsonValue]:
    """Give the names of the parts of a wish that are out."""
    said = row.payload.get(SAID)
    return said if isinstance(said, list) else []


def unsaid(row: OutRow, parts: Sequence[OutRow]) -> list[tuple[int, OutRow]]:
    """Give the parts of a wish that are not out, with their numbers."""
    said = said_of(row)
    return [(number, part) for number, part in enumerate(parts) if part_name(number, part) not in said]


def superseded(row: OutRow, rows: deque[OutRow]) -> bool:
    """Tell whether a later edit of the same message makes this one pointless."""
    return row.kind == "edit" and any(one.kind == "edit" and one.target == row.target != "" for one in rows)


def by_kind(expanders: Mapping[str, Expand]) -> Expand:
    """Give the function that fulfils a wish by what it is for."""

    async def expand(row: OutRow) -> list[OutRow]:
        return await expanders[row.kind](row)

    return expand
