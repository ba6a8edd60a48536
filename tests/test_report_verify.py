"""Editions issued, approved and proved at the command line."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli import main
from storage.database import Database
from tests.report_world import report_world

RESOLUTION = ("--body", "rada města", "--on", "15. 2. 2027", "--resolution", "112/2027")


def address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def call(file: Path, *words: str) -> int:
    at = () if {"verify", "approve"} & set(words) else ("--at", "2027-02-01T12:00:00+01:00")
    folder = ("--folder", str(file.parent / "out"))
    return main(["report", *words, "--database", address(file), "--language", "en", *folder, *at])


def change(file: Path, *statements: str) -> None:
    """Change the database behind the program's back."""

    async def work() -> None:
        async with await Database.open(address(file), lease=False) as database, database.write() as tx:
            for statement in statements:
                await tx.execute(text(statement))

    asyncio.run(work())


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two editions of Kamenov's report; the second holds one answer more."""
    file = tmp_path_factory.mktemp("issued") / "kamenov.db"

    async def fill() -> None:
        async with await Database.open(address(file), create=True) as database:
            await report_world(database)

    asyncio.run(fill())
    assert call(file, "issue") == 0
    assert call(file, "issue") == 0
    return file


@pytest.fixture
def kept(issued: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copy(issued, tmp_path / "kamenov.db"))


def complaints(file: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Verify; give what is complained of."""
    capsys.readouterr()
    code = call(file, "verify", *words)
    printed = capsys.readouterr().err.splitlines()
    assert code == (1 if printed else 0)
    return printed


def test_editions_are_proved_and_said_so(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert call(issued, "verify") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("(")[0] for line in lines] == ["kamenov/zprava 1: proved ", "kamenov/zprava 2: proved "]
    assert "files verified: 4" in lines[0]


def test_the_files_of_an_edition_are_known_again_and_a_changed_one_is_not(
    issued: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = issued.parent / "out" / "zprava-edition-2.html"
    edited = tmp_path / "edited.html"
    edited.write_bytes(page.read_bytes() + b" ")
    capsys.readouterr()

    assert call(issued, "verify", str(page)) == 0
    assert "zprava-edition-2.html: kamenov/zprava 2, zprava-edition-2.html: proved" in capsys.readouterr().out
    (line,) = complaints(issued, capsys, str(edited))
    assert "the file is in no stored edition" in line


def test_a_report_that_is_kept_nowhere_is_named_so_and_told_to_be_no_edition(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(issued, "--format", "html") == 0
    page = issued.parent / "out" / "zprava-preview.html"
    capsys.readouterr()

    assert "náhled, sestaveno" in page.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    (line,) = complaints(issued, capsys, str(page))
    assert "the file is no edition of a report" in line


def test_the_second_edition_says_what_changed(issued: Path) -> None:
    first, second = (
        json.loads((issued.parent / "out" / f"zprava-edition-{number}.json").read_text("utf-8")) for number in (1, 2)
    )

    assert "Changes" not in (issued.parent / "out" / "zprava-edition-1.html").read_text("utf-8")
    assert "Změny proti verzi 1" in (issued.parent / "out" / "zprava-edition-2.html").read_text("utf-8")
    assert (first["changes"], second["changes"]) == ([], [])


SPOILED = {
    "the data of the edition differ": "UPDATE editions SET snapshot = replace(snapshot, '212 dní', '213 dní')",
    "the data are of another plan": "UPDATE editions SET number = 7 WHERE number = 2",
    "the data follow another edition": "UPDATE editions SET previous = NULL",
    "an answer (a1) differs": "UPDATE submissions SET body = replace(body, '120000', '999000')",
    "the edition has no files yet": "DELETE FROM edition_files",
    "the file differs from the hash": "UPDATE edition_files SET content = x'00' WHERE name = 'zprava-edition-1.html'",
    "the stored data give another file": "UPDATE edition_files SET content = x'00', sha256 = "
    "'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' WHERE name = 'zprava-edition-1.json'",
    "the edition lacks this file": "DELETE FROM edition_files WHERE name = 'zprava-edition-1.json'",
    "the data of the edition do not give this file": (
        "INSERT INTO edition_files (edition, name, format, sha256, content) SELECT edition, 'x.html', format, sha256, "
        "content FROM edition_files WHERE name = 'zprava-edition-1.html'"
    ),
    "its files print the approval number 3": "UPDATE edition_files SET approval = 3",
    "the stored data of the edition cannot be read": "UPDATE editions SET snapshot = '{}'",
}


@pytest.mark.parametrize("sentence", SPOILED)
def test_what_was_changed_behind_the_programs_back_is_told(
    sentence: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(kept, SPOILED[sentence])

    assert any(sentence in line for line in complaints(kept, capsys))


def test_a_file_that_another_program_made_is_told_as_such(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        kept,
        "UPDATE editions SET program = '0.0.1'",
        "UPDATE edition_files SET content = x'00', sha256 = "
        "'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' WHERE name = 'zprava-edition-1.json'",
    )

    (line,) = complaints(kept, capsys)
    assert "was made by version 0.0.1 of the program" in line


def test_an_approval_is_printed_in_files_of_its_own_and_they_are_proved_too(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(kept, "approve", *RESOLUTION) == 0
    assert call(kept, "approve", *RESOLUTION) == 0

    page = (
        (kept.parent / "out" / "zprava-edition-2-approved-1.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    )
    assert "Schváleno" in page
    assert "rada města, 15. 2. 2027, usnesení č. 112/2027" in page
    data = json.loads((kept.parent / "out" / "zprava-edition-2-approved-1.json").read_text("utf-8"))
    assert data["approvals"] == [{"body": "rada města", "on": "2027-02-15", "resolution": "112/2027"}]
    assert complaints(kept, capsys) == []
    assert not (kept.parent / "out" / "zprava-edition-2-approved-2.html").exists()


def test_a_corrected_approval_is_the_next_one(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(kept, "approve", *RESOLUTION) == 0
    assert call(kept, "approve", "--body", "zastupitelstvo města", "--on", "2027-03-01") == 0

    page = (
        (kept.parent / "out" / "zprava-edition-2-approved-2.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    )
    assert "zastupitelstvo města, 1. 3. 2027" in page
    assert "rada města, 15" not in page
    assert complaints(kept, capsys) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("approve", "--on", "2027-02-15"), "who approved the report is missing"),
        (("approve", "--body", "rada", "--on", "soon"), "“soon” is no date"),
        (("approve", "--body", "rada", "--on", "2027-02-15", "--edition", "none"), "there is no stored edition"),
        (("verify", "--edition", "none"), "there is no stored edition"),
    ],
)
def test_what_cannot_be_recorded_or_verified_is_said(
    words: tuple[str, ...], sentence: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(kept, *words) in {1, 2}
    assert sentence in capsys.readouterr().err


def test_where_nothing_is_issued_yet_there_is_nothing_to_verify(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(kept, "DELETE FROM edition_submissions", "DELETE FROM edition_files", "DELETE FROM editions")

    assert complaints(kept, capsys) == []
    assert call(kept, "verify") == 0
    assert "No edition of a report is stored yet." in capsys.readouterr().out
