"""How long the command `plneni run` takes from its start until it waits for updates."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.sandbox.botapi import BotApiServer
from bot.sandbox.trial import load
from storage.database import Database
from tests.bench.bench_process import PRODUCT, ROOT, database_url, running_bot

EXAMPLE = ROOT / "examples" / "kamenov.toml"
STARTS = 5


async def measure(folder: Path) -> float:
    """Give the median seconds of five starts on a database with the example plan; the modules are compiled before.

    Raises:
        DidNotRunError: It did not start.
    """
    with tempfile.TemporaryDirectory(dir=folder) as name:
        own = Path(name)
        async with await Database.open(database_url(own)) as database, database.write() as tx:
            await load(tx, EXAMPLE.read_text("utf-8"), datetime.now(UTC))
        starts = [await _start(own) for _ in range(STARTS + 1)]
    return median(starts[1:])


async def _start(folder: Path) -> float:
    async with BotApiServer() as server, running_bot(server, folder, PRODUCT) as bot:
        return bot.started_in
