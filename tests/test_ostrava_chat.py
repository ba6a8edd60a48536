"""The report of Ostrava for 2019, answered through the chat: each of its 72 activities is found in the page."""

import asyncio
import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.sandbox.coordinator import Coordinator
from bot.sandbox.partner_walk import Walker
from bot.sandbox.people import Person
from bot.sandbox.trial import Trial, trial
from tests.docx_reader import ReadDocument
from tests.ostrava import DATA, LEADS, activities, plan_source, read_data
from tests.ostrava_answers import (
    PRINTED,
    WORDINGS,
    OstravaSheets,
    amount,
    is_of_the_town,
    is_passed_on,
    labels_of,
    paragraphs_of,
    sentences_of,
)
from tests.ostrava_page import Section, read_sections, spaced
from tests.pdf_reader import under_headings
from tests.test_report_ostrava import letters

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"data absent: {DATA.name}")
TOTALS = '{ key = "totals", form = "priority_totals", subject = "item", level = "priorita", role = "coordinator" }'
START = datetime(2020, 1, 14, 8, 0, tzinfo=UTC)
REPORT_SECONDS = 60.0
LABEL = "V rámci běžné činnosti"
"""The one wording of the data that is a choice's own label."""
MONEY = ("total", "town", "other")
COLUMNS = {
    "total": ("Celkové náklady", "Uvedené celkové náklady", "Rozdíl celkových nákladů"),
    "town": ("z toho rozpočet města", "Uvedené náklady města", "Rozdíl nákladů města"),
    "other": ("z toho další zdroje", "Uvedené další zdroje", "Rozdíl dalších zdrojů"),
    "subjects": ("Počet subjektů (každý jednou)", "Uvedený počet subjektů", "Rozdíl počtu subjektů"),
    "services": ("Počet sociálních služeb", "Uvedený počet služeb", "Rozdíl počtu služeb"),
    "activities": ("Počet preventivních aktivit", "Uvedený počet aktivit", "Rozdíl počtu aktivit"),
}
"""Headings in the sheet of sums: computed, stated, difference."""
FORMATS = ("docx", "pdf", "html", "xlsx", "json", "csv")


def source(data: dict[str, Any]) -> str:
    """The plan, in which the words that the data name amounts with are words for other sources."""
    words = json.dumps(labels_of(activities(data)), ensure_ascii=False)
    wordings = "\n".join(f"{code} = {json.dumps(said, ensure_ascii=False)}" for code, said in WORDINGS.items())
    asked = plan_source(data).replace('role = "lead" }]', f'role = "lead" }}, {TOTALS}]')
    template = '"template" = "annual_evaluation"'
    assert template in asked
    asked = asked.replace(template, f"{template}\nformats = {json.dumps(FORMATS)}")
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
    """Have the coordinator state totals and ask for the report; give the files received, by the ends of their names.

    There are several tables: each is there by its name.
    """
    coordinator = await playing.join("", "Eva")
    await coordinator.wait_for("Připojení je hotové")
    await Coordinator(coordinator, rest=no_rest, books=books_of(data)).state_totals()
    await coordinator.says("/zprava")
    await coordinator.wait_for("V jaké podobě")
    await coordinator.taps("Vše")
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
            name = Path(file.name or "")
            if not name.stem.endswith(("-shrnuti", "-metadata")):
                yield (name.name if name.suffix == ".csv" else name.suffix), file.content


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
def sections(answered: tuple[int, dict[str, bytes]]) -> dict[str, Section]:
    """Number of each activity to what stands under its heading, up to the next one."""
    _, files = answered
    ids = {item["key"]: item["id"] for item in json.loads(files[".json"])["items"]}
    found = read_sections(files[".html"].decode())
    return {each["number"]: found[ids[each["number"]]] for each in activities(read_data())}


def test_every_activity_is_sent(answered: tuple[int, dict[str, bytes]]) -> None:
    sent, _ = answered
    assert sent == len(activities(read_data())) == 72


def test_every_activity_has_a_heading_with_its_number_and_title(sections: dict[str, Section]) -> None:
    for each in activities(read_data()):
        assert sections[each["number"]].heading == spaced(f"Aktivita {each['number']} - {each['title']}")


