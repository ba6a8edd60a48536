"""From the database to report files, and what is said when that cannot be."""

import json
from datetime import timedelta
from pathlib import Path

from bot.report_phrases import report_sentence
from bot.reporting import MadeReport, make_report
from flows.faults import Fault
from flows.plan import source_hash
from reports.write import WriteFailure, Written
from storage.database import Database
from storage.plans import import_plan
from tests.report_world import SAID, UNSENT, evaluated_plan, opened_world, report_world
from tests.storage_world import NOW, plan_source

MADE_AT = NOW + timedelta(days=20)


async def made(database: Database, folder: Path, plan_key: str = "kamenov", **more: str) -> MadeReport | Fault:
    return await make_report(database, plan_key, folder=folder, made_at=MADE_AT, draft=True, **more)


async def files(database: Database, folder: Path) -> dict[str, str]:
    """Make the report; give the text of each format's file."""
    report = await made(database, folder)
    assert isinstance(report, MadeReport), report
    texts = {}
    for outcome in report.outcomes:
        assert isinstance(outcome, Written), outcome
        texts[outcome.format] = outcome.files[0].read_text("utf-8")
    return texts


async def sentence(database: Database, folder: Path, plan_key: str = "kamenov", **more: str) -> str:
    """Fail to make the report; give the Czech sentence that says why."""
    fault = await made(database, folder, plan_key, **more)
    assert isinstance(fault, Fault), fault
    assert not folder.exists()  # noqa: ASYNC240  a test waits for nobody
    return report_sentence(fault, "cs")


async def test_the_page_and_the_data_hold_titles_and_amounts_as_submitted(database: Database, tmp_path: Path) -> None:
    await report_world(database)
    texts = await files(database, tmp_path / "out")

    page = texts["html"].replace("\N{NO-BREAK SPACE}", " ")
    assert "Zpráva o plnění za rok 2026" in page
    assert all(f"Aktivita {number}" in page for number in ("1.1", "1.2", "1.3"))
    assert "210 000,50 Kč" in page
    assert SAID in page
    data = json.loads(texts["json"])
    (task,) = next(item for item in data["items"] if item["key"] == "a1")["tasks"]
    assert {each["value"] for each in task["answers"] if each["question"] == "amount"} == {"120000", "90000.50"}
    assert "PRACOVNÍ VERZE" in page


async def test_later_unsent_edits_are_in_no_file(database: Database, tmp_path: Path) -> None:
    await report_world(database)

    assert not [name for name, text in (await files(database, tmp_path)).items() if UNSENT in text]


async def test_the_report_counts_what_was_supplied(database: Database, tmp_path: Path) -> None:
    await report_world(database)
    report = await made(database, tmp_path)

    assert isinstance(report, MadeReport)
    assert (report.plan, report.report, report.supplied, report.total) == ("kamenov", "zprava", 1, 3)


async def test_a_report_nobody_has_answered_for_comes_out(database: Database, tmp_path: Path) -> None:
    await opened_world(database, evaluated_plan())
    report = await made(database, tmp_path, "")

    assert isinstance(report, MadeReport)
    assert (report.supplied, report.total) == (0, 3)
    assert all(isinstance(outcome, Written) for outcome in report.outcomes)


async def test_the_plans_language_is_the_reports_unless_another_is_wanted(database: Database, tmp_path: Path) -> None:
    await report_world(database)
    await made(database, tmp_path / "cs")
    await made(database, tmp_path / "en", language="en")

    pages = {name: (tmp_path / name / "zprava-draft-1.html").read_text("utf-8") for name in ("cs", "en")}
    assert '<html lang="cs"' in pages["cs"]
    assert '<html lang="en"' in pages["en"]


async def test_a_format_that_cannot_be_made_is_named_beside_the_others(database: Database, tmp_path: Path) -> None:
    await report_world(database)
    report = await make_report(
        database, "kamenov", folder=tmp_path, formats=["odt", "html"], made_at=MADE_AT, draft=True
    )

    assert isinstance(report, MadeReport)
    odt, html = report.outcomes
    assert isinstance(html, Written)
    assert isinstance(odt, WriteFailure)
    assert report_sentence(odt.fault, "cs") == "odt: takový formát zprávy neumíme vytvořit. Vyberte jiný."


async def test_a_plan_or_report_that_is_not_there_gives_a_sentence(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert await sentence(database, folder, "") == (
        "plan: v databázi není žádný plán. Načtěte ho příkazem plneni plan import."
    )
    await opened_world(database, evaluated_plan())
    assert await sentence(database, folder, "lipov") == (
        "lipov: takový plán v databázi není; jsou tu: kamenov. "
        "Opravte klíč plánu, nebo plán načtěte příkazem plneni plan import."
    )
    assert await sentence(database, folder, report_key="jina") == (
        "jina: taková zpráva v plánu není; jsou v něm: zprava. Opravte klíč zprávy."
    )


async def test_of_several_plans_one_must_be_named(database: Database, tmp_path: Path) -> None:
    world = await opened_world(database, evaluated_plan())
    other = evaluated_plan(key="lipov")
    async with database.write() as tx:
        await import_plan(tx, other, source_hash=source_hash(other), by="", at=NOW, mint=world.mint)

    assert await sentence(database, tmp_path / "none", "") == (
        "plan: plánů je víc: kamenov, lipov. Doplňte, který (--plan)."
    )


async def test_a_template_that_does_not_exist_gives_a_sentence(database: Database, tmp_path: Path) -> None:
    report = {**plan_source()["reports"][0], "template": "roman"}
    await opened_world(database, evaluated_plan(reports=[report]))

    assert await sentence(database, tmp_path / "none") == (
        "zprava: šablona zprávy „roman“ neexistuje. Opravte v plánu slovo template."
    )


async def test_a_stored_form_that_cannot_be_read_gives_a_sentence(database: Database, tmp_path: Path) -> None:
    await opened_world(database, evaluated_plan(), source="| survey | type | name |\n| | hologram | x |")

    assert await sentence(database, tmp_path / "none") == (
        "annual_evaluation 1: uloženou verzi formuláře nelze přečíst (form.unsupported_type). "
        "Nahlaste to správci: databáze a program k sobě nepatří."
    )
