"""The demonstration is played whole, and what it leaves is looked at as its reader would."""

import html
import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.forms import known_forms
from bot.sandbox.demo import cast_of, example_source
from bot.sandbox.demo_folder import MARKER, NotOursError, make_folder
from bot.sandbox.demo_phrases import demo_phrases
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.plan_walk import tasks_expected
from tests.docx_reader import ReadDocument
from tests.office_check import findings
from tests.page_reader import block_texts, read_page

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    folder: Path
    code: int
    said: str
    aside: str

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def chats(self) -> dict[str, str]:
        return {file.stem: file.read_text("utf-8") for file in (self.folder / "chats").iterdir()}


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", "demo", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CI": "true"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo") / "output"
    done = demo("--folder", str(folder), "--language", "cs", "--once")
    return Played(folder=folder, code=done.returncode, said=done.stdout, aside=done.stderr)


@pytest.fixture(scope="module")
def plan() -> Plan:
    read = read_plan(example_source(), forms=known_forms())
    assert isinstance(read, Plan)
    return read


def as_read(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_it_ends_well_and_prints_its_folder(played: Played) -> None:
    assert played.code == 0, played.aside
    assert str(played.folder) in played.said


def test_it_shows_how_far_it_is_in_steps_of_ten_per_cent_and_nothing_else(played: Played) -> None:
    lines = played.aside.splitlines()
    assert [line.split()[0] for line in lines] == [f"{percent}" for percent in range(10, 101, 10)]
    assert lines[-1].endswith("27/27")


def test_every_file_in_the_folder_is_named(played: Played) -> None:
    inside = {file.name for file in played.folder.iterdir()} - {MARKER}
    assert inside >= {"zprava.html", "zprava.json", "report-data.schema.json", "plneni.sqlite3", "chats"}
    assert not {name for name in inside if name not in played.said}


def test_the_report_holds_the_title_of_every_activity(played: Played, plan: Plan) -> None:
    page = as_read(played.text("zprava.html"))
    assert not [item.title for item in plan.items if item.title not in page]


def test_every_activity_is_answered_but_one_that_was_said_to_be_somebody_elses(played: Played, plan: Plan) -> None:
    data = json.loads(played.text("zprava.json"))
    tasks = [task for item in data["items"] for task in item["tasks"] if task["round"] == plan.rounds[0].key]
    assert len(tasks) == len(tasks_expected(plan, plan.rounds[0]))
    assert [task["actor"] for task in tasks if task["state"] != "submitted"] == ["podhradi"]


def test_what_was_said_to_be_somebody_elses_is_no_default(played: Played) -> None:
    page = as_read(played.text("zprava.html"))
    assert "Příslušnost se řeší, podle odpovědi patří jinam: Městský obvod Podhradí" in page
    assert "Podklady nedodaly tyto subjekty" not in page


def test_this_year_stands_beside_what_the_plan_knows_of_last_year(played: Played) -> None:
    page = as_read(played.text("zprava.html"))
    assert "Stupně plnění v obdobích 2025 a 2026" in page
    assert "Náklady v obdobích 2025 a 2026" in page
    assert "Co se změnilo proti období 2025" in page


def test_answers_come_in_many_ways(played: Played) -> None:
    data = json.loads(played.text("zprava.json"))
    tasks = [task for item in data["items"] for task in item["tasks"] if task["how"] != "imported"]
    answers = [one for task in tasks for one in task["answers"]]
    kinds = {one["value"] for one in answers if one["question"] == "cost_kind"}
    assert kinds >= {"amount", "running", "none", "passed_on", "contract", "other_budget"}
    assert {one["value"] for one in answers if one["question"] == "degree"} >= {"fulfilled", "ongoing", "partly"}
    assert {len(one["value"]) for one in answers if one["question"] == "description"} >= {1, 2, 3}
    assert any(one["question"] == "attachment" for one in answers)


def test_what_partners_count_is_near_what_the_plan_wants(played: Played) -> None:
    counted = re.findall(r": (\d+)(?: \(předb\.\))?, výchozí stav \d+, cíl (\d+)", as_read(played.text("zprava.html")))
    shares = [int(value) / int(wanted) for value, wanted in counted]
    assert len(shares) > 5
    assert 0.6 <= min(shares) <= max(shares) <= 1.2


def test_there_is_a_transcript_of_everybody(played: Played, plan: Plan) -> None:
    cast = cast_of(plan)
    assert cast is not None
    assert set(played.chats()) == {*cast.actors, "koordinator"}


def test_everybody_comes_to_the_receipt_and_nobody_meets_an_error(played: Played) -> None:
    for actor, chat in played.chats().items():
        assert "Omlouváme se" not in chat
        assert "Podklady máme úplné" in chat, actor


def test_what_the_coordinator_states_stands_beside_what_was_computed(played: Played, plan: Plan) -> None:
    data = json.loads(played.text("zprava.json"))
    stated = [task for item in data["items"] for task in item["tasks"] if task["form"] == "priority_totals"]
    found = {one["code"] for one in data["findings"]}

    assert len(stated) == sum(item.level == 1 for item in plan.items)
    assert found >= {"stated_total", "stated_subjects"}
    assert "Celkové náklady uvedené a spočtené" in as_read(played.text("zprava.html"))


def test_nobody_is_asked_what_they_cannot_read(played: Played) -> None:
    # "1" is what a partner types who does not know the question
    assert not [actor for actor, chat in played.chats().items() if "\n> 1  \n" in chat]


@pytest.mark.parametrize(
    "sign",
    [
        "Opraveno podle upravené zprávy",
        "Toto tlačítko patří k dřívější otázce",
        "Příloha je uložená",
        "kdo podle vás odpovídá?",
        "**[Patří nám]**",
        "Co pomůže?",
        "/prehled",
        "→ Později",
        "Co platí?",
    ],
)
def test_something_unexpected_happens_in_a_chat(played: Played, sign: str) -> None:
    assert any(sign in chat for chat in played.chats().values())


def test_the_coordinator_reads_the_numbers_and_receives_the_report(played: Played) -> None:
    chat = played.chats()["koordinator"]
    assert "Odesláno 26/27" in chat
    assert ".html" in chat
    assert ".json" in chat


def test_the_round_ends_by_itself_and_its_report_is_delivered_and_published(played: Played) -> None:
    chats = played.chats()
    end = chats["koordinator"].partition("## 1. 2. 2027")[2]
    for sign in (
        "zprava-edition-1.docx",
        "zprava-edition-1.pdf",
        "je uzavřený, verze 1",
        "Dodáno 26/27",
        "> Co nesedí",
    ):
        assert sign in end, sign
    assert "Omlouváme se" not in end
    for actor, chat in chats.items():
        assert ("Zpráva za rok 2026 je hotová. Děkujeme za podklady." in chat) == (actor != "koordinator"), actor


def test_nothing_is_left_waiting_in_the_database(played: Played) -> None:
    database = sqlite3.connect(f"file:{played.folder / 'plneni.sqlite3'}?mode=ro", uri=True)
    try:
        states = dict(database.execute("select state, count(*) from outbox group by state").fetchall())
        failed = database.execute("select outcome from inbox where outcome like 'failed%'").fetchall()
    finally:
        database.close()
    assert states["sent"] > 100
    assert set(states) <= {"sent", "dropped"}
    assert failed == []


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    done = demo("--folder", str(tmp_path), "--language", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert str(tmp_path) in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(NotOursError):
        make_folder(tmp_path)


def test_the_folder_of_an_earlier_demo_is_emptied(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "output"
    make_folder(folder)
    (folder / "chats").mkdir()
    (folder / "chats" / "old.md").write_text("old", "utf-8")
    make_folder(folder)
    assert [file.name for file in folder.iterdir()] == [MARKER]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    file = tmp_path / "output"
    file.write_text("", "utf-8")
    done = demo("--folder", str(file), "--language", "cs")
    assert done.returncode == 2
    assert "není složka" in done.stderr


def test_a_plan_with_faults_is_not_played(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('key = "x"\n', "utf-8")
    done = demo("--plan", str(plan), "--folder", str(tmp_path / "output"))
    assert done.returncode == 1
    assert not (tmp_path / "output").exists()


def test_both_languages_say_the_same_sentences() -> None:
    czech, english = demo_phrases("cs"), demo_phrases("en")
    assert czech.keys() == english.keys()
    for key, text in czech.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


def test_the_word_document_says_what_the_page_says(played: Played) -> None:
    document = plain_letters(ReadDocument((played.folder / "zprava.docx").read_bytes()).text())
    said = [plain_letters(text) for text in block_texts(read_page(played.text("zprava.html")))]

    assert len(said) > 300
    headings_of_the_page_alone = ["Poznámky"]
    assert [text for text in said if text not in document] == headings_of_the_page_alone


def plain_letters(text: str) -> str:
    """Leave out blanks, the way back from a note, the colon that Word has between a caption and its number."""
    return re.sub(r"[\s:↩]", "", text)


def test_documents_and_workbook_open_without_a_finding(played: Played) -> None:
    files = [*played.folder.glob("*.docx"), *played.folder.glob("*.xlsx")]

    assert len(files) == 3
    assert [findings(file) for file in files] == [[], [], []]


DEFENDED = {
    "stated_total": "the coordinator types sums from her own books, some of them out of date",
    "stated_town": "likewise",
    "stated_other": "likewise",
    "stated_subjects": "likewise",
    "stated_services": "likewise",
    "stated_activities": "likewise",
    "project_amounts": "two organisations name one project with other amounts",
    "level_count": "an organisation counts participants of what it calls not done",
    "abbreviation_unused": "the plan lists abbreviations for longer texts than simulated people write",
}
"""Why what the checks find in the answers of simulated people is right to find."""


def test_the_checks_find_nothing_in_the_demonstration_that_cannot_be_defended(played: Played) -> None:
    found = {finding["code"] for finding in json.loads(played.text("zprava.json"))["findings"]}

    assert found
    assert found <= DEFENDED.keys()
