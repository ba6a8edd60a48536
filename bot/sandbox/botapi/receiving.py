"""getUpdates with its long poll, or the webhook: one of the two."""

import asyncio
import re
import time
from typing import Any

from bot.sandbox.botapi.bell import Bell
from bot.sandbox.botapi.call import Call
from bot.sandbox.botapi.delivering import Deliverer, Webhook
from bot.sandbox.botapi.updates import KINDS
from bot.sandbox.botapi.wire import ApiError, Json, bad_request, conflict
from bot.sandbox.botapi.world import World

MAX_LIMIT = 100
MAX_TIMEOUT = 50
SAME_OFFSET_SECONDS = 0.5
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Receiver:
    """Hands updates out to one poller at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begun = Bell()
        self._poll: asyncio.Future[ApiError | None] | None = None
        self._last_offset: int | None = None
        self._last_at = 0.0
        self._deliverer: Deliverer | None = None

    async def get_updates(self, call: Call) -> list[Json]:
        """Confirm what lies below the offset and return what waits, waiting up to `timeout` real seconds for it."""
        if self._deliverer is not None:
            raise conflict(WEBHOOK_ACTIVE)
        self._end_poll(conflict(OTHER_POLLER))
        queue = self._world.updates
        self._keep_allowed(call)
        offset = call.integer("offset")
        if offset:
            queue.confirm(offset)
        limit = self._limit(call, offset)
        found = queue.batch(limit)
        seconds = min(max(call.integer("timeout"), 0), MAX_TIMEOUT)
        if found or not seconds:
            return found
        await self._wait(seconds)
        return queue.batch(limit)

    async def set_webhook(self, call: Call) -> bool:
        """Deliver to a webhook; polling is refused from now on.

        An address on this machine may be plain http, as a Bot API server in local mode allows.
        """
        url = call.text("url")
        if not url:
            return await self.delete_webhook(call)
        if not url.startswith(("https://", "http://127.0.0.1")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not _SECRET.fullmatch(call.text("secret_token")):
            raise bad_request("secret token contains illegal characters")
        self._keep_allowed(call)
        self._drop_if_asked(call)
        await self._stop_delivery()
        connections = call.integer("max_connections", 40)
        webhook = Webhook(url=url, secret=call.text("secret_token"), max_connections=connections)
        self._deliverer = Deliverer(queue=self._world.updates, webhook=webhook)
        self._deliverer.start()
        self._end_poll(conflict(WEBHOOK_SET))
        return True

    async def delete_webhook(self, call: Call) -> bool:
        """Forget the webhook."""
        await self._stop_delivery()
        self._drop_if_asked(call)
        return True

    async def _stop_delivery(self) -> None:
        deliverer, self._deliverer = self._deliverer, None
        if deliverer is not None:
            await deliverer.stop()

    def webhook_info(self) -> Json:
        """Show the webhook's settings."""
        allowed = self._world.updates.allowed
        count = {"pending_update_count": len(self._world.updates)}
        return self._settings() | count | ({"allowed_updates": allowed} if allowed else {})

    def _settings(self) -> Json:
        if self._deliverer is None:
            return {"url": "", "has_custom_certificate": False}
        webhook = self._deliverer.webhook
        settings = {"url": webhook.url, "has_custom_certificate": False, "max_connections": webhook.max_connections}
        error = self._deliverer.last_error
        return settings | ({"last_error_message": error} if error else {})

    async def close(self) -> None:
        """Let a waiting poll return empty, and deliver no more."""
        self._end_poll(None)
        await self._stop_delivery()

    def _limit(self, call: Call, offset: int) -> int:
        given = call.integer("limit", MAX_LIMIT)
        limit = given if 1 <= given <= MAX_LIMIT else MAX_LIMIT
        now = time.monotonic()
        # The real server hands out one update at a time to a bot that asks again without confirming.
        if offset == self._last_offset and now < self._last_at + SAME_OFFSET_SECONDS:
            limit = 1
        self._last_offset, self._last_at = offset, now
        return limit

    async def wait_until_polled(self, seconds: float) -> None:
        """Wait until a long poll waits for updates, so the bot has taken all there were.

        Raises:
            TimeoutError: None did in `seconds` of real time.
        """
        if self._poll is None and not await self._begun.wait(seconds):
            raise TimeoutError(f"no bot polled for {seconds} s")

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        rung = self._world.updates.bell.next_ring()
        self._poll = poll
        self._begun.ring()
        try:
            await asyncio.wait({poll, rung}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            refusal = poll.result() if poll.done() else None
        finally:
            rung.cancel()
            poll.cancel()
            if self._poll is poll:
                self._poll = None
        if refusal is not None:
            raise refusal

    def _end_poll(self, refusal: ApiError | None) -> None:
        poll, self._poll = self._poll, None
        if poll is not None and not poll.done():
            poll.set_result(refusal)

    def _keep_allowed(self, call: Call) -> None:
        if "allowed_updates" not in call.given:
            return
        # Names that the API does not know are ignored, as the real server does.
        words = call.words("allowed_updates") or []
        self._world.updates.allowed = [word for word in words if word in KINDS]

    def _drop_if_asked(self, call: Call) -> None:
        if call.flag("drop_pending_updates"):
            self._world.updates.clear()