def test_every_degree_and_its_wording_stand_in_its_section(sections: dict[str, Section]) -> None:
    for each in activities(read_data()):
        wording = each["status_text"].rstrip(".")
        own = "" if wording in PRINTED.values() else f" ({each['status_text']})"
        assert sections[each["number"]].facts["Plnění"] == f"{PRINTED[each['status']]}{own}"


def test_every_amount_stands_as_a_figure_under_its_heading(sections: dict[str, Section]) -> None:
    for each in activities(read_data()):
        section = sections[each["number"]]
        said = [line["amount_czk"] for line in each["costs"]]
        assert section.amounts.get("Zdroje", []) == said, each["number"]
        assert section.amounts.get("Náklady", []) == ([sum(said)] if said else []), each["number"]


def test_every_text_of_costs_stands_among_its_costs_exactly(sections: dict[str, Section]) -> None:
    lacking = [
        (each["number"], each["cost_text"], sections[each["number"]].facts["Náklady"])
        for each in activities(read_data())
        if not tells_costs(sections[each["number"]].facts["Náklady"], spaced(each["cost_text"]))
    ]
    assert lacking == []


def tells_costs(shown: str, text: str) -> bool:
    """The report prints the words as they were written; an amount alone, or a choice's own label, as its own."""
    return (
        shown == text or f"({text})" in shown or (text.rstrip(".") == LABEL and shown == LABEL[:1].lower() + LABEL[1:])
    )


def test_every_project_and_every_count_stands_in_its_section(sections: dict[str, Section]) -> None:
    wanted = [
        (each["number"], text)
        for each in activities(read_data())
        for text in (*each["projects"], *(f"{count['name']}: {count['value']}" for count in each["indicators"]))
    ]
    assert len(wanted) > 180
    assert [pair for pair in wanted if spaced(pair[1]) not in sections[pair[0]].text] == []


def test_every_reference_stands_in_its_section(sections: dict[str, Section]) -> None:
    for each in activities(read_data()):
        if each["refs"]:
            assert f"Souvisí s: {', '.join(each['refs'])}" in sections[each["number"]].text


def test_every_paragraph_of_every_description_stands_in_its_section(sections: dict[str, Section]) -> None:
    lacking = [
        (each["number"], paragraph)
        for each in activities(read_data())
        for paragraph in paragraphs_of(each)
        for block in as_printed(each, paragraph)
        if spaced(block) not in sections[each["number"]].blocks
    ]
    assert lacking == []


def as_printed(activity: dict[str, Any], paragraph: str) -> list[str]:
    """A line of counts was taken for counts in the chat: each stands on its own, without a full stop."""
    counts = {f"{count['name']}: {count['value']}" for count in activity["indicators"]}
    parts = [part.rstrip(".") for part in sentences_of(paragraph)]
    return parts if counts.issuperset(parts) else [paragraph]


def test_what_the_page_says_under_a_heading_word_and_the_pdf_say_under_it(
    answered: tuple[int, dict[str, bytes]], sections: dict[str, Section]
) -> None:
    _, files = answered
    parts = ReadDocument(files[".docx"]).under()[1:]
    found = under_headings(files[".pdf"], [part.heading for part in parts])
    word = {letters(part.heading): bare(part.text) for part in parts}
    printed = {letters(heading): bare(text) for heading, text in found.items()}
    wanted = [(letters(section.heading), bare(block)) for section in sections.values() for block in section.blocks[1:]]

    assert len(wanted) > 700
    assert [(heading, block) for heading, block in wanted if block not in word[heading]] == []
    assert [(heading, block) for heading, block in wanted if block not in printed[heading]] == []


