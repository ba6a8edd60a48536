"""What the report of Ostrava for 2019 costs in all formats, and five times as large, each in a process of its own."""

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from flows.answers import Place
from flows.plan import Item
from flows.snapshot import Snapshot, TaskSnapshot
from reports.build import build_report
from reports.packaged import report_template, report_words
from reports.write import WRITERS, Written, write_report
from tests.bench.bench_process import ROOT, DidNotRunError, inherited
from tests.bench.bench_report import ostrava_snapshot

LARGER = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one report costs: seconds, the process's most memory in MB, and bytes of all files."""

    seconds: float
    memory: float
    size: int


def enlarged(snapshot: Snapshot, fold: int) -> Snapshot:
    """Repeat everything under priorities of higher numbers."""
    tops = sum(not item.parent for item in snapshot.plan.items)
    items = [_moved_item(item, tops * at) for at in range(fold) for item in snapshot.plan.items]
    tasks = [_moved_task(task, tops * at) for at in range(fold) for task in snapshot.tasks]
    return replace(snapshot, plan=snapshot.plan.model_copy(update={"items": tuple(items)}), tasks=tuple(tasks))


def _moved(key: str, by: int) -> str:
    first, dot, rest = key.partition(".")
    return f"{int(first) + by}{dot}{rest}" if key else ""


def _moved_item(item: Item, by: int) -> Item:
    keys = {"key": _moved(item.key, by), "number": _moved(item.number, by), "parent": _moved(item.parent, by)}
    return item.model_copy(update=keys)


def _moved_task(task: TaskSnapshot, by: int) -> TaskSnapshot:
    values = {Place(question=place.question, instance=place.instance): value for place, value in task.values.items()}
    return replace(task, task=f"{by}-{task.task}", item=_moved(task.item, by), values=values)


def make(snapshot: Snapshot, folder: Path) -> Cost:
    """Make and write the report in every format."""
    begun = time.perf_counter()
    definition = snapshot.plan.reports[0]
    template = report_template(definition.template)
    report = build_report(snapshot, definition, language="cs", words=report_words("cs"), template=template)
    outcomes = write_report(report, folder, WRITERS)
    seconds = time.perf_counter() - begun
    failed = [one for one in outcomes if not isinstance(one, Written)]
    if failed:
        raise DidNotRunError(f"the report did not come out: {failed}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(seconds=seconds, memory=memory, size=sum(file.stat().st_size for file in folder.iterdir()))


def main(folder: Path, fold: int) -> None:
    """Print what a report costs, as JSON."""
    cost = make(enlarged(ostrava_snapshot(), fold), folder)
    sys.stdout.write(json.dumps({"seconds": cost.seconds, "memory": cost.memory, "size": cost.size}))


async def measure(folder: Path, fold: int = 1) -> Cost:
    """Measure in a fresh process, as the product makes its reports.

    Raises:
        DidNotRunError: It did not come out.
    """
    with tempfile.TemporaryDirectory(dir=folder) as own:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.bench.bench_formats", own, str(fold)),
            cwd=ROOT,
            env={**inherited(), "PYTHONPATH": os.pathsep.join([str(ROOT)])},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, errors = await process.communicate()
    if process.returncode:
        raise DidNotRunError(f"the report was not made: {errors.decode('utf-8', 'replace')[-800:]}")
    return Cost(**json.loads(out))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
