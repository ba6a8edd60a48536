"""Quick paste: a column from Word becomes a tree, a second one becomes the responsible actors."""

import json
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.workbook.plan_file import blank_workbook, plan_workbook
from flows.plan import Plan
from flows.plan_walk import tasks_expected
from flows.workbook.pasted_line import OtherLevel, PastedItem, read_line
from tests.left_out import DATA_ABSENT
from tests.ostrava import DATA
from tests.workbook_sample import changed, plan_in, read_bytes

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
Tables = Mapping[str, Sequence[Sequence[str | None]]]
LEVELS = ("priorita", "opatření", "aktivita")
FACTS = {
    "Název plánu": "Kamenov",
    "Vlastník": "město Kamenov",
    "Název dokumentu": "Strategie",
    "Název dokumentu ve 2. pádě": "Strategie",
    "Kontaktní osoba": "Eva Sojková",
    "Telefon": "000 000 000",
}


def pasted(rows: Sequence[tuple[str, ...]], levels: Sequence[str] = LEVELS, *, tables: Tables | None = None) -> bytes:
    """An empty workbook with the plan's facts and a pasted column."""

    def paste(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        facts = book["Plán"]
        for row in range(2, facts.max_row + 1):
            if facts.cell(row=row, column=1).value in FACTS:
                facts.cell(row=row, column=2).value = FACTS[facts.cell(row=row, column=1).value]
        for row in range(2, 5):
            book["Úrovně"].cell(row=row, column=3).value = levels[row - 2] if row - 2 < len(levels) else None
            book["Úrovně"].cell(row=row, column=1).value = "strategie" if row - 2 < len(levels) else None
        for at, texts in enumerate(rows, start=2):
            for column, text in enumerate(texts, start=1):
                book["Rychlé vložení"].cell(row=at, column=column).value = text
        for sheet, cells in (tables or {}).items():
            for values in cells:
                book[sheet].append(list(values))

    return changed(paste, blank_workbook("cs"))


def tree(plan: Plan) -> list[tuple[str, str, str]]:
    numbers = {item.key: item.number for item in plan.items}
    words = plan.trees[0].levels
    return [(item.number, numbers.get(item.parent, ""), str(words[item.level - 1])) for item in plan.items]


def text_of(name: str) -> list[tuple[str, ...]]:
    file = SEEDS / name
    if not file.exists():
        pytest.skip(f"{DATA_ABSENT} {name}")
    return [(re.sub("[\x00-\x08\x0b-\x1f]", " ", line),) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("line", "level", "number", "title"),
    [
        ("1 Děti a mládež", 1, "1", "Děti a mládež"),
        ("1. Děti a mládež", 1, "1", "Děti a mládež"),
        ("1.1 Kluby", 2, "1.1", "Kluby"),
        ("1.1. Kluby", 2, "1.1", "Kluby"),
        ("1.1\tKluby", 2, "1.1", "Kluby"),
        ("  1.1.1.  Provozovat klub  ", 3, "1.1.1", "Provozovat klub"),
        ("Priorita 1 – Děti", 1, "1", "Děti"),
        ("PRIORITA II: Děti", 1, "II", "Děti"),
        ("Opatření č. 1.1 Kluby", 2, "1.1", "Kluby"),
        ("Aktivita 1.1.1.\tProvozovat klub", 3, "1.1.1", "Provozovat klub"),
        ("**Opatření 1.1** Kluby", 2, "1.1", "Kluby"),
        ("Priorita 5 – Děti a mládež.....\t17", 1, "5", "Děti a mládež"),
        ("Priorita 5 – Děti a mládež\t45\t2", 1, "5", "Děti a mládež"),
        ("Priorita A) Děti", 1, "A", "Děti"),
        ("2.3 „Bezpečně domů“", 2, "2.3", "„Bezpečně domů“"),
    ],
)
def test_a_line_is_recognised_by_its_word_and_by_its_number(line: str, level: int, number: str, title: str) -> None:
    read = read_line(line, LEVELS)

    assert isinstance(read, PastedItem)
    assert (read.level, read.number) == (level, number)
    assert read.title.lstrip("* ") == title


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Stručný popis opatření:",
        "- podpora sociálních služeb",
        "16. 6. 2021 se sešla skupina",
        "10 000 Kč",
        "5 klubů",
        "1. února byl klub otevřen",
        "2019 Ostrava",
        "Priorita\tPočet aktivit",
        "Opatření: 5",
        "Opatřením 1.1 se zabývá odbor",
        "1.1.1.1 Příliš hluboko",
        "4. – 5. října",
    ],
)
def test_what_is_no_item_is_not_recognised(line: str) -> None:
    assert read_line(line, LEVELS) is None


