"""A report of one's own: a plan, a form and a template, played whole through the chat; the program knows none of it."""

import asyncio
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.plan_forms import FormShelf, compile_forms
from bot.sandbox.anybody import read_script
from bot.sandbox.whole_play import play_whole
from flows.plan import Plan
from flows.plan_reading import read_plan
from tests.docx_reader import ReadDocument
from tests.page_reader import read_page

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, kw_only=True)
class Played:
    folder: Path
    told: list[tuple[int, int]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    shelf = FormShelf(folder=EXAMPLES)
    plan = read_plan((EXAMPLES / "pochuzky.toml").read_text("utf-8"), forms=shelf.keys())
    assert isinstance(plan, Plan), plan
    forms = compile_forms(plan, shelf)
    assert not isinstance(forms, tuple), forms
    folder, told = tmp_path_factory.mktemp("own"), list[tuple[int, int]]()
    show = play_whole(
        plan,
        folder,
        forms={key: form.source for key, form in forms.items()},
        script=read_script(EXAMPLES / "scripts" / "pochuzky.toml"),
        seed="own",
        progress=lambda done, total: told.append((done, total)),
    )
    asyncio.run(show)
    return Played(folder=folder, told=told)


def test_what_was_said_in_the_chat_is_in_the_data_of_the_report(played: Played) -> None:
    data = json.loads((played.folder / "prehled.json").read_text("utf-8"))
    said = {
        (item["title"], answer["question"]): answer["value"]
        for item in data["items"]
        for task in item["tasks"]
        for answer in task["answers"]
    }

    assert said["Podchod u nádraží", "place_state"] == "better"
    assert said["Podchod u nádraží", "complaints"] == 4
    assert said["Parkoviště Na Stráni", "complaints"] == 11
    total = sum(int(str(value)) for (_, question), value in said.items() if question == "complaints")
    assert [each["value"] for each in data["sums"] if each["name"] == "complaints" and not each["item"]] == [str(total)]
    assert played.told == [(3, 3)]


def test_page_and_document_print_what_was_said(played: Played) -> None:
    page = read_page((played.folder / "prehled.html").read_text("utf-8")).text()
    document = ReadDocument((played.folder / "prehled.docx").read_bytes()).text()

    for text in (page, document):
        plain = re.sub(r"\s+", " ", text)
        assert "Podchod má nové světlo a kameru." in plain
        assert "Zhoršilo se" in plain
    assert (played.folder / "prehled.pdf").read_bytes().startswith(b"%PDF")


def test_no_code_of_the_product_names_the_questions_of_a_report_of_ones_own() -> None:
    code = [file for folder in ("bot", "flows", "reports", "storage") for file in (ROOT / folder).rglob("*.py")]
    texts = "\n".join(file.read_text("utf-8") for file in code)

    assert [name for name in ("inspection", "place_state", "place_done", "complaints") if name in texts] == []
