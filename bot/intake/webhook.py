"""The webhook: Telegram sends updates here, and hears 200 only once they are committed."""

import asyncio
import hashlib
import hmac
import json
import logging
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.intake.poller import LONGEST_PAUSE, PAUSE, Process, RawUpdate
from bot.intake.telegram_updates import ALLOWED_UPDATES

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST = 1 << 20
"""Bytes of one update; Telegram's own are far below."""
MOST_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiting:
    update: RawUpdate
    done: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class WebhookReceiver:
    """Takes updates over HTTP; what comes while one batch is written makes the next batch.

    Telegram sends a chat's next update only after the answer to the one before, so the order of a chat is kept
    even where several processes listen behind one address.
    """

    def __init__(self, *, bot: Bot, process: Process, url: str, listen: str) -> None:
        """Take what the receiver needs.

        Args:
            bot: The bot; its token makes the secret.
            process: Handles raw updates; returns once they are durably stored, raises if they are not.
            url: Public https address that Telegram sends to.
            listen: Host and port that we listen at, behind whatever ends TLS; port 0 takes a free one.
        """
        self._bot, self._process, self._url, self._listen = bot, process, url, listen
        self._secret = webhook_secret(bot.token)
        self._waiting: asyncio.Queue[_Waiting] = asyncio.Queue()
        self.port = 0

    async def run(self) -> None:
        """Listen until cancelled.

        Raises:
            InvalidToken: Telegram does not know the token.
            BadRequest: Telegram does not take the address.
            OSError: The address cannot be listened at.
        """
        app = web.Application(client_max_size=LARGEST)
        app.add_routes([web.post("/{tail:.*}", self._take)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        worker = asyncio.create_task(self._work())
        try:
            host, _, port = self._listen.rpartition(":")
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
            self.port = int(runner.addresses[0][1])
            await self._ask_for_updates(self._url.replace("{port}", str(self.port)))
            await asyncio.shield(worker)
        finally:
            await runner.cleanup()  # no new update; those in hand are answered first
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)

    async def _ask_for_updates(self, url: str) -> None:
        """Tell Telegram where to send updates, until it hears: several processes that start at once are slowed down."""
        pause = PAUSE
        while True:
            try:
                await self._bot.set_webhook(url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES)
            except (InvalidToken, BadRequest):
                raise
            except (TelegramError, OSError) as error:
                log.warning("the webhook is not set yet: %s", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                return

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            update: object = json.loads(await request.read())
        except (ValueError, RecursionError):  # nested too deep
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        waiting = _Waiting(update=cast("RawUpdate", update))
        self._waiting.put_nowait(waiting)
        is_stored = await waiting.done
        return web.Response(status=HTTPStatus.OK if is_stored else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _work(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while not self._waiting.empty() and len(batch) < MOST_AT_ONCE:
                batch.append(self._waiting.get_nowait())
            batch.sort(key=lambda one: cast("int", one.update["update_id"]))
            is_stored = await self._is_stored([one.update for one in batch])
            for one in batch:
                if not one.done.done():
                    one.done.set_result(is_stored)

    async def _is_stored(self, updates: list[RawUpdate]) -> bool:
        try:
            await self._process(updates)
        except Exception:
            log.exception("a batch was not stored; Telegram will send it again")
            return False
        return True


def webhook_secret(token: str) -> str:
    """Give the secret that Telegram sends with every update: the same in every process, and not the token."""
    return hashlib.sha256(f"plneni webhook {token}".encode()).hexdigest()
