"""The command `plneni report`."""

import ast
import asyncio
import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.report_answer import ChecksAnswer, ReportAnswer
from bot.report_phrases import report_phrases
from storage.database import Database
from tests.report_world import evaluated_plan, opened_world

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"report\.[a-z_]+")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture
def kamenov(sqlite_url: str) -> str:
    """Address of a database with the plan of Kamenov and its round open."""

    async def fill() -> None:
        async with await Database.open(sqlite_url) as database:
            await opened_world(database, evaluated_plan())

    asyncio.run(fill())
    return sqlite_url


def call(url: str, *words: str) -> int:
    return main(["report", "--database", url, "--language", "en", *words])


def test_the_files_and_what_was_supplied_are_said(
    kamenov: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(kamenov, "--folder", str(tmp_path / "out"), "--draft") == 0

    lines = capsys.readouterr().out.splitlines()
    pages = ("zprava-draft-1.html", "zprava-draft-1-shrnuti.html")
    made = (*pages, "zprava-draft-1.json", "report-data.schema.json")
    assert lines == [*(str(tmp_path / "out" / name) for name in made), "Supplied 0/3."]
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(made)


def test_without_a_folder_the_configured_one_is_used(
    kamenov: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLNENI_REPORTS_FOLDER", str(tmp_path / "made"))
    assert call(kamenov, "--plan", "kamenov", "--format", "html") == 0

    made = {file.name for file in (tmp_path / "made" / "kamenov").iterdir()}
    assert made == {"zprava-preview.html", "zprava-preview-shrnuti.html"}


def test_json_is_for_programs(kamenov: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(kamenov, "--folder", str(tmp_path), "--json", "--format", "html", "odt") == 1

    printed = capsys.readouterr()
    answer = ReportAnswer.model_validate_json(printed.out)
    assert [(each.format, each.path, each.more) for each in answer.files] == [
        ("html", str(tmp_path / "zprava-preview.html"), [str(tmp_path / "zprava-preview-shrnuti.html")])
    ]
    assert [(each.format, each.code) for each in answer.failures] == [("odt", "report.unknown_format")]
    assert (answer.supplied, answer.total, printed.err) == (0, 3, "")


def test_what_does_not_add_up_is_listed_with_the_items_number(kamenov: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(kamenov, "checks") == 0
    assert capsys.readouterr().out.splitlines() == ["Zpráva o plnění za rok 2026: 0 do not agree."]
    assert call(kamenov, "checks", "--json", "--report", "none") == 2
    answer = ChecksAnswer.model_validate_json(capsys.readouterr().out)
    assert [one.code for one in answer.failures] == ["report.unknown_report"]


def test_an_instant_is_read_with_its_zone_and_without_one_as_utc(kamenov: str, tmp_path: Path) -> None:
    for name, instant in (("a", "2027-02-01T12:00:00+01:00"), ("b", "2027-02-01T11:00")):
        assert call(kamenov, "--folder", str(tmp_path / name), "--at", instant, "--format", "json") == 0

    first, second = ((tmp_path / name / "zprava-preview.json").read_bytes() for name in ("a", "b"))
    assert b"2027-02-01T11:00:00+00:00" in first
    assert first == second


def test_what_cannot_be_made_is_said_in_a_sentence(
    kamenov: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(kamenov, "--plan", "lipov") == 2
    assert call(kamenov, "--at", "tomorrow") == 2
    assert call(f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", "--json") == 2

    printed = capsys.readouterr()
    assert printed.err.startswith(
        "lipov: the database holds no such plan; it has: kamenov. "
        "Correct the plan's key, or load the plan by the command plneni plan import.\n"
        "--at: “tomorrow” is no instant."
    )
    assert [each.code for each in ReportAnswer.model_validate_json(printed.out).failures] == ["report.storage"]


def raised() -> set[str]:
    """Codes of the faults of reports in the product."""
    files = [
        *(ROOT / "bot").glob("report*.py"),
        ROOT / "bot" / "protocol_making.py",
        ROOT / "bot" / "commands" / "made_with_database.py",
        *(ROOT / "bot" / "commands").glob("report*.py"),
    ]
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    written = re.findall(r'_failure\(\w+, "(\w+)"', (ROOT / "reports" / "write.py").read_text("utf-8"))
    assert written
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)} | {f"report.{w}" for w in written}


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_fault_of_a_report_has_its_two_sentences_and_no_other_is_kept(language: str) -> None:
    faults = report_phrases(language)["faults"]

    assert {f"report.{key}" for key in faults} == raised()
    assert all(text.endswith(".") for each in faults.values() for text in (each["what"], each["remedy"]))


def test_the_languages_say_the_same_things_with_the_same_data() -> None:
    def placeholders(language: str) -> dict[str, dict[str, set[str]]]:
        return {
            table: {key: set(PLACEHOLDER.findall(str(text))) for key, text in texts.items()}
            for table, texts in report_phrases(language).items()
        }

    assert placeholders("cs") == placeholders("en")
