"""The composition root: the parts of the running bot, put together and taken apart."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.alerts import Alerts
from bot.attachments import Attachments, attachments_folder, fetch_file
from bot.calendar.calendar import Calendar
from bot.calendar.compiling import Compiler
from bot.calendar.notices import Notices
from bot.calendar.passed_events import PassedEvents
from bot.clock import Clock
from bot.command_menu import offer_commands
from bot.config import Config
from bot.conversation.scene import Mint
from bot.delivery.claiming import Claiming
from bot.delivery.courier import Courier, Expand
from bot.delivery.outbox import AT_ONCE, forget_expired, load_due, mark_writer, ref_finder
from bot.delivery.row import Lane
from bot.delivery.telegram_sender import at_once
from bot.in_force import InForce
from bot.intake.batch import Intake
from bot.intake.played import Played
from bot.intake.poller import Poller
from bot.report_child import clear_away
from bot.sweeping import sweeping
from bot.telegram_call import ask
from bot.telegram_http import TelegramRequest
from bot.tidying import Tidying
from bot.wishes import wishes
from storage.claims import LEADER, Claims
from storage.database import Database
from storage.ids import random_mint
from storage.outbox import next_due_at

log = logging.getLogger(__name__)


class App:
    """The running bot. Made by `running`."""

    def __init__(
        self, *, config: Config, database: Database, claims: Claims, bot: Bot, clock: Clock, mint: Mint
    ) -> None:
        self.config, self.database, self.bot, self.clock = config, database, bot, clock
        self.claims = claims
        self.in_force = InForce()
        alert = self.alert = Alerts(config.bot, self._to_admins, clock.now)
        compiler = Compiler(
            config=config, database=database, in_force=self.in_force, clock=clock, mint=mint, alert=alert
        )
        self.calendar = Calendar(database=database, in_force=self.in_force, mint=mint, compiler=compiler)
        self.courier = Courier(
            bot=bot,
            clock=clock,
            write=mark_writer(database, clock),
            find_ref=ref_finder(database),
            claiming=Claiming(database, claims) if database.dialect == "postgresql" else None,
            expand=self._wishes(mint),
        )
        self.intake = Intake(
            database=database,
            bot=bot,
            clock=clock,
            mint=mint,
            in_force=self.in_force,
            refresh=self.calendar.refresh,
            after=self._after,
            alert=alert,
        )
        self.poller = Poller(bot=bot, process=self.intake.process, timeout=config.telegram.poll_timeout)
        self.attachments = Attachments(
            database=database, bot=bot, clock=clock, mint=mint, folder=attachments_folder(config.reports.folder)
        )
        self.tidying = Tidying(database, self.in_force)
        self.notices = Notices(database=database, in_force=self.in_force, mint=mint)
        self.passed_events = PassedEvents(database=database, in_force=self.in_force, mint=mint)
        self._errands: set[asyncio.Task[None]] = set()
        self._sweeping: asyncio.Task[None] | None = None
        self._closing, self._lanes = False, AT_ONCE

    async def sweep(self) -> None:
        """Do everything that is due at one moment, in order; safe to run twice, and beside the poller.

        Of several processes one leads: it keeps the calendar and sends what nobody waits for. When it dies, its claim
        goes with it and the next one that asks leads.
        """
        self._lanes = AT_ONCE
        if not await self.claims.claim([LEADER]):
            await self.calendar.refresh()
            await self._take_due()
            return
        self._lanes, now = frozenset(Lane), self.clock.now()
        await self.calendar.sweep(now)
        await self.notices.sweep(now)
        await self.passed_events.sweep(now)
        await forget_expired(self.database, self.clock)
        await self._take_due()
        await self.attachments.fetch_due()
        await self.tidying.sweep(now)

    async def next_due_at(self) -> datetime | None:
        """Say when there is something to do next; None if never."""
        async with self.database.read() as tx:
            waiting = await next_due_at(tx)
        moments = (waiting, await self.calendar.next_due_at())
        return min((moment for moment in moments if moment is not None), default=None)

    async def tick(self) -> None:
        """Sweep once, take what Telegram has, and wait until everything is out: for `plneni tick`."""
        await self.sweep()
        await self.poller.drain()
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything that was taken is out."""
        await self.finish_errands()
        await self.calendar.settle()
        self.courier.take(await load_due(self.database, self.clock))
        await self.courier.settle()

    async def close(self) -> None:
        """Start nothing more and wait for what is under way."""
        self._closing = True
        await self.calendar.stop()
        await self.finish_errands()

    async def finish_errands(self) -> None:
        """Wait for the answers to taps that are under way."""
        while self._errands:
            await asyncio.gather(*self._errands, return_exceptions=True)

    async def run(self) -> None:
        """Run until cancelled.

        Raises:
            InvalidToken: Telegram does not know the token.
        """
        self._errand(self._offer_commands())
        with contextlib.suppress(OSError):  # a disk that is full or read-only says so elsewhere
            await asyncio.to_thread(clear_away, Path(self.config.reports.folder))
        await self._sweep_safely()
        try:
            async with sweeping(self._start_sweep, timedelta(seconds=self.config.bot.sweep_seconds)):
                await self._receive()
        finally:
            await asyncio.gather(*filter(None, [self._sweeping]), return_exceptions=True)

    async def _receive(self) -> None:
        settings = self.config.telegram
        if settings.mode == "webhook":
            from bot.intake.webhook import WebhookReceiver  # noqa: PLC0415 - a web server, which polling never needs

            await WebhookReceiver(
                bot=self.bot,
                process=self.intake.process,
                url=settings.webhook_url,
                listen=settings.webhook_listen,
            ).run()
            return
        with contextlib.suppress(TelegramError):  # one that stands there still makes polling say so
            await self.bot.delete_webhook()
        await self.poller.run()

    async def _offer_commands(self) -> None:
        with contextlib.suppress(TelegramError):  # the bot works without a menu
            await offer_commands(self.bot)

    async def _start_sweep(self) -> None:
        """Start a sweep, unless one is under way; it is a task of its own, so that a stop does not tear it."""
        if self._sweeping is None or self._sweeping.done():
            self._sweeping = asyncio.get_running_loop().create_task(self._sweep_safely())

    async def _sweep_safely(self) -> None:
        """Sweep; a fault is told, and anew after it was over."""
        self.alert.clock(self.clock.ahead)
        try:
            await self.sweep()
        except Exception as error:
            log.exception("a sweep failed; the next one tries again")
            self.alert("sweep", type(error).__name__)
        else:
            self.alert.over("sweep")

    def _after(self, played: Played) -> None:
        now = self.clock.now()
        for chat in played.actors:
            self.courier.chats.give_back(chat, now)
        for query, text in played.answers:
            self._errand(self._answer(query, text))
        self.courier.take(played.rows)
        later = [row.not_before - now for row in played.rows if row.not_before > now]
        if later:
            asyncio.get_running_loop().call_later(min(later).total_seconds(), self._wake)

    def _wake(self) -> None:
        if not self._closing:
            self._errand(self._take_due())

    async def _take_due(self) -> None:
        """Take what is due; what nobody waits for only while this process leads."""
        self.courier.take(await load_due(self.database, self.clock, lanes=self._lanes))

    def _errand(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(what)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _answer(self, query: str, text: str) -> None:
        with contextlib.suppress(TelegramError):  # too old, or Telegram is away: the button stops by itself
            await ask(self.bot, "answerCallbackQuery", {"callback_query_id": query} | ({"text": text} if text else {}))

    def _wishes(self, mint: Mint) -> Expand:
        return wishes(
            self.config,
            self.database,
            self.in_force,
            self.clock,
            mint,
            refresh=self.calendar.refresh,
            fetch=self._fetch,
            bot_name=self._bot_name,
            at_once=at_once(self.bot, self.clock),
        )

    async def _bot_name(self) -> str:
        return self.bot.username

    async def _fetch(self, file: str) -> bytes:
        return await fetch_file(self.bot, file)

    def _to_admins(self, chat: int, text: str) -> None:
        self._errand(self._tell_admin(chat, text))

    async def _tell_admin(self, chat: int, text: str) -> None:
        with contextlib.suppress(TelegramError):  # the log has it
            await self.bot.send_message(chat, text, parse_mode="HTML")


@contextlib.asynccontextmanager
async def running(config: Config, clock: Clock, *, mint: Mint = random_mint) -> AsyncIterator[App]:
    """Open everything that the bot needs and close it again, whatever happens.

    Raises:
        StorageError: The database cannot be used; the message says why.
        TelegramError: Telegram does not answer or does not know the token.
    """
    bot = Bot(
        config.telegram.token.get_secret_value(),
        base_url=f"{config.telegram.api_url}/bot",
        base_file_url=f"{config.telegram.file_url}/bot",
        request=TelegramRequest(),
        get_updates_request=TelegramRequest(pool_size=8),
    )
    async with await Database.open(config.database.url) as database, database.claims() as claims, bot:
        app = App(config=config, database=database, claims=claims, bot=bot, clock=clock, mint=mint)
        await app.calendar.refresh()
        async with app.courier:
            try:
                yield app
            finally:
                await app.close()