def test_a_level_that_the_tree_lacks_is_told_apart() -> None:
    assert read_line("Cíl 1: Děti", LEVELS) == OtherLevel(word="Cíl")


def test_a_pasted_column_becomes_a_tree_with_leads_and_contributors() -> None:
    rows = [
        ("Úvod strategie",),
        ("Priorita 1 – Děti",),
        ("1.1 Kluby", ""),
        ("1.1.1 Provozovat klub", "Klub Kotva, z. s.; Odbor sociálních věcí"),
        ("Popis aktivity, který sem nepatří.",),
        ("Ještě jeden odstavec.",),
        ("1.1.2 Pořádat tábory", "MP, Klub Kotva, z. s."),
        ("1.1.3", "Hřiště"),
        ("1.1.4",),
        ("Osvětlit podchody", "Městská policie"),
    ]
    tables = {"Subjekty": [["mp", "Městská policie"]], "Zkratky": [["MP", "městská policie"]]}
    found = read_bytes(pasted(rows, tables=tables))
    plan = found.plan
    assert plan is not None, found.faults
    names = {actor.key: actor.name for actor in plan.actors}

    assert tree(plan) == [
        ("1", "", "priorita"),
        ("1.1", "1", "opatření"),
        ("1.1.1", "1.1", "aktivita"),
        ("1.1.2", "1.1", "aktivita"),
        ("1.1.3", "1.1", "aktivita"),
        ("1.1.4", "1.1", "aktivita"),
    ]
    assert [item.title for item in plan.items[-2:]] == ["Hřiště", "Osvětlit podchody"]
    assert list(names.values()) == ["Městská policie", "Klub Kotva, z. s.", "Odbor sociálních věcí"]
    assert [names.get(item.lead, "") for item in plan.items] == [
        "", "", "Klub Kotva, z. s.", "Městská policie", "", "Městská policie",
    ]  # fmt: skip
    assert [names[key] for key in plan.items[3].contributors] == ["Klub Kotva, z. s."]
    notes = {note.code: note for note in found.notes}
    assert notes["workbook.paste_actors"].data["names"] == "Klub Kotva, z. s., Odbor sociálních věcí"
    told = [(note.where, note.data["last"]) for note in found.notes if note.code == "workbook.paste_unknown"]
    assert told == [("Rychlé vložení!A2", "2"), ("Rychlé vložení!A6", "7")]


def test_the_whole_text_of_an_evaluation_gives_its_tree() -> None:
    rows = text_of("ostrava-2019.txt")
    data = json.loads(DATA.read_text("utf-8"))
    expected = [(priority["number"], "", "priorita", priority["title"]) for priority in data["tree"]]
    expected += [
        (measure["number"], priority["number"], "opatření", measure["title"])
        for priority in data["tree"]
        for measure in priority["measures"]
    ]
    expected += [
        (activity["number"], measure["number"], "aktivita", activity["title"])
        for priority in data["tree"]
        for measure in priority["measures"]
        for activity in measure["activities"]
    ]
    found = read_bytes(pasted(rows))
    plan = found.plan
    assert plan is not None, found.faults[:5]

    assert sorted(tree(plan)) == sorted(each[:3] for each in expected)
    titles = {number: title for number, _, _, title in expected}
    bare = {item.number: re.sub("<[^>]*>", "", item.title) for item in plan.items}
    assert {number: title for number, title in bare.items() if title[:23] != titles[number][:23]} == {}
    items, told = len(plan.items), [note for note in found.notes if note.code == "workbook.paste_unknown"]
    covered = sum(int(note.data["last"]) - int(note.data["row"]) + 1 for note in told)
    assert covered + items >= sum(bool(text.strip()) for (text,) in rows)


