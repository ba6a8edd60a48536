"""Delivery to a webhook: one update after another in each chat, several chats at once, again until it is taken.

As the real server does: a chat's next update waits for the answer to the one before; anything but 200 is tried
again later, and the header X-Telegram-Bot-Api-Secret-Token carries the secret that setWebhook gave.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field
from http import HTTPStatus

import aiohttp

from bot.sandbox.botapi.updates import UpdateQueue
from bot.sandbox.botapi.wire import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
AGAIN_SECONDS = 0.2
"""Real seconds before an update that was not taken is sent again; the real server waits longer each time."""
ANSWER_SECONDS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """What setWebhook gave."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(kw_only=True, slots=True)
class Deliverer:
    """Delivers what waits to one webhook until it is stopped.

    Attributes:
        refused: How often an update was not taken.
        last_error: What the last refusal was, "" if there was none.
    """

    queue: UpdateQueue
    webhook: Webhook
    refused: int = 0
    last_error: str = ""
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _main: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._main = asyncio.get_running_loop().create_task(self._deliver())

    async def stop(self) -> None:
        """Stop; what is on its way counts as not taken."""
        tasks = [task for task in (self._main, *self._busy.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._busy.clear()

    async def _deliver(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                rung = self.queue.bell.next_ring()
                for update in self.queue.everything():
                    chat = chat_of(update)
                    if chat not in self._busy and len(self._busy) < self.webhook.max_connections:
                        task = asyncio.get_running_loop().create_task(self._carry(session, chat, update))
                        self._busy[chat] = task
                done = list(self._busy.values())
                try:
                    await asyncio.wait({*done, rung}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    rung.cancel()

    async def _carry(self, session: aiohttp.ClientSession, chat: str, update: Json) -> None:
        try:
            while self.queue.has(int(update["update_id"])):
                if await self._is_taken(session, update):
                    self.queue.remove(int(update["update_id"]))
                    return
                self.refused += 1
                await asyncio.sleep(AGAIN_SECONDS)
        finally:
            self._busy.pop(chat, None)

    async def _is_taken(self, session: aiohttp.ClientSession, update: Json) -> bool:
        headers = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(self.webhook.url, json=update, headers=headers) as answer:
                if answer.status == HTTPStatus.OK:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return False
        self.last_error = "Connection failed"
        return False


def chat_of(update: Json) -> str:
    """Name the chat to whose order an update belongs."""
    for kind, body in update.items():
        if kind == "callback_query":
            return str(body["message"]["chat"]["id"]) if "message" in body else str(body["from"]["id"])
        if isinstance(body, dict) and "chat" in body:
            return str(body["chat"]["id"])
    return ""
