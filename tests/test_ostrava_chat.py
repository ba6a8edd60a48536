"""The report of Ostrava for 2019, answered through the chat: each of its 72 activities is found in the page."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.partner_walk import Walker
from bot.sandbox.people import Person
from bot.sandbox.trial import Trial, trial
from tests.ostrava import DATA, activities, plan_source, read_data
from tests.ostrava_answers import (
    PRINTED,
    PRINTED_COSTS,
    OstravaSheets,
    amount,
    labels_of,
    paragraphs_of,
)

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"data absent: {DATA.name}")
START = datetime(2020, 1, 14, 8, 0, tzinfo=UTC)
REPORT_SECONDS = 60.0
READ = frozenset({".html", ".json"})
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
    return f"{plan_source(data)}\n[sources]\nother = {words}\n"


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


async def reports(playing: Trial) -> dict[str, str]:
    """Have the coordinator ask for the report; give page and data as received, by the ends of their names."""
    coordinator = await playing.join("", "Eva")
    await coordinator.wait_for("Připojení je hotové")
    await coordinator.says("/zprava")
    await coordinator.wait_for(lambda message: message.attachment is not None, REPORT_SECONDS)
    await playing.app.settle()
    return dict(received(playing, coordinator))


def received(playing: Trial, person: Person) -> Iterator[tuple[str, str]]:
    for message in person.chat:
        if message.by_bot and message.attachment is not None:
            file = playing.server.world.files.find(message.attachment.file_id or "")
            assert file is not None
            assert file.content is not None
            suffix = Path(file.name or "").suffix
            if suffix in READ:
                yield suffix, file.content.decode()


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, str]]:
    """How many activities were sent, and the report's files."""

    async def play() -> tuple[int, dict[str, str]]:
        data = read_data()
        async with trial(source(data), tmp_path_factory.mktemp("ostrava"), START) as playing:
            sent = await answer_everything(playing, OstravaSheets(activities(data)))
            return sent, await reports(playing)

    return asyncio.run(play())


@pytest.fixture(scope="module")
def sections(answered: tuple[int, dict[str, str]]) -> dict[str, str]:
    """Key of each activity to the text under its heading."""
    _, files = answered
    ids = {item["key"]: item["id"] for item in json.loads(files[".json"])["items"]}
    texts = Sections(files[".html"]).texts
    return {each["number"]: texts[ids[each["number"]]] for each in activities(read_data())}


def test_every_activity_is_sent(answered: tuple[int, dict[str, str]]) -> None:
    sent, _ = answered
    assert sent == len(activities(read_data())) == 72


def test_every_activity_has_a_heading_with_its_number_and_title(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        assert sections[each["number"]].startswith(spaced(f"Aktivita {each['number']} - {each['title']} Plnění"))


def test_every_degree_of_fulfilment_stands_in_its_section(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        assert f" Plnění {PRINTED[each['status']]} Náklady" in sections[each["number"]]


def test_every_amount_stands_in_its_section_under_its_name(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        for line in each["costs"]:
            text = sections[each["number"]]
            assert amount(line["amount_czk"]) in text
            named = line["label"].removeprefix("Náklady ")  # what the column says already is not said again
            assert not named or f"({named}) {amount(line['amount_czk'])}" in text


def test_costs_without_an_amount_are_said_in_words(sections: dict[str, str]) -> None:
    for each in activities(read_data()):
        if not each["costs"]:
            assert f"Náklady {PRINTED_COSTS[each['cost_kind']]}" in sections[each["number"]]


def test_every_paragraph_of_every_description_stands_in_its_section(sections: dict[str, str]) -> None:
    lacking = [
        (each["number"], paragraph)
        for each in activities(read_data())
        for paragraph in paragraphs_of(each)
        if spaced(paragraph).rstrip(".") not in sections[each["number"]]
    ]
    assert lacking == []