def test_the_whole_text_of_a_narrative_gives_its_tree() -> None:
    rows = text_of("ustecky-kraj-2021.txt")
    plan = plan_in(pasted(rows, ("cíl", "opatření")))
    headings = [re.match(r"(Cíl|Opatření) ([0-9.]+):? (.*)", text) for (text,) in rows]
    expected = [(found[2], found[1].lower(), found[3]) for found in headings if found]

    words = plan.trees[0].levels
    assert len(expected) == 15
    assert [(item.number, words[item.level - 1], item.title) for item in plan.items] == expected
    assert {item.parent for item in plan.items if item.level == 1} == {""}
    assert all(
        item.number.startswith(next(each.number for each in plan.items if each.key == item.parent))
        for item in plan.items
        if item.level == 2
    )


def test_what_was_pasted_and_stands_in_the_sheet_of_items_already_is_not_taken_twice() -> None:
    rows = [("1 Děti",), ("1.1 Kluby",), ("1.2 Tábory",)]
    tables = {"Položky": [["p1", None, "priorita", "1", "Děti"], ["o11", None, "opatření", "1.1", "Kluby"]]}
    plan = plan_in(pasted(rows, tables=tables))

    assert [(item.key, item.number) for item in plan.items] == [("p1", "1"), ("o11", "1.1"), ("o1-2", "1.2")]


def test_a_pasted_number_that_another_item_has_is_a_fault_where_it_was_pasted() -> None:
    rows = [("1 Děti",), ("1.1 Kluby",)]
    tables = {"Položky": [["p1", None, "priorita", "1", "Město"]]}
    found = read_bytes(pasted(rows, tables=tables))

    assert [(fault.code, fault.where) for fault in found.faults] == [("plan.duplicate", "Rychlé vložení!A2")]


def test_a_level_that_is_missing_in_the_sheet_of_levels_is_told() -> None:
    found = read_bytes(pasted([("Cíl 1 Děti",), ("1.1 Kluby",)]))

    assert ("workbook.paste_level", "Rychlé vložení!A2") in {(note.code, note.where) for note in found.notes}


def test_the_pasted_rows_stand_in_the_sheet_of_items_after_an_export() -> None:
    plan = plan_in(pasted([("1 Děti",), ("1.1 Kluby",), ("1.1.1 Klub", "Klub Kotva, z. s.")]))
    book = load_workbook(BytesIO(plan_workbook(plan, "cs")))

    assert [cell.value for cell in book["Položky"]["D"]] == ["Číslo", "1", "1.1", "1.1.1"]
    assert [cell.value for cell in book["Položky"]["A"]][1:] == ["p1", "o1-1", "a1-1-1"]
    assert [cell.value for cell in book["Rychlé vložení"]["A"]] == ["Text z dokumentu"]


def test_one_row_of_the_sheet_of_rounds_is_enough_to_ask_and_to_report() -> None:
    rows = [("1 Děti",), ("1.1 Kluby",), ("1.1.1 Klub", "Klub Kotva, z. s.")]
    tables = {"Sběry": [[None, "Podklady za rok 2026", None, None, "2026", "11. 1. 2027", "29. 1. 2027"]]}
    plan = plan_in(pasted(rows, tables=tables))
    (round_,) = plan.rounds

    assert (round_.key, round_.period.label) == ("r2026", "2026")
    assert [(task.subject, task.actor) for task in tasks_expected(plan, round_)] == [("a1-1-1", "klub-kotva-z-s")]
    assert [(report.template, report.rounds) for report in plan.reports] == [("annual_evaluation", ("r2026",))]
