"""The report of Ostrava for 2019, answered through the chat: each of its 72 activities is found in the page."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.sandbox.coordinator import Coordinator
from bot.sandbox.partner_walk import Walker
from bot.sandbox.people import Person
from bot.sandbox.trial import Trial, trial
from tests.ostrava import DATA, activities, plan_source, read_data
from tests.ostrava_answers import (
    PRINTED,
    WORDINGS,
    OstravaSheets,
    amount,
    labels_of,
    paragraphs_of,
)

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"data absent: {DATA.name}")
TOTALS = '{ key = "totals", form = "priority_totals", subject = "item", level = "priorita", role = "coordinator" }'
START = datetime(2020, 1, 14, 8, 0, tzinfo=UTC)
REPORT_SECONDS = 60.0
READ = frozenset({".html", ".json", ".xlsx"})
"""Formats that are looked into here."""
PLAIN = str.maketrans(dict.fromkeys("–—−", "-") | dict.fromkeys("„“”‟«»", '"') | {"×": "x"})


class Sections(HTMLParser):
    """The text under each heading that has an id, up to the next one."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._here = ""
        self._parts: dict[str, list[str]] = {"": []}
        self.feed(page)
        self.close()
        self.texts = {key: spaced("".join(parts)) for key, parts in self._parts.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} and name:
            self._here = name
            self._parts[name] = []
        self._parts[self._here].append(" ")

    def handle_data(self, data: str) -> None:
        self._parts[self._here].append(data)


def spaced(text: str) -> str:
    """One kind of blank, dash and quotation mark: the report sets them as Czech print does."""
    return " ".join(text.translate(PLAIN).split())


def source(data: dict[str, Any]) -> str:
    """The plan, in which the words that the data name amounts with are words for other sources."""
    words = json.dumps(labels_of(activities(data)), ensure_ascii=False)
    wordings = "\n".join(f"{code} = {json.dumps(said, ensure_ascii=False)}" for code, said in WORDINGS.items())
    asked = plan_source(data).replace('role = "lead" }]', f'role = "lead" }}, {TOTALS}]')
    return f"{asked}\n[sources]\nother = {words}\n[wordings]\n{wordings}\n"


async def no_rest() -> None:
    return None


async def answer_everything(playing: Trial, sheets: OstravaSheets) -> int:
    sent: list[str] = []

    async def one(actor: str, turn: int) -> None:
        person = await playing.join(actor, f"Partner {turn}")
        opening = await person.wait_for("Dobrý den, prosíme o podklady")
        walker = Walker(person, sheets, rest=no_rest, sent=lambda: sent.append(actor))
        assert await walker.walk(opening)

    actors = [actor for actor in playing.tokens if actor]
    await asyncio.gather(*(one(actor, turn) for turn, actor in enumerate(actors, start=1)))
    return len(sent)


async def reports(playing: Trial, data: dict[str, Any]) -> dict[str, bytes]:
    """Have the coordinator state totals and ask for the report; give the files received, by the ends of their names."""
    coordinator = await playing.join("", "Eva")
    await coordinator.wait_for("Připojení je hotové")
    await Coordinator(coordinator, rest=no_rest, books=books_of(data)).state_totals()
    await coordinator.says("/zprava")
    await coordinator.wait_for(lambda message: message.attachment is not None, REPORT_SECONDS)
    await playing.app.settle()
    return dict(received(playing, coordinator))


def books_of(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """What the report states for each priority: its financing, and its activities and services."""
    (table,) = [each for each in data["tables"] if each["id"] == "counts_per_priority"]
    counts = {row["label"].split()[1]: row["values"] for row in table["rows"] if not row["is_total"]}
    return {
        each["number"]: {
            **{figure: amount(each["financing"][figure]["amount_czk"]) for figure in ("total", "town", "other")},
            "activities": str(counts[each["number"]][0]),
            "services": str(counts[each["number"]][1]),
        }
        for each in data["tree"]
    }


def received(playing: Trial, person: Person) -> Iterator[tuple[str, bytes]]:
    for message in person.chat:
        if message.by_bot and message.attachment is not None:
            file = playing.server.world.files.find(message.attachment.file_id or "")
            assert file is not None
            assert file.content is not None
            suffix = Path(file.name or "").suffix
            if suffix in READ:
                yield suffix, file.content


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, bytes]]:
    """How many activities were sent, and the report's files."""

    async def play() -> tuple[int, dict[str, bytes]]:
        data = read_data()
        async with trial(source(data), tmp_path_factory.mktemp("ostrava"), START) as playing:
            sent = await answer_everything(playing, OstravaSheets(activities(data)))
            return sent, await reports(playing, data)

    return asyncio.run(play())


