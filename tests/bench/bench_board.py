"""How long a coordinator waits for the numbers of a round, and for the queue of what is to be reviewed."""

import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.sandbox.people import Person
from bot.sandbox.trial import Trial, trial
from tests.bench.bench_people import know
from tests.bench.bench_plan import plan_source
from tests.bench.bench_process import DidNotRunError

PARTNERS, ACTIVITIES, PEOPLE = 1_000, 10, 1_000
TASKS = PARTNERS * ACTIVITIES
ANSWERS = 100_000
TURNS = 15
FILLED = ("degree", '"fulfilled"'), ("cost_kind", '"running"'), ("description", '"Proběhly čtyři besedy."')
MORE = ANSWERS // TASKS - len(FILLED)
REVISION = """
INSERT INTO revisions (task, seq, question, instance, value, left_out, origin, on_behalf, base_seq, at)
SELECT id, ?, ?, ?, ?, 0, 'typed', '', 0, changed_at FROM tasks"""
MANY_ANSWERS = """
INSERT INTO answers (task, question, instance, value, left_out, origin, seq)
SELECT task, question, instance, value, left_out, origin, seq FROM revisions"""
SUBMISSION = """
INSERT INTO submissions (task, number, head_seq, body, how, at)
SELECT id, 1, ?, ?, 'person', changed_at FROM tasks"""
EVENT = """
INSERT INTO task_events (task, seq, event, from_state, to_state, role, reason, at)
SELECT id, 2, 'submitted', 'open', 'submitted', 'partner', '', changed_at FROM tasks"""
BODY = '{"values": [["degree", "", "fulfilled"], ["cost_kind", "", "running"]], "left_out": [], "turns": []}'


@dataclass(frozen=True, kw_only=True, slots=True)
class Screens:
    """Median milliseconds from the act until the answer is received."""

    status: float
    review: float


async def measure(folder: Path) -> Screens:
    """Let a coordinator ask, of a round with 100,000 answers in 10,000 tasks, all of them sent.

    Raises:
        DidNotRunError: The answers are not there, or no answer came.
    """
    now = datetime.now(UTC)
    source = plan_source(partners=PARTNERS, activities=ACTIVITIES, today=now.date(), remind=False)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        own = Path(name)
        async with trial(source, own, now) as played:
            await played.app.calendar.sweep(played.clock.now())
            await played.app.settle()
            eva = await played.join("", "Eva Sojková")
            await played.app.settle()
            async with played.app.database.write() as tx:
                await know(tx, played.plan, [f"p{number}" for number in range(PEOPLE)], now)
            await asyncio.to_thread(_fill, own / "plneni.sqlite3")
            return Screens(
                status=await _asked(played, eva, "/stav", "Odesláno"),
                review=await _asked(played, eva, "/kontrola", "Ke kontrole"),
            )


def _fill(file: Path) -> None:
    """Write the answers behind the program's back: so many are too many to be given one by one."""
    with closing(sqlite3.connect(file)) as database, database:
        for seq, (question, value) in enumerate(FILLED, start=1):
            database.execute(REVISION, (seq, question, "", value))
        for seq in range(len(FILLED) + 1, len(FILLED) + MORE + 1):
            database.execute(REVISION, (seq, "link", f"turn{seq}", '"https://kamenov.example/"'))
        database.execute(MANY_ANSWERS)
        database.execute("UPDATE tasks SET head_seq = ?, rev = 2, state = 'submitted'", (ANSWERS // TASKS,))
        database.execute(SUBMISSION, (ANSWERS // TASKS, BODY))
        database.execute(EVENT)
        stored = database.execute("SELECT count(*) FROM answers").fetchone()[0]
    if stored != ANSWERS:
        raise DidNotRunError(f"{stored} answers are stored")


async def _asked(played: Trial, person: Person, command: str, answer: str) -> float:
    waits = []
    for _ in range(TURNS):
        await played.app.settle()
        begun = time.perf_counter()
        await person.says(command)
        await person.wait_for(answer)
        waits.append(time.perf_counter() - begun)
    return 1000 * median(waits)
