"""How long the report of Ostrava for 2019 takes: 72 activities as HTML, XLSX, CSV and JSON, in its own process."""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bot.forms import known_forms, read_known_form
from flows.answers import JsonValue, Place
from flows.form import Form
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.snapshot import Snapshot, TaskSnapshot, Turn
from flows.snapshot_labels import form_labels
from reports.build import build_report
from reports.packaged import report_template, report_words
from reports.write import Written, write_report
from tests.bench.bench_process import ROOT, DidNotRunError
from tests.ostrava import activities, plan_source, read_data

FORM = "annual_evaluation"
MADE_AT = datetime(2020, 2, 3, 8, 0, tzinfo=UTC)
KINDS = {
    "amount": "amount",
    "zero": "none",
    "running_costs": "running",
    "counted_elsewhere": "elsewhere_counted",
    "outside_budget": "other_budget",
    "none": "unknown",
}
AGAIN = 5


def ostrava_snapshot() -> Snapshot:
    """Picture the real report's content as if it had been submitted."""
    data = read_data()
    plan = read_plan(plan_source(data), forms=known_forms())
    form = read_known_form(FORM)
    if not isinstance(plan, Plan) or not isinstance(form, Form):
        raise DidNotRunError("the plan of Ostrava or its form has faults")
    leads = {item.key: item.lead for item in plan.items}
    return Snapshot(
        plan=plan,
        plan_revision=1,
        report=plan.reports[0].key,
        rounds=plan.reports[0].rounds,
        tasks=tuple(_task(each, leads[each["number"]]) for each in activities(data)),
        forms=(form_labels(form, 1),),
        made_at=MADE_AT,
        draft=False,
    )


def _task(activity: dict[str, Any], lead: str) -> TaskSnapshot:
    values: dict[Place, JsonValue] = {
        Place(question="degree"): activity["status"],
        Place(question="cost_kind"): KINDS[activity["cost_kind"]],
        Place(question="description"): [activity["description"]],
    }
    turns = []
    for turn, said in _turns(activity):
        turns.append(turn)
        values |= {Place(question=name, instance=turn.instance): value for name, value in said.items()}
    return TaskSnapshot(
        task=activity["number"],
        round="r2019",
        ask="activities",
        form=FORM,
        form_number=1,
        actor=lead,
        state="submitted",
        item=activity["number"],
        tree="strategie",
        number=1,
        submitted_at=MADE_AT,
        how="person",
        values=values,
        turns=tuple(turns),
    )


def _turns(activity: dict[str, Any]) -> Iterator[tuple[Turn, dict[str, JsonValue]]]:
    for place, cost in enumerate(activity["costs"]):
        said = {"source": "town", "amount": str(cost["amount_czk"]), "amount_label": cost["label"]}
        yield Turn(repeat="costs", instance=f"c{place}"), said
    for place, project in enumerate(activity["projects"]):
        yield Turn(repeat="projects", instance=f"p{place}"), {"project_name": project}


def make(snapshot: Snapshot, folder: Path) -> float:
    """Make and write the report; give the seconds that it took."""
    begun = time.perf_counter()
    definition = snapshot.plan.reports[0]
    template = report_template(definition.template)
    report = build_report(snapshot, definition, language="cs", words=report_words("cs"), template=template)
    outcomes = write_report(report, folder, ("html", "xlsx", "csv", "json"))
    seconds = time.perf_counter() - begun
    failed = [one for one in outcomes if not isinstance(one, Written)]
    if failed:
        raise DidNotRunError(f"the report did not come out: {failed}")
    return seconds


def main(folder: Path) -> None:
    """Print the seconds of the first and of later reports of this process, as JSON."""
    snapshot = ostrava_snapshot()
    first = make(snapshot, folder)
    later = [make(snapshot, folder) for _ in range(AGAIN)]
    size = sum(file.stat().st_size for file in folder.glob("zprava*"))
    found = {"first": first, "later": median(later), "activities": len(snapshot.tasks), "bytes": size}
    sys.stdout.write(json.dumps(found))


async def measure(folder: Path) -> dict[str, float]:
    """Measure in a fresh process, as the product does it; `first` and `later` are seconds.

    Raises:
        DidNotRunError: It did not come out.
    """
    with tempfile.TemporaryDirectory(dir=folder) as own:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.bench.bench_report", own),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, errors = await process.communicate()
    if process.returncode:
        raise DidNotRunError(f"the report was not made: {errors.decode('utf-8', 'replace')[-800:]}")
    measured: dict[str, float] = json.loads(out)
    return measured


if __name__ == "__main__":
    main(Path(sys.argv[1]))
