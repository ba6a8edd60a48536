"""A file is kept only if it begins as its name says; programs under a good name are not."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.attachments import attachments_folder
from bot.file_kinds import SUITABLE, is_as_named
from bot.intake.telegram_updates import DEFAULT_TYPES
from flows.answers import JsonValue
from storage.tables.tasks import attachments
from tests.chat_dialogues import plain
from tests.chat_stage import chat_stage
from tests.raw_updates import raw_update

PROGRAMS = {
    "Windows": b"MZ\x90\x00\x03\x00\x00\x00",
    "Linux": b"\x7fELF\x02\x01\x01\x00",
    "Apple": b"\xcf\xfa\xed\xfe\x07\x00\x00\x01",
    "Java": b"\xca\xfe\xba\xbe\x00\x00\x00\x41",
    "script": b"#!/bin/sh\nrm -rf /\n",
    "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00",
}
GOOD = {
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n",
    "heic": b"\x00\x00\x00\x18ftypheic",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "pdf": b"\n%PDF-1.7",
    "docx": b"PK\x03\x04",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rtf": b"{\\rtf1",
    "csv": "název;počet\r\n".encode("cp1250"),
    "txt": "\ufeffžluť".encode("utf-16"),
    "ogg": b"OggS\x00\x02",
    "mp3": b"\xff\xfb\x90\x00",
    "m4a": b"\x00\x00\x00\x1cftypM4A ",
    "mov": b"\x00\x00\x00\x08wide",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_program_passes_under_any_name_that_is_taken(program: str) -> None:
    passed = [ending for ending in sorted(SUITABLE) if is_as_named(f"zpráva.{ending}", PROGRAMS[program])]

    assert passed == []


@pytest.mark.parametrize("ending", GOOD)
def test_a_good_file_passes_whatever_the_case_of_its_ending(ending: str) -> None:
    assert is_as_named(f"zpráva.{ending}", GOOD[ending])
    assert is_as_named(f"ZPRÁVA.{ending.upper()}", GOOD[ending])


def test_a_picture_may_be_called_another_kind_of_picture_but_not_a_document() -> None:
    assert is_as_named("foto.png", GOOD["jpg"])
    assert is_as_named("foto.jpg", GOOD["heic"])
    assert not is_as_named("foto.pdf", GOOD["jpg"])
    assert not is_as_named("zpráva.docx", GOOD["pdf"])


def test_what_telegram_gives_no_name_has_one_that_is_taken() -> None:
    assert {name.rpartition(".")[2] for name, _ in DEFAULT_TYPES.values()} <= SUITABLE


@given(st.text(), st.binary(max_size=80))
def test_any_name_and_any_bytes_have_an_answer(name: str, content: bytes) -> None:
    assert is_as_named(name, content) in {True, False}
    assert not is_as_named(f"{name}.exe", content)


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (20_400_000, "Soubor má 21 MB, přijmout lze nejvýš 20 MB. Pošlete menší nebo odkaz."),
        (25_000_000, "Soubor je moc velký, přijmout lze nejvýš 20 MB. Pošlete menší nebo odkaz."),
    ],
)
async def test_a_file_whose_size_shows_only_when_it_is_fetched_is_said_to_be_too_large(
    tmp_path: Path, size: int, told: str
) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        for label in ("Začít", "Splněno"):
            await stage.taps(petra, label)
        file = stage.server.world.files.add(folder="documents", name="foto.pdf", mime="application/pdf", size=size)
        document: dict[str, JsonValue] = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_name": "foto.pdf",
        }
        await stage.app.intake.process([raw_update(petra, {"document": document})])
        await stage.pass_time(timedelta(seconds=10))
        assert [plain(one.text) for one in petra.chat if one.by_bot and "20 MB" in one.text] == [told]
        assert (await stage.rows(select(attachments.c.state)))[0][0] == "refused"


async def test_a_program_called_a_report_is_not_kept_and_whoever_sent_it_is_told_once(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        for label in ("Začít", "Splněno"):
            await stage.taps(petra, label)
        content = PROGRAMS["Windows"] + b"This program cannot be run in DOS mode."
        await stage.new_after(petra, petra.sends_document("zpráva.pdf", content, mime="application/pdf"))
        await stage.new_after(petra, petra.sends_document("zápis.pdf", GOOD["pdf"], mime="application/pdf"))
        told = [plain(one.text) for one in petra.chat if one.by_bot and "příponě" in one.text]
        rows = await stage.rows(select(attachments.c.name, attachments.c.state).order_by(attachments.c.name))
        kept = [file.name for file in attachments_folder(stage.app.config.reports.folder).iterdir()]

    assert len(told) == 1
    assert told[0].startswith("Soubor zpráva.pdf neodpovídá své příponě, a proto není uložený. Pošlete ho")
    assert [tuple(row) for row in rows] == [("zpráva.pdf", "refused"), ("zápis.pdf", "kept")]
    assert kept == [hashlib.sha256(GOOD["pdf"]).hexdigest()]
