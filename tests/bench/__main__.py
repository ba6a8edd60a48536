"""`make bench`: measures what people wait for, beside a plain bot in the same run.

Exit code 0 even where a target is missed (the table says so); 1 if something could not be measured.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import bench_board, bench_calendar, bench_formats, bench_report, bench_rivals, bench_start, bench_taps
from tests.bench.bench_formats import Cost
from tests.bench.bench_machine import file_system, machine, versions
from tests.bench.bench_process import DidNotRunError
from tests.bench.bench_rivals import KNOWN
from tests.bench.bench_table import Line, table
from tests.bench.bench_taps import Crowd, Waits
from tests.bench.bench_walk import WentAstrayError

ONE = Crowd(people=1, activities=20, think=0.05)
CROWDS = (Crowd(people=50, activities=5), Crowd(people=500, activities=2))
THIRD = 1 / 3
PARTS = ("waits", "rivals", "known", "reports", "calendar", "start", "board")


def main() -> int:
    """Measure, print the table, write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("bench-output"), help="folder for results and databases")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure these parts")
    given = parser.parse_args()
    folder: Path = given.output.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if file_system(folder) in {"tmpfs", "ramfs"}:
        say(f"{folder} is kept in memory, where a commit is not durable; name a folder on a disk with --output")
        return 1
    surroundings = machine(folder)
    try:
        results = asyncio.run(measure(folder, frozenset(given.only)))
    except (DidNotRunError, WentAstrayError, TimeoutError) as error:
        say(f"could not be measured: {type(error).__name__}: {error}")
        return 1
    about = {"at": datetime.now(UTC).isoformat(timespec="seconds")} | surroundings | versions()
    lines = [line.as_json() for line in results.lines]
    written = json.dumps({"about": about, "results": lines}, ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(written + "\n", "utf-8")
    tables = "\n\n".join(one for one in (table(results.lines), results.beside) if one)
    say(f"\n{tables}\n\n{', '.join(f'{name} {value}' for name, value in about.items())}")
    return 0


def say(words: str) -> None:
    """Show progress and results."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@dataclass(kw_only=True, slots=True)
class Results:
    """What was measured: the lines, and the table of all bots."""

    lines: list[Line] = field(default_factory=list)
    beside: str = ""


async def measure(folder: Path, parts: frozenset[str]) -> Results:
    """Measure parts, one after another."""
    results = Results()
    if "waits" in parts:
        results.lines += await waits(folder)
    if "rivals" in parts or "known" in parts:
        await beside_others(folder, results, rivals="rivals" in parts, known="known" in parts)
    if "reports" in parts:
        results.lines += await reports(folder)
    if "calendar" in parts:
        say(f"one step of the calendar for {bench_calendar.PEOPLE} people, delivered within Telegram's limits")
        results.lines += lines_of_step(await bench_calendar.measure(folder))
    if "start" in parts:
        results.lines += await starts(folder)
    if "board" in parts:
        say(f"a coordinator's screens with {bench_board.ANSWERS} answers stored")
        results.lines += lines_of_screens(await bench_board.measure(folder))
    return results


async def waits(folder: Path) -> list[Line]:
    """Measure how long 1, 50 and 500 people wait."""
    say(f"one person, {ONE.activities} activities, thinking {1000 * ONE.think:.0f} ms before each act")
    one = [await bench_taps.measure(ONE, folder, bot) for bot in ("", "durable")]
    found = lines_of_one(*one)
    for crowd in CROWDS:
        say(f"{crowd.people} people, {crowd.activities} activities each, acting as soon as they are asked")
        many = [await bench_taps.measure(crowd, folder, bot) for bot in ("", "durable")]
        found += lines_of_many(crowd, *many)
    return found


async def beside_others(folder: Path, results: Results, *, rivals: bool, known: bool) -> None:
    """Measure the product beside other bots, and beside itself when it knows many persons."""
    crowd = bench_rivals.CROWD
    say(f"{crowd.people} people, {crowd.activities} activities each, {bench_rivals.ROUNDS} times with each of the bots")
    found, knowing = await bench_rivals.measure(folder, rivals=rivals, known=known)
    if rivals:
        results.lines += [*lines_of_many(crowd, found[""], found["durable"]), *bench_rivals.lines(found)]
        results.beside = bench_rivals.beside(found)
    if knowing is not None:
        results.lines += lines_of_known(knowing, found[""])


async def reports(folder: Path) -> list[Line]:
    """Measure the reports."""
    say("the report of Ostrava for 2019")
    report = await bench_report.measure(folder)
    whole = await bench_formats.measure(folder)
    larger = await bench_formats.measure(folder, bench_formats.LARGER)
    return [
        Line(what="report of Ostrava (HTML, XLSX, CSV, JSON), first", unit="s", product=report["first"], limit=1.5),
        Line(what="report of Ostrava, again", unit="s", product=report["later"]),
        *lines_of_formats(whole, larger),
    ]


async def starts(folder: Path) -> list[Line]:
    """Measure the start, also with a million answers."""
    say("start of the bot")
    started = await bench_start.measure(folder)
    empty, full = await bench_start.measure_growth(folder)
    tasks = f"{bench_start.TASKS} open tasks"
    return [
        Line(what="start until it polls", unit="s", product=started, limit=1.5),
        Line(what=f"start with {tasks} without an answer", unit="s", product=empty),
        Line(what=f"start with {bench_start.ANSWERS} answers in them", unit="s", product=full, limit=2 * empty),
    ]


def lines_of_known(product: Waits, before: Waits) -> list[Line]:
    """Write what it costs to know many persons."""
    name = f"{KNOWN.people} people, {KNOWN.known} persons known"
    share = product.a_second / before.a_second
    return [
        Line(what=f"{KNOWN.known} persons known, at rest: memory", unit="MB", product=product.at_rest, limit=130),
        Line(what=f"{name}: memory once all have answered", unit="MB", product=product.memory, limit=130),
        Line(what=f"{name}: answers a second ÷ those with 200 known", unit="times", product=share, least=0.95),
    ]


def lines_of_formats(whole: Cost, larger: Cost) -> list[Line]:
    """Write what a report in all formats costs."""
    name = "report of Ostrava in all formats"
    growth = larger.seconds / whole.seconds
    return [
        Line(what=name, unit="s", product=whole.seconds, limit=3.0),
        Line(what=f"{name}: memory", unit="MB", product=whole.memory, limit=250),
        Line(what=f"{name}: {bench_formats.LARGER} times the size takes", unit="times", product=growth, limit=6.0),
    ]


def lines_of_screens(screens: bench_board.Screens) -> list[Line]:
    """Write how long a coordinator waits."""
    name = f"{bench_board.ANSWERS} answers stored"
    return [
        Line(what=f"{name}: /stav", unit="ms", product=screens.status, limit=150),
        Line(what=f"{name}: the review queue opens", unit="ms", product=screens.review, limit=150),
    ]


def lines_of_step(step: bench_calendar.Step) -> list[Line]:
    """Write what one step of the calendar costs, and how its messages keep Telegram's limits."""
    name = f"one step for {bench_calendar.PEOPLE} people"
    return [
        Line(what=f"{name}: messages computed and stored", unit="s", product=step.queued, limit=5.0),
        Line(what=f"{name}: most delivered in a second", unit="messages", product=step.most, limit=31),
        Line(what=f"{name}: refused by the server", unit="messages", product=step.refused, limit=1),
    ]


def lines_of_one(product: Waits, plain: Waits) -> list[Line]:
    """Write what one person waits."""
    return [
        Line(what="1 person: tap answered, median", unit="ms", product=product.tap_p50, plain=plain.tap_p50, limit=15),
        Line(what="1 person: tap answered, p95", unit="ms", product=product.tap_p95, plain=plain.tap_p95),
    ]


def lines_of_many(whole: Crowd, product: Waits, plain: Waits) -> list[Line]:
    """Write what each of many people waits, and what it costs."""
    crowd = f"{whole.people} people"
    return [
        Line(what=f"{crowd}: act to answer, median", unit="ms", product=product.p50, plain=plain.p50, share=THIRD),
        Line(what=f"{crowd}: act to answer, p95", unit="ms", product=product.p95, plain=plain.p95),
        Line(what=f"{crowd}: answers", unit="/s", product=product.a_second, plain=plain.a_second),
        Line(what=f"{crowd}: processor time of the bot for an act", unit="ms", product=product.cpu, plain=plain.cpu),
        Line(
            what=f"{crowd}: the same of server and people",
            unit="ms",
            product=product.server_cpu,
            plain=plain.server_cpu,
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
