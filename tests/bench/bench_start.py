"""How long the command `plneni run` takes from its start until it waits for updates."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.sandbox.botapi import BotApiServer
from bot.sandbox.trial import load
from storage.database import Database
from tests.bench.bench_plan import plan_source
from tests.bench.bench_process import PRODUCT, ROOT, DidNotRunError, database_url, running_bot

EXAMPLE = ROOT / "examples" / "kamenov.toml"
STARTS = 5
PARTNERS, ACTIVITIES = 500, 5
TASKS = PARTNERS * ACTIVITIES
ANSWERS = 1_000_000
MANY_REVISIONS = """
WITH RECURSIVE place(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM place WHERE number < ?)
INSERT INTO revisions (task, seq, question, instance, value, left_out, origin, on_behalf, base_seq, at)
SELECT id, number, 'description_part', 'turn' || number, '"Proběhly čtyři besedy, zúčastnilo se jich 112 žáků."',
0, 'text', '', 0, changed_at FROM tasks, place"""
MANY_ANSWERS = """
INSERT INTO answers (task, question, instance, value, left_out, origin, seq)
SELECT task, question, instance, value, left_out, origin, seq FROM revisions"""


async def measure(folder: Path) -> float:
    """Give the median seconds of five starts on a database with the example plan; the modules are compiled before.

    Raises:
        DidNotRunError: It did not start.
    """
    with tempfile.TemporaryDirectory(dir=folder) as name:
        own = Path(name)
        await _load(own, EXAMPLE.read_text("utf-8"))
        return await _starts(own)


async def measure_growth(folder: Path) -> tuple[float, float]:
    """Give the median seconds of a start with 2,500 open tasks without an answer, and with a million answers in them.

    Raises:
        DidNotRunError: It did not start, or the answers are not there.
    """
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        own = Path(name)
        await _load(own, plan_source(partners=PARTNERS, activities=ACTIVITIES, today=now.date(), remind=False))
        empty = await _starts(own)
        await asyncio.to_thread(_fill, own / "plneni.sqlite3")
        return empty, await _starts(own)


async def _load(folder: Path, source: str) -> None:
    async with await Database.open(database_url(folder)) as database, database.write() as tx:
        await load(tx, source, datetime.now(UTC))


def _fill(file: Path) -> None:
    """Write the answers behind the program's back: a million of them are too many to be given one by one."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(MANY_REVISIONS, (ANSWERS // TASKS,))
        database.execute(MANY_ANSWERS)
        database.execute("UPDATE tasks SET head_seq = ?, state = 'started'", (ANSWERS // TASKS,))
        stored = database.execute("SELECT count(*) FROM answers").fetchone()[0]
    if stored != ANSWERS:
        raise DidNotRunError(f"{stored} answers are stored")


async def _starts(folder: Path) -> float:
    starts = [await _start(folder) for _ in range(STARTS + 1)]
    return median(starts[1:])


async def _start(folder: Path) -> float:
    async with BotApiServer() as server, running_bot(server, folder, PRODUCT) as bot:
        return bot.started_in
