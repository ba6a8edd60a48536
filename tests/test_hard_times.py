"""The disk takes no more, or fails, the database is locked: people wait, and nothing is lost or doubled."""

import asyncio
import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.botapi.server import DEFAULT_TOKEN
from tests.town import OPENED, ROOT, TEXTS, Town, all_sent, answered_all, invites, joins, repeats, stored_texts, town

FEW = 4
FILE = "plneni.sqlite3"
REFUSED = b"a batch was not stored"
AS_EVERYBODY = ("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override") * (os.geteuid() == 0)
"""Root may write everywhere; without this right it is refused as everybody is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hearing:
    """A town whose bot logs into a pipe: a full disk does not silence it."""

    town: Town
    pipe: int

    def forget(self) -> None:
        """Read away what the bot has said so far."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self.pipe, 65536):
                pass

    async def refusal(self) -> None:
        """Wait until the bot says that it could not store what came."""
        log = b""
        async with asyncio.timeout(60):
            while REFUSED not in log:
                await self.town.people[0].refresh()
                with contextlib.suppress(BlockingIOError):
                    log += os.read(self.pipe, 65536)


@pytest.fixture
async def few(tmp_path: Path) -> AsyncIterator[Hearing]:
    """A few people at the question that takes a text."""
    tokens = await invites(f"sqlite+aiosqlite:///{tmp_path / FILE}")
    os.mkfifo(tmp_path / "bot.log")
    pipe = os.open(tmp_path / "bot.log", os.O_RDONLY | os.O_NONBLOCK)
    try:
        async with town(tmp_path) as made:
            await made.start_bot(OPENED)
            await asyncio.gather(*(joins(made, token) for token in tokens[:FEW]))
            await all_sent(made)
            yield Hearing(town=made, pipe=pipe)
    finally:
        os.close(pipe)


@contextlib.contextmanager
def full_disk(made: Town) -> Iterator[None]:
    """No file of the bot may grow, whatever the kernel is asked."""
    assert made.bot is not None
    free = resource.prlimit(made.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(made.bot.pid, resource.RLIMIT_FSIZE, (0, free[1]))
    try:
        yield
    finally:
        resource.prlimit(made.bot.pid, resource.RLIMIT_FSIZE, free)


@contextlib.contextmanager
def locked(made: Town) -> Iterator[None]:
    """Another program holds the database's lock."""
    with contextlib.closing(sqlite3.connect(made.folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


TROUBLES = {"full disk": full_disk, "locked database": locked}
FOR_GOOD = {"read-only disk": signal.SIGUSR1, "failing disk": signal.SIGUSR2}
"""What ends only with the process."""


async def test_what_comes_in_the_meantime_is_answered_once_when_it_is_over(few: Hearing) -> None:
    made = few.town
    for kill, (name, trouble) in enumerate(TROUBLES.items(), 1):
        with trouble(made):
            await refused(few, kill)
        await answered_all(made, f"{TEXTS * kill} zpráv")
        assert await stored_once(made), name


async def test_what_comes_while_the_disk_refuses_every_write_is_answered_by_the_next_bot(few: Hearing) -> None:
    made = few.town
    for kill, (name, number) in enumerate(FOR_GOOD.items(), 1):
        assert made.bot is not None
        made.bot.send_signal(number)
        await refused(few, kill)
        await made.kill_bot()
        await made.start_bot(OPENED + timedelta(minutes=5 * kill))
        await answered_all(made, f"{TEXTS * kill} zpráv")
        assert await stored_once(made), name


async def refused(few: Hearing, kill: int) -> None:
    """Let everybody write until the bot says that it cannot store it; it lives, and confirms nothing."""
    made = few.town
    few.forget()
    await asyncio.gather(*(made.writes_all(person, kill) for person in made.people))
    await few.refusal()
    assert made.bot is not None
    assert made.bot.returncode is None
    assert await made.waiting() == FEW * TEXTS


async def stored_once(made: Town) -> bool:
    """Tell whether everything said is stored once and in order, and nothing was said twice."""
    await all_sent(made)
    stored = sorted(texts for texts in await stored_texts(made) if texts)
    return stored == sorted(made.said.values()) and not any(repeats(person) for person in made.people)


@pytest.mark.parametrize("command", ["run", "tick", "check", "health"])
def test_a_database_that_may_not_be_written_is_a_sentence(tmp_path: Path, command: str) -> None:
    asyncio.run(invites(f"sqlite+aiosqlite:///{tmp_path / FILE}"))
    (tmp_path / FILE).chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        ran = subprocess.run(
            [*AS_EVERYBODY, sys.executable, "-m", "bot.cli", command],
            env=os.environ
            | {
                "PLNENI_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / FILE}",
                "PLNENI_TELEGRAM_TOKEN": DEFAULT_TOKEN,
                "LANG": "cs_CZ.UTF-8",
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        tmp_path.chmod(0o700)
    assert ran.returncode in {1, 2}, ran.stderr
    said = ran.stdout + ran.stderr
    assert "Traceback" not in said
    assert "Databázi nelze použít" in said
    assert DEFAULT_TOKEN not in said