def test_every_amount_and_every_count_is_a_number_of_workbook_tables_and_data(
    answered: tuple[int, dict[str, bytes]],
) -> None:
    _, files = answered
    wanted = {Decimal(line["amount_czk"]) for each in activities(read_data()) for line in each["costs"]}
    wanted |= {Decimal(count["value"]) for each in activities(read_data()) for count in each["indicators"]}
    book = load_workbook(BytesIO(files[".xlsx"]), data_only=True)
    rows = [row for name in files if name.endswith(".csv") for row in csv.reader(StringIO(files[name].decode()))]
    answers = [
        answer["value"]
        for item in json.loads(files[".json"])["items"]
        for task in item["tasks"]
        for answer in task["answers"]
    ]

    assert len(wanted) > 50
    assert wanted - numbers(cell.value for page in book for row in page.iter_rows() for cell in row) == set()
    assert wanted - numbers(cell for row in rows for cell in row) == set()
    assert wanted - numbers(answers) == set()


def bare(text: str) -> str:
    """Give the letters alone, without what only one of the formats has: colons of captions, pages, marks of notes."""
    return re.sub(r"Kč\d(?=\()", "Kč", re.sub(r"\(s\.\d+\)|:", "", letters(spaced(text))))


def numbers(values: Iterable[object]) -> set[Decimal]:
    return {
        Decimal(str(value))
        for value in values
        if isinstance(value, int | float) or (isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value))
    }


def under(number: str) -> list[dict[str, Any]]:
    return [each for each in activities(read_data()) if each["number"].startswith(f"{number}.")]


def computed(number: str) -> dict[str, int]:
    """Reckon the figures of a priority a second time, from the data themselves.

    The data name the source of money only where a priority has no other than the town. They name neither who
    carries a project out nor its kind nor the town's part of it, so a project counts for the lead of its activity.
    """
    added = [each for each in under(number) if not is_passed_on(each)]
    total = sum(line["amount_czk"] for each in added for line in each["costs"])
    town = sum(line["amount_czk"] for each in added for line in each["costs"] if is_of_the_town(each))
    order = {each["number"]: turn for turn, each in enumerate(activities(read_data()))}
    leads = {LEADS[order[each["number"]] % len(LEADS)][0] for each in under(number) if each["projects"]}
    names = {name.casefold() for each in under(number) for name in each["projects"]}
    figures = {"total": total, "town": town, "other": total - town}
    return figures | {"subjects": len(leads), "services": 0, "activities": len(names)}


def stated(number: str) -> dict[str, int]:
    """Give what the data state for a priority; they state subjects for the whole town only."""
    return {figure: crowns(said) for figure, said in books_of(read_data())[number].items()}


def crowns(text: str) -> int:
    return int(text.removesuffix(" Kč").replace(" ", ""))


PRIORITIES = ("1", "2", "3", "4", "5", "6")


def test_the_second_computation_tells_the_towns_money_from_other_money() -> None:
    assert computed("1") == {"total": 200000, "town": 200000, "other": 0, "subjects": 4, "services": 0, "activities": 6}


@pytest.mark.parametrize("number", PRIORITIES)
def test_sums_stated_totals_and_differences_are_in_the_data_file(
    number: str, answered: tuple[int, dict[str, bytes]]
) -> None:
    sums = {(one["name"], one["item"]): int(one["value"]) for one in json.loads(answered[1][".json"])["sums"]}
    reckoned, said = computed(number), stated(number)
    for figure, value in reckoned.items():
        kind = "costs" if figure in MONEY else "count"
        assert sums[f"{kind}.{figure}", number] == value
    for figure, value in said.items():
        assert sums[f"stated.{figure}", number] == value
        assert sums[f"difference.{figure}", number] == value - reckoned[figure]


@pytest.mark.parametrize("number", PRIORITIES)
def test_sums_stated_totals_and_differences_are_in_the_workbook(
    number: str, answered: tuple[int, dict[str, bytes]]
) -> None:
    page = load_workbook(BytesIO(answered[1][".xlsx"]), data_only=True)["Součty"]
    head, *body = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=8)]
    row = dict(zip(head, body[PRIORITIES.index(number)], strict=True))
    reckoned, said = computed(number), stated(number)
    for figure, (column, stated_column, difference_column) in COLUMNS.items():
        assert row[column] == reckoned[figure]
        assert row.get(stated_column) == said.get(figure)
        assert row.get(difference_column) == (said[figure] - reckoned[figure] if figure in said else None)
