"""The walk that simulated people take, and how long each of their acts waited for its answer."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.botapi import BotApiServer
from bot.sandbox.botapi.call import Call
from bot.sandbox.botapi.wire import Json

NOTE = "Proběhly čtyři besedy na základních školách, zúčastnilo se jich 112 žáků a 9 učitelů."


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What a person does when they are asked: taps the button that begins with `label`, or writes `text`."""

    label: str = ""
    text: str = ""


CYCLE = (
    Step(label="Splněno"),
    Step(label="V rámci běžné činnosti"),
    Step(text=NOTE),
    Step(label="Hotovo"),
    Step(label="Nic"),
    Step(label="Odeslat"),
)
"""One activity of the annual evaluation, answered and sent: five taps and a text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """Moments of one act, in seconds of one monotonic clock: done, given to the bot, answer received from the bot."""

    tap: bool
    made: float
    given: float
    received: float


class TimedServer(BotApiServer):
    """The local Bot API server, with a stopwatch at getUpdates and sendMessage."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 -- those of the server
        super().__init__(**settings)
        self.people: dict[int, Walker] = {}

    async def _perform(self, call: Call, chat_id: int | None) -> object:
        received = time.perf_counter()
        result: Any = await super()._perform(call, chat_id)
        if call.method == "getUpdates":
            given = time.perf_counter()
            for update in result:
                self.people[sender(update)].given = given
        elif call.method == "sendMessage" and chat_id is not None:
            self.people[chat_id].hear(result, received)
        return result


def sender(update: Json) -> int:
    """Give the id of who made an update."""
    body = update.get("callback_query") or update["message"]
    return int(body["from"]["id"])


class WentAstrayError(Exception):
    """The bot asked something else than the walk expects; the benchmark says nothing then."""


class Walker:
    """One person: joins, waits for the others at the first question, then answers as fast as they are asked."""

    def __init__(self, server: TimedServer, person_id: int, *, acts: int, think: float) -> None:
        """Prepare.

        Args:
            server: Where the person's chat is.
            person_id: Who it is.
            acts: How many acts to measure.
            think: Seconds between an answer and the next act.
        """
        self._server, self._id, self._acts, self._think = server, person_id, acts, think
        self.given = 0.0
        self.answered: list[Answered] = []
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.finished: asyncio.Future[None] = loop.create_future()
        self._made = 0.0
        self._walking = False
        self._question: Json = {}

    def start(self, payload: str) -> None:
        """Open the invite."""
        self._server.acts.perform(self._id, "start", {"payload": payload})

    def walk(self) -> None:
        """Go."""
        self._walking = True
        self._act(self._question)

    def hear(self, message: Json, received: float) -> None:
        """Take a message of the bot."""
        if not self._walking:
            self._join(message)
            return
        if self.finished.done():
            return
        step = CYCLE[len(self.answered) % len(CYCLE)]
        self.answered.append(Answered(tap=bool(step.label), made=self._made, given=self.given, received=received))
        if len(self.answered) == self._acts:
            self.finished.set_result(None)
            return
        self._later(self._think, self._act, message)

    def _join(self, message: Json) -> None:
        """Tap first buttons until the first question is there."""
        if find_button(message, CYCLE[0].label):
            self._question = message
            self.ready.set_result(None)
        elif find_button(message):
            self._later(0.0, self._tap, message)

    def _later(self, seconds: float, what: Callable[[Json], None], message: Json) -> None:
        asyncio.get_running_loop().call_later(seconds, what, message)

    def _act(self, message: Json) -> None:
        step = CYCLE[len(self.answered) % len(CYCLE)]
        if step.label and not find_button(message, step.label):
            astray = f"expected a button {step.label!r}, was asked {message['text']!r}"
            self.finished.set_exception(WentAstrayError(astray))
            return
        self._made = time.perf_counter()
        if step.text:
            self._server.acts.perform(self._id, "text", {"text": step.text})
        else:
            self._tap(message, step.label)

    def _tap(self, message: Json, label: str = "") -> None:
        data = find_button(message, label)
        self._server.acts.perform(self._id, "tap_data", {"data": data, "message_id": message["message_id"]})


def find_button(message: Json, label: str = "") -> str:
    """Give the data of the first button whose label begins so, "" where there is none."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    found = (button.get("callback_data", "") for row in rows for button in row if button["text"].startswith(label))
    return next(found, "")
