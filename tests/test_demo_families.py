"""Other families played whole by simulated people: a year of log, levels twice, the final report; a narrative."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.docx_reader import ReadDocument
from tests.office_check import findings
from tests.page_reader import read_page

ROOT = Path(__file__).parents[1]
NAME = "zaverecna-zprava"


@dataclass(frozen=True, kw_only=True)
class Played:
    folder: Path
    code: int
    said: str
    aside: str

    def data(self) -> Mapping[str, Any]:
        read: Mapping[str, Any] = json.loads((self.folder / f"{NAME}.json").read_text("utf-8"))
        return read


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "demo", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": "true"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("programme") / "output"
    done = demo("--family", "programme", "--folder", str(folder), "--language", "cs", "--once")
    return Played(folder=folder, code=done.returncode, said=done.stdout, aside=done.stderr)


def test_the_play_ends_well_and_leaves_every_format(played: Played) -> None:
    assert played.code == 0, played.aside
    for ending in ("docx", "pdf", "html", "xlsx", "json"):
        assert (played.folder / f"{NAME}.{ending}").is_file()
        assert f"{NAME}.{ending}" in played.said


def test_the_report_counts_what_was_tapped_and_written_in_the_chats(played: Played) -> None:
    sums = {one["name"]: one["value"] for one in played.data()["sums"] if not one["item"]}

    assert [sums[f"shift.{name}"] for name in ("better", "same", "worse", "incomparable")] == ["11", "12", "1", "2"]
    assert sums["entries"] == "6"
    assert sums["goal_result.reached"] == "2"
    assert sums["output_result.done"] == "5"


def test_everything_that_was_asked_was_sent_and_nothing_contradicts(played: Played) -> None:
    data = played.data()
    tasks = [*data["other_tasks"], *(task for item in data["items"] for task in item["tasks"])]

    assert len(tasks) == 23
    assert {task["state"] for task in tasks} == {"submitted"}
    assert data["findings"] == []


def test_log_comments_and_the_empty_quarter_are_printed_in_page_and_document(played: Played) -> None:
    page = read_page((played.folder / f"{NAME}.html").read_text("utf-8")).text()
    document = ReadDocument((played.folder / f"{NAME}.docx").read_bytes()).text()

    for text in (re.sub(r"\s+", " ", page), re.sub(r"\s+", " ", document)):
        assert "první domovní schůze v Přádelní ulici, přišlo 31 lidí" in text
        assert text.count("V tomto období se nic nekonalo.") == 1
        assert text.count("Komentář experta") == 4


def test_the_levels_are_answered_in_one_message_that_is_edited(played: Played) -> None:
    chat = (played.folder / "chats" / "konzultant.md").read_text("utf-8")
    parts = chat.split("\n**")

    assert any(part.count("[ANO]") + part.count("[ČÁSTEČNĚ]") + part.count("[NE]") >= 20 for part in parts)


def test_the_word_document_of_the_play_is_in_order(played: Played) -> None:
    assert findings(played.folder / f"{NAME}.docx") == []


def test_the_narrative_is_played_too_and_nothing_contradicts(tmp_path: Path) -> None:
    done = demo("--family", "narrative", "--folder", str(tmp_path / "output"), "--language", "cs", "--once")
    assert done.returncode == 0, done.stderr
    data = json.loads((tmp_path / "output" / "vyhodnoceni.json").read_text("utf-8"))
    page = read_page((tmp_path / "output" / "vyhodnoceni.html").read_text("utf-8")).text()

    assert {task["state"] for item in data["items"] for task in item["tasks"]} == {"submitted"}
    assert data["findings"] == []
    assert "Sborník příkladů z obcí má 24 stran, vyšel v červnu." in re.sub(r"\s+", " ", page)


def test_a_family_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    done = demo("--family", "nonsense", "--language", "cs", "--once")

    assert done.returncode != 0
    assert "annual_evaluation, inspection, narrative, programme_final" in done.stderr
