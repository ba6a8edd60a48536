"""The protocol of a round for the file: the course of the collection, and no answers."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.calendar.stepping import ACTS
from bot.cli import main
from bot.clock import MovableClock
from bot.config import Config, DatabaseSettings, Reports
from bot.conversation.buttons import Verb, button_data
from bot.delivery.row import Lane, OutRow
from bot.delivery.telegram_sender import discard
from bot.protocol_building import phrases
from bot.protocol_making import choose_round, make_protocol
from bot.protocol_wish import protocol_maker
from bot.report_phrases import report_sentence
from bot.words import LANGUAGES, words_for
from flows.answers import JsonValue
from flows.decisions import Decided
from flows.faults import Fault
from flows.steps import COORDINATORS
from reports.write import Written
from storage.database import Database
from storage.decisions import NewDecision, add_decision
from storage.personal import erase_person
from storage.rounds import load_rounds
from storage.tables.rounds import rounds, steps
from storage.writes import Writes
from storage.writing import write_batch
from tests.chat_stage import TUESDAY, ChatStage, chat_stage
from tests.everywhere import files_named
from tests.page_reader import read_page
from tests.sent_files import content_of, files_of
from tests.storage_world import NOW, new_world, submitted_by

PLACEHOLDER = re.compile(r"{(\w+)}")
ANSWER = "Klub měl otevřeno každý všední den."
REASON = "Chybí počty."


async def play(stage: ChatStage) -> None:
    """One organisation answers and is returned something, and the round is extended; another one never joins."""
    eva = await stage.join("Eva Sojková", "")
    petra = await stage.join("Petra K.", "kotva")
    for label in ("Začít", "Splněno", "Bez nákladů"):
        await stage.taps(petra, label)
    await stage.says(petra, ANSWER)
    for label in ("Hotovo", "Nic, ke kontrole", "Odeslat a další"):
        await stage.taps(petra, label)
    await stage.says(eva, "/kontrola")
    for label in ("Vrátit", "Celá odpověď"):
        await stage.taps(eva, label)
    await stage.says(eva, REASON)
    await stage.taps(eva, "Vrátit")
    await stage.says(eva, "/stav")
    for label in ("Další možnosti", "Celý sběr", "Prodloužit všem"):
        await stage.taps(eva, label)
    await stage.says(eva, "5. 2. 2027")
    await stage.says(eva, "Nemoc ve městě.")
    await stage.pass_time(timedelta(days=2))
    await stage.says(eva, "/stav")
    for label in ("Upozornit", "Všechny nehotové", "Poslat"):
        await stage.taps(eva, label)


async def test_the_protocol_says_who_was_asked_reminded_returned_and_why_and_no_answers(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        await play(stage)
        for language, words in (("cs", CZECH), ("en", ENGLISH)):
            made = await make_protocol(
                stage.app.database,
                "kamenov",
                folder=tmp_path / language,
                formats=("html", "pdf", "docx"),
                at=stage.clock.now(),
                language=language,
            )
            assert not isinstance(made, Fault)
            assert [type(one) for one in made] == [Written] * 3
            text = page_text(tmp_path / language)
            assert [one for one in words if one not in text] == []
            assert ANSWER not in text
        found = await make_protocol(
            stage.app.database, "kamenov", round_key="none", folder=tmp_path, at=stage.clock.now()
        )
        assert isinstance(found, Fault)
        assert found.code == "report.unknown_round"


async def test_the_protocol_tells_the_erased_from_the_coordinators_and_from_the_command_line(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with await Database.open(sqlite_url) as database:
        world = await new_world(database)
        async with database.write() as tx:
            round_id = next(one.id for one in await load_rounds(tx, "kamenov") if one.key == "r2026")
            # the plan has another ladder by now: what was sent keeps the key of its step
            for number, (key, to) in enumerate([("in-may", "petra"), ("week", "jan"), ("coordinator", COORDINATORS)]):
                row = {"id": f"s{number}", "round": round_id, "step": key, "addressee": to, "about": ""}
                await tx.execute(insert(steps), row | {"occasion": "", "due_at": NOW, "state": "sent", "done_at": NOW})
            for person in ("", "eva", "jan"):
                kept = NewDecision(id=f"d-{person}", plan="kamenov", kind=Decided.CLOSED, person=person, at=NOW)
                await add_decision(tx, kept)
            await write_batch(tx, Writes(changed_at=NOW, task_events=submitted_by(world, "petra", "jan", "")))
            for person in ("petra", "eva"):
                await erase_person(tx, person, now=NOW)
        for language in LANGUAGES:
            made = await make_protocol(
                database, "kamenov", folder=tmp_path / language, formats=("html",), at=NOW, language=language
            )
            assert not isinstance(made, Fault)
            assert [type(one) for one in made] == [Written]
    czech, english = (tables_of(tmp_path / language) for language in LANGUAGES)
    assert [row[1:3] for row in czech["reminded"]] == [
        ["údaj vymazán", "upozornění"],
        ["Jan", "upozornění"],
        ["koordinace", "přehled pro koordinaci"],
    ]
    assert [row[1] for row in english["reminded"]] == ["erased", "Jan", "coordination"]
    assert [row[4] for row in czech["happened"]] == ["údaj vymazán", "Jan", "příkazová řádka"]
    assert [row[4] for row in english["happened"]] == ["erased", "Jan", "command line"]
    assert [row[2] for row in czech["decided"]] == ["příkazová řádka", "údaj vymazán", "Jan"]
    assert [row[2] for row in english["decided"]] == ["command line", "erased", "Jan"]


def tables_of(folder: Path) -> dict[str, list[list[str]]]:
    """Give the rows of every table of the page, by the name of its part."""
    (file,) = folder.glob("*.html")
    page = read_page(file.read_text("utf-8"))
    return {
        one.attributes["id"].removesuffix("-table"): [
            [cell.text().replace("\u00a0", " ") for cell in row.all("td")] for row in one.all("tr") if row.all("td")
        ]
        for one in page.every()
        if one.attributes.get("id", "").endswith("-table")
    }


def test_everything_that_the_calendar_does_has_its_words() -> None:
    assert [act for act in sorted(ACTS) for language in LANGUAGES if not words_for(language).text(f"act_{act}")] == []


CZECH = (
    *("Protokol sběru: Podklady za rok 2026", "Klub Kotva, z. s.", "Petra K. (od 12. 1. 2027)", "nepřipojeno"),
    *(
        "upozornění od koordinace",
        "odesláno",
        "vráceno",
        REASON,
        "Eva Sojková",
        "prodlouženo do 5. 2. 2027",
        "Nemoc ve městě.",
    ),
)
ENGLISH = (
    *("Protocol of the collection: Podklady za rok 2026", "Petra K. (since 12/01/2027)", "not joined"),
    *("reminder by the coordinator", "sent", "returned", REASON, "extended to 05/02/2027"),
)


def page_text(folder: Path) -> str:
    (file,) = folder.glob("*.html")
    return read_page(file.read_text("utf-8")).text().replace("\u00a0", " ")


async def test_the_coordinator_gets_the_protocol_in_the_chat_once_however_the_button_is_tapped(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        (round_id,) = (row.id for row in await stage.rows(select(rounds.c.id).where(rounds.c.state == "open")))
        for _ in range(2):
            await eva.taps_data(button_data(Verb.PROTOCOL, round_id), message=eva.last)
        await stage.quiet()
        assert any(one.text.startswith("Protokol připravujeme") for one in eva.toasts)
        async with asyncio.timeout(120):
            await stage.app.settle()
        sent = files_of(eva)
        names = [str(one.attachment.name) for one in sent if one.attachment]
        assert names == ["protokol-r2026.pdf", "protokol-r2026.html"]
        assert files_named(tmp_path, "protokol-*") == []  # it names people: sent, and not kept
        said_at = read_page(content_of(stage, sent[1]).decode()).text().replace("\u00a0", " ")
        assert f"Stav k {TUESDAY:%-d. %-m. %Y}" in said_at  # the clock of the stage, not of the machine


async def test_wishes_at_once_make_files_of_their_own_that_nobody_else_reads_and_nothing_stays(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with await Database.open(sqlite_url) as database:
        await new_world(database)
        async with database.read() as tx:
            round_id = next(one.id for one in await load_rounds(tx, "kamenov") if one.key == "r2026")
    config = Config(database=DatabaseSettings(url=sqlite_url), reports=Reports(folder=str(tmp_path)))
    expand = protocol_maker(config, MovableClock(NOW))
    payload: dict[str, JsonValue] = {"plan": "kamenov", "round": round_id, "title": "Sběr 2026", "language": "cs"}
    rows = [
        OutRow(id=one, contact=one, chat=one, lane=Lane.REPLY, kind="protocol", payload=payload, not_before=NOW)
        for one in ("1", "2")
    ]
    never = replace(rows[0], id="3", payload={**payload, "round": "none"})
    first, second, (why,) = await asyncio.gather(*map(expand, [*rows, never]))
    assert why.kind == "send"
    await discard(first)
    left = [Path(str(part.payload["path"])) for part in second]
    assert [file.name for file in left if file.is_file()] == ["protokol-r2026.pdf", "protokol-r2026.html"]
    assert {file.parent.stat().st_mode & 0o077 for file in left} == {0}
    await discard(second)
    assert list((tmp_path / "kamenov").iterdir()) == []


def test_a_protocol_at_the_command_line_is_as_of_the_moment_that_is_said(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def create() -> None:
        async with await Database.open(sqlite_url) as database:
            await new_world(database)

    asyncio.run(create())
    words = ["protocol", "--database", sqlite_url, "--language", "en", "--folder", str(tmp_path), "--format", "html"]
    assert main([*words, "--at", "2027-02-03T08:00"]) == 0
    assert "As of 03/02/2027" in page_text(tmp_path)
    capsys.readouterr()
    assert main([*words, "--at", "včera"]) == 2
    assert "včera" in capsys.readouterr().err


def test_the_words_are_the_same_in_both_languages_and_all_are_used() -> None:
    czech, english = phrases("cs"), phrases("en")
    assert czech.keys() == english.keys()
    placeholders = [{key: set(PLACEHOLDER.findall(text)) for key, text in words.items()} for words in (czech, english)]
    assert placeholders[0] == placeholders[1]
    code = (Path(__file__).parents[1] / "bot/protocol_building.py").read_text("utf-8")
    said = {key for key in czech if re.search(rf"""["']{key.removeprefix("column_")}["']""", code)}
    assert czech.keys() - said == set()


def test_the_protocol_of_a_round_that_never_began_is_refused_with_a_sentence(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def create() -> None:
        async with await Database.open(sqlite_url):
            pass

    asyncio.run(create())
    words = ["protocol", "--database", sqlite_url, "--language", "en", "--folder", str(tmp_path)]
    assert main(words) == 2
    assert "plneni plan import" in capsys.readouterr().err


def test_where_no_round_has_begun_the_sentence_says_so_and_corrects_no_key() -> None:
    fault = choose_round([], "")
    assert isinstance(fault, Fault)
    assert report_sentence(fault, "cs") == "plan: zatím nezačal žádný sběr. Protokol půjde vytvořit, až první začne."
    assert "no collection has begun" in report_sentence(fault, "en")
