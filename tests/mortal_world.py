"""A collection whose bot can stand still and be started again: server, people and database stay."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select

from bot.app import App, running
from bot.clock import MovableClock
from bot.config import Config
from bot.sandbox.botapi import BotApiServer
from bot.sandbox.people import Crowd, Person
from bot.sandbox.trial import Trial, invite_all, load, trial_config
from storage.database import Database

JOINED = "Připojení je hotové"


class MortalWorld:
    """Everything of a trial; the bot lives between `start_bot` and `stop_bot`.

    Attributes:
        replies: Ids of the messages that a person got for their own acts, by person.
        down: When the bot stood still.
    """

    def __init__(self, folder: Path, begin: datetime, source: str) -> None:
        self.folder, self.source = folder, source
        self.clock = MovableClock(begin, rate=1)
        self.replies: dict[int, set[int]] = {}
        self.down: list[tuple[datetime, datetime]] = []
        self._open, self._bot = contextlib.AsyncExitStack(), contextlib.AsyncExitStack()
        self.server: BotApiServer
        self.config: Config
        self.trial: Trial

    async def open(self) -> None:
        """Start the server, import the plan, start the bot."""
        self.server = await self._open.enter_async_context(BotApiServer(clock=self.clock))
        self.config = trial_config(self.server, self.folder)
        async with await Database.open(self.config.database.url) as database, database.write() as tx:
            plan = await load(tx, self.source, self.clock.now())
            tokens = await invite_all(tx, plan, self.clock.now())
        crowd = await self._open.enter_async_context(Crowd(self.server))
        app = await self._start_app()
        self.trial = Trial(
            server=self.server, crowd=crowd, app=app, clock=self.clock, plan=plan, folder=self.folder, tokens=tokens
        )

    async def close(self) -> None:
        """Stop everything."""
        await self._bot.aclose()
        await self._open.aclose()

    async def stand_still(self, until: datetime) -> None:
        """Stop the bot, let time pass, start it anew."""
        await self._bot.aclose()
        begun = self.clock.now()
        self.clock.move_by(max(until - begun, timedelta()))
        self.down.append((begun, self.clock.now()))
        self.trial.app = await self._start_app()
        await self.trial.advance(self.clock.now() + timedelta(seconds=5))

    async def _start_app(self) -> App:
        self._bot = contextlib.AsyncExitStack()
        app = await self._bot.enter_async_context(running(self.config, self.clock))
        work = asyncio.create_task(app.run())
        self._bot.push_async_callback(_cancel, work)
        return app

    async def join(self, actor: str, name: str) -> Person:
        """Let somebody join."""
        person = await self.trial.join(actor, name)
        await person.wait_for(JOINED)
        await self.acted(person, 0)
        return person

    async def acted(self, person: Person, newest: int) -> None:
        """Count what came since a message as replies to the person's own acts."""
        await self.trial.app.settle()
        came = {one.id for one in person.history if one.by_bot and one.id > newest}
        self.replies.setdefault(person.id, set()).update(came)
        await person.mark()

    def pushed(self, person: Person) -> list[tuple[datetime, str]]:
        """Give what came by itself: when, and the text."""
        own = self.replies.get(person.id, set())
        return [(one.at, one.text) for one in person.history if one.by_bot and one.id not in own]

    async def rows(self, query: Select[Any]) -> Sequence[Any]:
        """Read from the database."""
        async with self.trial.app.database.read() as tx:
            return list(await tx.execute(query))


async def _cancel(work: asyncio.Task[None]) -> None:
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