@pytest.fixture(scope="module")
def sections(answered: tuple[int, dict[str, bytes]]) -> dict[str, str]:
    """Key of each activity to the text under its heading."""
    _, files = answered
    ids = {item["key"]: item["id"] for item in json.loads(files[".json"])["items"]}
    texts = Sections(files[".html"].decode()).texts
    return {each["number"]: texts[ids[each["number"]]] for each in activities(read_data())}


def test_every_activity_is_sent(answered: tuple[int, dict[str, bytes]]) -> None:
    sent, _ = answered
    assert sent == len(activities(read_data())) == 72


def test_every_activity_has_a_heading_with_its_number_and_title(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        assert sections[each["number"]].startswith(spaced(f"Aktivita {each['number']} - {each['title']} Plnění"))


def test_every_degree_and_its_wording_stand_in_its_section(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        wording = each["status_text"].rstrip(".")
        own = "" if wording in PRINTED.values() else f" ({each['status_text']})"
        assert f" Plnění {PRINTED[each['status']]}{own} Náklady" in sections[each["number"]]


def test_every_amount_stands_in_its_section(sections: dict[str, str]) -> None:
    lacking = [
        (each["number"], line["amount_czk"])
        for each in activities(read_data())
        for line in each["costs"]
        if amount(line["amount_czk"]) not in sections[each["number"]]
    ]
    assert lacking == []


def test_every_text_of_costs_stands_in_its_section(sections: dict[str, str]) -> None:
    lacking = [
        (each["number"], each["cost_text"])
        for each in activities(read_data())
        if spaced(each["cost_text"]).rstrip(".").casefold() not in sections[each["number"]].casefold()
    ]
    assert lacking == []


def test_every_project_and_every_count_stands_in_its_section(sections: dict[str, str]) -> None:
    wanted = [
        (each["number"], text)
        for each in activities(read_data())
        for text in (*each["projects"], *(f"{count['name']}: {count['value']}" for count in each["indicators"]))
    ]
    assert len(wanted) > 180
    assert [pair for pair in wanted if spaced(pair[1]) not in sections[pair[0]]] == []


def test_every_reference_stands_in_its_section(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        if each["refs"]:
            assert f"Souvisí s: {', '.join(each['refs'])}" in sections[each["number"]]


def test_every_paragraph_of_every_description_stands_in_its_section(sections: dict[str, str]) -> None:
    lacking = [
        (each["number"], paragraph)
        for each in activities(read_data())
        for paragraph in paragraphs_of(each)
        if spaced(paragraph).rstrip(".") not in sections[each["number"]]
    ]
    assert lacking == []


def computed(number: str) -> int:
    """Add the amounts of a priority up a second time, from the data themselves."""
    return sum(
        line["amount_czk"]
        for each in activities(read_data())
        if each["number"].startswith(f"{number}.") and each.get("counts_in_priority_sum") is not False
        for line in each["costs"]
    )


def test_sums_stated_totals_and_differences_are_in_the_data_file(answered: tuple[int, dict[str, bytes]]) -> None:
    sums = {(one["name"], one["item"]): int(one["value"]) for one in json.loads(answered[1][".json"])["sums"]}
    for each in read_data()["tree"]:
        number, stated = each["number"], each["financing"]["total"]["amount_czk"]
        assert sums["costs.total", number] == computed(number)
        assert sums["stated.total", number] == stated
        assert sums["difference.total", number] == stated - computed(number)


def test_sums_stated_totals_and_differences_are_in_the_workbook(answered: tuple[int, dict[str, bytes]]) -> None:
    page = load_workbook(BytesIO(answered[1][".xlsx"]), data_only=True)["Součty"]
    head, *body = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=8)]
    rows = [dict(zip(head, row, strict=True)) for row in body]
    books = books_of(read_data())
    for each, row in zip(read_data()["tree"], rows, strict=True):
        number, stated = each["number"], each["financing"]["total"]["amount_czk"]
        assert row["Celkové náklady"] == computed(number)
        assert row["Uvedené celkové náklady"] == stated
        assert row["Rozdíl celkových nákladů"] == stated - computed(number)
        assert row["Uvedený počet aktivit"] == int(books[number]["activities"])
