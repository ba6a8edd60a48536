"""One run of the sandbox: who is in it, and what is under way."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.botapi.bell import Bell
from bot.sandbox.demo import Cast
from bot.sandbox.page.answering import let_answer
from bot.sandbox.page.casting import guest, make_players
from bot.sandbox.page.player import Player
from bot.sandbox.page.timing import RoundTime, Skip, round_time
from bot.sandbox.trial import Trial

SCHEMA = ".schema.json"


class BusyError(Exception):
    """Time is being moved, or somebody is answering; one at a time."""


class OverError(Exception):
    """Another run has begun."""


class CannotSkipError(Exception):
    """That moment is over."""


@dataclass(kw_only=True, slots=True)
class Show:
    """The trial with everybody in it; made by `open_show`.

    Attributes:
        busy: What is under way: "", "time" or "cast".
        works: How often something was begun so far.
        failed: The error of what was under way last, "" = none.
        bell: Rings when anything here changes; chats have bells of their own.
        run: Counts from 1; a page that knows another number begins anew.
    """

    playing: Trial
    cast: Cast
    language: str
    run: int
    players: list[Player]
    bell: Bell = field(default_factory=Bell)
    busy: str = ""
    works: int = 0
    failed: str = ""
    _work: asyncio.Task[None] | None = None
    _is_over: bool = False
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def zone(self) -> ZoneInfo:
        """The plan's zone."""
        return ZoneInfo(self.playing.plan.time_zone)

    @property
    def reports(self) -> list[Path]:
        """Files of the reports made so far, the newest first."""
        folder = self.playing.folder / "reports" / self.playing.plan.key
        found = [each for each in folder.rglob("*") if each.is_file() and not each.name.endswith(SCHEMA)]
        return sorted(found, key=lambda each: (-each.stat().st_mtime, each.name))

    def player(self, person: int) -> Player:
        """Find somebody.

        Raises:
            LookupError: Nobody has this id.
        """
        for each in self.players:
            if each.id == person:
                return each
        raise LookupError(f"there is no person {person}")

    async def invite_guest(self, payload: str, *, language: str) -> Player:
        """Put a phone on the page for somebody who was given a link."""
        new = await guest(self.playing, payload, turn=len(self.players), language=language)
        self.players.append(new)
        self.bell.ring()
        return new

    async def time(self) -> RoundTime:
        """Say where the round stands.

        Raises:
            OverError: The run is over.
        """
        async with self._reading:
            if self._is_over:
                raise OverError
            return await round_time(self.playing, self.cast.round.key)

    async def skip(self, skip: Skip) -> None:
        """Begin to move time; it stops at every moment at which something is due.

        Raises:
            BusyError: Something is under way.
            CannotSkipError: That moment is over.
        """
        goal = (await self.time()).goal(skip, self.zone)
        if goal is None:
            raise CannotSkipError(skip)
        self._begin("time", self.playing.advance(goal))

    async def let_answer(self, who: Sequence[Player]) -> None:
        """Begin to let people answer, one after another.

        Raises:
            BusyError: Something is under way.
        """
        time = await self.time()
        self._begin("cast", self._answer([one for one in who if one.can_answer], is_open=time.is_open))

    async def stop(self) -> None:
        """Break off what is under way, and let nobody read any more: the database is about to be closed."""
        async with self._reading:
            self._is_over = True
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _answer(self, who: Sequence[Player], *, is_open: bool) -> None:
        for player in who:
            await let_answer(self.playing, player, is_open=is_open, changed=self.bell.ring)

    def _begin(self, what: str, work: Coroutine[Any, Any, None]) -> None:
        if self.busy:
            work.close()
            raise BusyError(self.busy)
        self.busy, self.failed = what, ""
        self.works += 1
        self.bell.ring()
        self._work = asyncio.get_running_loop().create_task(self._carry_out(work))

    async def _carry_out(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:
            self.failed = type(error).__name__
            raise
        finally:
            self.busy = ""
            self.bell.ring()


async def open_show(playing: Trial, cast: Cast, *, language: str, run: int) -> Show:
    """Put everybody on the stage of a new trial."""
    players = await make_players(playing, cast, language=language)
    return Show(playing=playing, cast=cast, language=language, run=run, players=players)
