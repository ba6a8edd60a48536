"""The coordinator's form of a priority's totals: from the database to the report."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from openpyxl import load_workbook

from bot.forms import form_source, known_forms, read_known_form
from bot.reporting import MadeReport, make_report
from flows.answers import Place
from flows.form import Form, Kind
from flows.ids import CountingMint
from flows.plan import source_hash
from flows.snapshot_questions import EVALUATION
from reports.write import Written
from storage.batch import write_batch
from storage.database import Database
from storage.forms import store_form
from storage.plans import import_plan
from storage.rounds import open_round
from storage.writes import Writes
from tests.report_world import FORM_KEY, evaluated_plan, stands_sent, submission
from tests.storage_world import NOW, a_round, people, revision

STATED = EVALUATION.stated


def test_the_form_asks_for_every_figure_that_the_report_reads() -> None:
    form = read_known_form(STATED.form)

    assert STATED.form in known_forms()
    assert isinstance(form, Form)
    assert {name: question.kind for name, question in form.by_name.items()} == {
        **dict.fromkeys((STATED.total, STATED.town, STATED.other), Kind.DECIMAL),
        **dict.fromkeys((STATED.subjects, STATED.services, STATED.activities), Kind.INTEGER),
    }
    assert all(set(question.label) == {"cs", "en"} for question in form.by_name.values())
    assert not any(question.required for question in form.by_name.values())


async def fill(database: Database) -> None:
    """Import a plan with both asks; Kotva sends activity a1, the coordinator the total of priority p1."""
    asks = [
        {"key": "lead", "form": FORM_KEY, "tree": "t"},
        {"key": "totals", "form": STATED.form, "tree": "t", "level": 1, "role": "coordinator"},
    ]
    the_plan, mint = evaluated_plan(rounds=[a_round("r2026", 2026) | {"asks": asks}]), CountingMint()
    async with database.write() as tx:
        await import_plan(tx, the_plan, source_hash=source_hash(the_plan), by="", at=NOW, mint=mint)
        for key in (FORM_KEY, STATED.form):
            await store_form(tx, form=key, source=form_source(key) or "", xform="<xform/>", at=NOW, mint=mint)
        opened = {task.subject: task for task in await open_round(tx, the_plan, "r2026", at=NOW, mint=mint)}
        await write_batch(tx, people())
    totals = replace(submission(opened["p1"].id), values={Place(question=STATED.total): "250000"}, turns=())
    said = (revision(opened["a1"].id, 1, ["Klub."]), revision(opened["p1"].id, 1, "250000"))
    async with database.write() as tx:
        sent = (submission(opened["a1"].id), totals)
        tasks = (stands_sent(opened["a1"]), stands_sent(opened["p1"]))
        await write_batch(tx, Writes(changed_at=NOW, revisions=said, submissions=sent, tasks=tasks))


async def test_what_the_coordinator_states_stands_beside_what_the_answers_give(sqlite_url: str, tmp_path: Path) -> None:
    async with await Database.open(sqlite_url) as database:
        await fill(database)
        made_at, formats = NOW + timedelta(days=20), ["json", "xlsx"]
        made = await make_report(database, "kamenov", folder=tmp_path, formats=formats, made_at=made_at, draft=False)

    assert isinstance(made, MadeReport)
    data, book = made.outcomes
    assert isinstance(data, Written)
    assert isinstance(book, Written)
    found = json.loads(data.files[0].read_text("utf-8"))["sums"]
    sums = {each["name"]: each["value"] for each in found if each["item"] == "p1"}
    assert (sums["costs.total"], sums["stated.total"], sums["difference.total"]) == ("210000.5", "250000", "39999.5")
    page = load_workbook(book.files[0], data_only=True)["Součty"]
    row = dict(zip([cell.value for cell in page[2]], [cell.value for cell in page[3]], strict=True))
    assert (row["Celkové náklady"], row["Uvedené celkové náklady"]) == (210000.5, 250000)
