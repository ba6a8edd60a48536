"""The protocol of a round for the file: the course of the collection, and no answers."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.protocol_building import phrases
from bot.protocol_making import make_protocol
from flows.faults import Fault
from reports.write import Written
from storage.database import Database
from tests.chat_stage import TUESDAY, ChatStage, chat_stage
from tests.everywhere import files_named
from tests.page_reader import read_page
from tests.storage_world import new_world

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


async def test_the_coordinator_gets_the_protocol_in_the_chat(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        said = await stage.says(eva, "/protokol")
        assert any(one.text.startswith("Protokol připravujeme") for one in said)
        async with asyncio.timeout(30):
            await stage.app.settle()
        names = [str(one.attachment.name) for one in eva.chat if one.attachment]
        assert names == ["protokol-r2026.pdf", "protokol-r2026.html"]
        page = next(one.attachment for one in eva.chat if one.attachment and one.attachment.name == names[1])
        assert files_named(tmp_path, "protokol-*") == []  # it names people: sent, and not kept
        stored = stage.server.world.files.find(str(page.file_id))
        assert stored is not None
        assert stored.content is not None
        said_at = read_page(stored.content.decode()).text().replace("\u00a0", " ")
        assert f"Stav k {TUESDAY:%-d. %-m. %Y}" in said_at  # the clock of the stage, not of the machine


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
    assert czech.keys() - said == {"automatic", "on_behalf", "edited"} - said


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
