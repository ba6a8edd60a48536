"""A shell for tests of the command line: a folder and a database of one's own, a clock that stands still."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.cli import main
from bot.clock import MovableClock
from storage.database import Database, Tx

EXAMPLE = (Path(__file__).parents[1] / "examples/kamenov.toml").read_text("utf-8")
KAMENOV = re.sub("(?m)^(logo|publicity) = .*\n", "", EXAMPLE)
"""The example plan without its pictures: it may lie anywhere."""
BEFORE_OPENING = datetime(2027, 1, 5, 9, tzinfo=UTC)
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


class Shell:
    """Runs `plneni` in a folder of the test's own, in Czech unless the test says otherwise."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture
        self.clock = MovableClock(BEFORE_OPENING)
        self.url = f"sqlite+aiosqlite:///{folder / 'plneni.sqlite3'}"
        patch.chdir(folder)
        for name in ("LC_ALL", "LC_MESSAGES", "PLNENI_TELEGRAM_TOKEN"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "cs_CZ.UTF-8")
        patch.setenv("PLNENI_DATABASE_URL", self.url)
        patch.setenv("COLUMNS", "200")

    def run(self, *words: str) -> Ran:
        """Run a command."""
        code = main(list(words), clock=self.clock)
        printed = self._capture.readouterr()
        return Ran(code=code, out=printed.out, err=printed.err)

    def write(self, name: str, text: str) -> str:
        """Write a file and give its name."""
        (self.folder / name).write_text(text, "utf-8")
        return name

    def import_kamenov(self, text: str = KAMENOV) -> None:
        """Import the example plan, or a variant of it."""
        ran = self.run("plan", "import", self.write("kamenov.toml", text), "--yes")
        assert ran.code == 0, ran.err

    def read(self, work: Callable[[Tx], Awaitable[Result]]) -> Result:
        """Read something from the database."""

        async def inside() -> Result:
            async with await Database.open(self.url, create=False, lease=False) as database, database.read() as tx:
                return await work(tx)

        return asyncio.run(inside())

    def write_to_database(self, work: Callable[[Tx], Awaitable[Result]]) -> Result:
        """Write something into the database."""

        async def inside() -> Result:
            async with await Database.open(self.url, create=False, lease=False) as database, database.write() as tx:
                return await work(tx)

        return asyncio.run(inside())


def lines_with(text: str, words: Sequence[str]) -> list[str]:
    """Lines that have all these words in them."""
    return [line for line in text.splitlines() if all(word in line for word in words)]
