"""`make bench`: measures what people wait for, beside a plain bot in the same run.

Exit code 0 even where a target is missed (the table says so); 1 if something could not be measured.
"""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import bench_calendar, bench_formats, bench_report, bench_start, bench_taps
from tests.bench.bench_formats import Cost
from tests.bench.bench_machine import file_system, machine, versions
from tests.bench.bench_process import DidNotRunError
from tests.bench.bench_table import Line, table
from tests.bench.bench_taps import Crowd, Waits
from tests.bench.bench_walk import WentAstrayError

ONE = Crowd(people=1, activities=20, think=0.05)
MANY = Crowd(people=200, activities=3)
THIRD = 1 / 3


def main() -> int:
    """Measure, print the table, write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("bench-output"), help="folder for results and databases")
    folder: Path = parser.parse_args().output.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if file_system(folder) in {"tmpfs", "ramfs"}:
        say(f"{folder} is kept in memory, where a commit is not durable; name a folder on a disk with --output")
        return 1
    surroundings = machine(folder)
    try:
        lines = asyncio.run(measure(folder))
    except (DidNotRunError, WentAstrayError, TimeoutError) as error:
        say(f"could not be measured: {type(error).__name__}: {error}")
        return 1
    about = {"at": datetime.now(UTC).isoformat(timespec="seconds")} | surroundings | versions()
    results = {"about": about, "results": [line.as_json() for line in lines]}
    (folder / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    say(f"\n{table(lines)}\n\n{', '.join(f'{name} {value}' for name, value in about.items())}")
    return 0


def say(words: str) -> None:
    """Show progress and results."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def measure(folder: Path) -> list[Line]:
    """Measure everything, one after another."""
    say(f"one person, {ONE.activities} activities, thinking {1000 * ONE.think:.0f} ms before each act")
    one = [await bench_taps.measure(ONE, folder, product=product) for product in (True, False)]
    say(f"{MANY.people} people, {MANY.activities} activities each, acting as soon as they are asked")
    many = [await bench_taps.measure(MANY, folder, product=product) for product in (True, False)]
    say("the report of Ostrava for 2019")
    report = await bench_report.measure(folder)
    whole = await bench_formats.measure(folder)
    larger = await bench_formats.measure(folder, bench_formats.LARGER)
    say(f"one step of the calendar for {bench_calendar.PEOPLE} people, delivered within Telegram's limits")
    step = await bench_calendar.measure(folder)
    say("start of the bot")
    started = await bench_start.measure(folder)
    return [
        *lines_of_one(*one),
        *lines_of_many(*many),
        Line(what="report of Ostrava (HTML, XLSX, CSV, JSON), first", unit="s", product=report["first"], limit=1.5),
        Line(what="report of Ostrava, again", unit="s", product=report["later"]),
        *lines_of_formats(whole, larger),
        *lines_of_step(step),
        Line(what="start until it polls", unit="s", product=started, limit=1.5),
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


def lines_of_many(product: Waits, plain: Waits) -> list[Line]:
    """Write what each of many people waits, and what it costs."""
    crowd = f"{MANY.people} people"
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
