"""Keeps one run of the sandbox at a time, each on a new database in a temporary folder that goes with it."""

import asyncio
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.botapi.bell import Bell
from bot.sandbox.demo import Cast
from bot.sandbox.page.show import Show, open_show
from bot.sandbox.trial import trial
from flows.plan import Plan
from flows.rounds import opens_at

MORNING = time(8, 0)
DATABASE = "sandbox.sqlite3"


class Keeper:
    """Opens a run, and a new one whenever it is told to start again.

    Attributes:
        show: The present run; None while one is being opened.
        bell: Rings when there is another run, and at the end.
        is_over: There will be no other run; whoever follows the runs goes.
    """

    def __init__(self, plan: Plan, cast: Cast, *, forms: Mapping[str, str], language: str) -> None:
        """Take what is played: a plan with its forms as Markdown by key, and who plays."""
        self._plan, self._cast, self._forms, self._language = plan, cast, forms, language
        self._again = asyncio.Event()
        self._runs = 0
        self.show: Show | None = None
        self.bell = Bell()
        self.is_over = False

    async def run(self) -> None:
        """Keep runs until cancelled."""
        while True:
            with tempfile.TemporaryDirectory(prefix="plneni-sandbox-") as folder:
                await self._keep(Path(folder))

    async def start_again(self, language: str) -> None:
        """End the present run, whatever is under way in it, and wait until a new one is open."""
        ended = self._runs
        self._language = language
        self._again.set()
        while self.show is None or self.show.run == ended:
            await self.bell.next_ring()

    def end(self) -> None:
        """Send everyone away who follows the runs; the present run itself ends with `run`."""
        self.is_over = True
        self.bell.ring()

    async def opened(self) -> Show:
        """Give the present run, waiting for it where it is being opened."""
        while self.show is None:
            await self.bell.next_ring()
        return self.show

    async def _keep(self, folder: Path) -> None:
        self._runs += 1
        # a database of its own, never one that was configured: what is played here must touch no real round
        database = f"sqlite+aiosqlite:///{folder / DATABASE}"
        async with trial(self._plan, folder, self._start(), database=database, forms=self._forms) as playing:
            self.show = show = await open_show(playing, self._cast, language=self._language, run=self._runs)
            self.bell.ring()
            try:
                await self._again.wait()
                self._again.clear()
            finally:
                self.show = None
                await show.stop()
                show.bell.ring()

    def _start(self) -> datetime:
        """The morning of the day before the round opens."""
        zone = ZoneInfo(self._plan.time_zone)
        day = opens_at(self._cast.round, self._plan).astimezone(zone).date() - timedelta(days=1)
        return datetime.combine(day, MORNING, zone).astimezone(UTC)
