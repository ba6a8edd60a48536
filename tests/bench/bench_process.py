"""A bot in a process of its own: started, watched, stopped."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.botapi import BotApiServer

ROOT = Path(__file__).parents[2]
START_SECONDS = 30.0
LOG = "bot.log"
STOP_SECONDS = 10.0
A_REST = 0.05
"""Seconds of processor time in a second of rest."""


class DidNotRunError(Exception):
    """A bot did not start or stopped by itself; its log says why."""


@dataclass(kw_only=True, slots=True)
class BotProcess:
    """A running bot.

    Attributes:
        started_in: Seconds from its start to its first waiting poll.
    """

    process: asyncio.subprocess.Process
    started_in: float

    def cpu_seconds(self) -> float:
        """Give the processor time it has used so far; 0 where the system does not tell."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        words = stat.read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    async def rests(self) -> None:
        """Wait until it has done what it had to do: until a second goes by almost without processor time."""
        before = -1.0
        while self.cpu_seconds() - before > A_REST:
            before = self.cpu_seconds()
            await asyncio.sleep(1)

    def memory(self) -> float:
        """Give the megabytes of memory it holds; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


def inherited() -> dict[str, str]:
    """Give this process's environment, but let Python keep compiled modules as it does in an installation."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def product_environment(server: BotApiServer, folder: Path) -> dict[str, str]:
    """Configure the product by environment, as an administrator would."""
    return {
        "PLNENI_TELEGRAM_TOKEN": server.token,
        "PLNENI_TELEGRAM_API_URL": server.url,
        "PLNENI_TELEGRAM_FILE_URL": f"{server.url}/file",
        "PLNENI_DATABASE_URL": database_url(folder),
        "PLNENI_REPORTS_FOLDER": str(folder / "reports"),
        "PLNENI_LOG_LEVEL": "warning",
    }


def database_url(folder: Path) -> str:
    """Give the address of the product's database in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'plneni.sqlite3'}"


INSTALLED = ROOT / ".venv-bench-installed" / "bin" / "python"
"""What an installation has and no more: with a developer's packages httpx loads a terminal's colours, some 5 MB."""
OWN_PYTHON = str(INSTALLED) if INSTALLED.exists() else sys.executable
PRODUCT = (OWN_PYTHON, "-m", "bot.cli", "run")
DIALOG_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
"""aiogram's own environment: it wants an older pydantic."""


def plain(server: BotApiServer, folder: Path, keeps: str) -> tuple[str, ...]:
    """Give the plain bot's command line; it keeps "durable", "memory" or "pickle"."""
    file = str(folder / "plain.sqlite3")
    return OWN_PYTHON, "-m", "tests.bench.bench_plain_bot", server.url, server.token, file, keeps


def dialog(server: BotApiServer) -> tuple[str, ...]:
    """Give the command line of the bot on aiogram-dialog."""
    return str(DIALOG_PYTHON), str(ROOT / "tests" / "bench" / "bench_dialog_bot.py"), server.url, server.token


@contextlib.asynccontextmanager
async def running_bot(server: BotApiServer, folder: Path, words: Sequence[str]) -> AsyncIterator[BotProcess]:
    """Run a bot until the end of the block; it polls when the block begins.

    Raises:
        DidNotRunError: It does not.
    """
    environment = {**inherited(), **product_environment(server, folder), "PYTHONPATH": str(ROOT)}
    log_file = folder / LOG
    with log_file.open("wb") as log:
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(*words, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        await _wait_for_poll(server, process, log_file)
        yield BotProcess(process=process, started_in=time.perf_counter() - begun)
    finally:
        await _stop(process)


async def _wait_for_poll(server: BotApiServer, process: asyncio.subprocess.Process, log: Path) -> None:
    polled = asyncio.create_task(server.wait_until_polled(START_SECONDS))
    ended = asyncio.create_task(process.wait())
    await asyncio.wait({polled, ended}, return_when=asyncio.FIRST_COMPLETED)
    came = polled.done() and polled.exception() is None and not ended.done()
    for task in (polled, ended):
        task.cancel()
    await asyncio.gather(polled, ended, return_exceptions=True)
    if not came:
        raise DidNotRunError(f"the bot does not poll; its log ends: {end_of_log(log.parent)}")


def end_of_log(folder: Path) -> str:
    """Give the last words of the bot that runs in a folder."""
    return (folder / LOG).read_text("utf-8", "replace")[-800:]


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
