"""The machine's clock is set back by an hour: people are answered, announcements go out, nothing waits for the hour."""

import asyncio
import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from apscheduler.schedulers import base
from hypothesis import given
from hypothesis import strategies as st

from bot.app import running
from bot.clock import SystemClock
from bot.sandbox.botapi.server import BotApiServer
from bot.sandbox.people import Crowd, Person
from bot.sandbox.trial import invite_all, load, trial_config
from bot.sweeping import sweeping
from storage.database import Database
from tests.announcing import announce
from tests.chat_stage import PLAN, TUESDAY

AN_HOUR = timedelta(hours=1)


class Machine:
    """A machine whose clock can be set."""

    def __init__(self, start: datetime) -> None:
        self._base = start - timedelta(seconds=time.monotonic())

    def now(self) -> datetime:
        return self._base + timedelta(seconds=time.monotonic())

    def set_back(self, step: timedelta) -> None:
        self._base -= step


async def joined(crowd: Crowd, token: str) -> Person:
    """Let somebody join and come to the question that takes a text."""
    petra = await crowd.person("Petra K.")
    await petra.start(token)
    await petra.wait_for(lambda one: bool(one.buttons), seconds=60)
    for label, heard in (
        ("Rozumím, pokračovat", "prosíme o podklady"),
        ("Začít", "Jak se dařilo"),
        ("Splněno", "náklady"),
        ("Bez nákladů", "Co se v roce"),
    ):
        await petra.taps(label)
        await petra.wait_for(heard, seconds=60)
    return petra


async def test_nobody_waits_for_the_hour_that_comes_again(tmp_path: Path) -> None:
    machine = Machine(TUESDAY)
    clock = SystemClock(machine.now)
    async with BotApiServer(clock=clock) as server, Crowd(server) as crowd:
        config = trial_config(server, tmp_path)
        async with await Database.open(config.database.url) as database, database.write() as tx:
            plan = await load(tx, PLAN.read_text(encoding="utf-8"), clock.now())
            tokens = await invite_all(tx, plan, clock.now())
        async with running(config, clock) as app:
            work = asyncio.create_task(app.run())
            try:
                petra, admin = await joined(crowd, tokens["kotva"]), await crowd.person("Ivo S.")
                await admin.start()
                app.alert.chat = admin.id
                await announce(app.database, clock.now(), *(f"Oznámení {number}" for number in range(6)))
                await petra.wait_for("Oznámení 5", seconds=60)
                machine.set_back(AN_HOUR)
                await petra.says("Klub měl otevřeno.")
                await petra.wait_for("Zapsáno", seconds=60)
                await petra.taps("Hotovo")
                await petra.wait_for("Co ještě doplnit", seconds=60)
                await announce(app.database, clock.now(), "Oznámení po změně")
                await petra.wait_for("Oznámení po změně", seconds=60)
                await admin.wait_for("Služba je napřed: 1 h 0 min", seconds=60)
                assert sum("Hodiny počítače" in one.text for one in admin.chat) == 1
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)


STEPS = st.lists(st.tuples(st.integers(min_value=0, max_value=5_000), st.integers(-9_000, 9_000)), max_size=30)


@given(steps=STEPS)
def test_time_never_goes_back_and_runs_at_half_speed_until_it_is_the_machines_again(
    steps: list[tuple[int, int]],
) -> None:
    wall, passed = TUESDAY, 0.0
    clock = SystemClock(lambda: wall, lambda: passed)
    told = clock.now()
    for seconds, step in steps:
        passed += seconds
        wall += timedelta(seconds=seconds + step)
        later = clock.now()
        assert later >= max(told, wall)
        assert later in {wall, told + timedelta(seconds=seconds) / 2}
        told = later


def test_it_says_by_how_much_it_is_ahead() -> None:
    wall, passed = TUESDAY, 0.0
    clock = SystemClock(lambda: wall, lambda: passed)
    assert clock.ahead == timedelta(0)
    wall -= AN_HOUR
    clock.now()
    assert clock.ahead == AN_HOUR
    wall, passed = wall + AN_HOUR / 2, 1800.0
    clock.now()
    assert clock.ahead == timedelta(minutes=45)


def test_it_tells_the_machines_time_again_once_that_has_caught_up() -> None:
    wall, passed = TUESDAY, 0.0
    clock = SystemClock(lambda: wall, lambda: passed)
    clock.now()
    wall -= AN_HOUR
    for _ in range(121):
        wall, passed = wall + timedelta(minutes=1), passed + 60
        told = clock.now()
    assert told == wall


class SetBack(datetime):
    """The instants that APScheduler reads, on a machine whose clock is set back."""

    step = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain datetime
        return datetime.now(tz) - cls.step


async def test_sweeps_go_on_when_the_machines_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "datetime", SetBack)
    monkeypatch.setattr(SetBack, "step", timedelta(0))
    swept: asyncio.Queue[None] = asyncio.Queue()

    async def sweep() -> None:
        await swept.put(None)

    every = timedelta(seconds=0.02)
    async with asyncio.timeout(120), sweeping(sweep, every, now=lambda: SetBack.now(UTC)):
        await swept.get()
        SetBack.step = AN_HOUR
        for _ in range(5):
            await swept.get()


@pytest.mark.parametrize("turns", range(5))
async def test_a_stop_at_the_moment_of_a_sweep_is_no_error(turns: int, caplog: pytest.LogCaptureFixture) -> None:
    swept = asyncio.Event()

    async def sweep() -> None:
        swept.set()

    async with sweeping(sweep, timedelta(seconds=0.02)):
        await swept.wait()
        time.sleep(0.05)  # noqa: ASYNC251 - nothing runs meanwhile: the next one is due in the very turn of the stop
        for _ in range(turns):
            await asyncio.sleep(0)
    for _ in range(10):
        await asyncio.sleep(0)
    assert [one.getMessage() for one in caplog.records] == []
