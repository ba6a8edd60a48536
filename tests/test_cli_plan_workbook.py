"""`plneni plan` with workbooks: begin, check, import, export; rows without keys are asked about, never guessed."""

import sys
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.workbook.plan_file import blank_workbook, plan_workbook
from flows.plan import Item, Plan
from storage.database import Tx
from storage.ids import random_mint
from storage.plans import load_plan, load_plan_revisions
from storage.rounds import open_round
from storage.tables.plans import items, plan_revisions
from storage.tables.tasks import tasks
from tests.cli_world import BEFORE_OPENING, Shell, lines_with
from tests.test_cli_plan import Terminal
from tests.test_workbook_paste import pasted
from tests.workbook_sample import cell, changed, kamenov, kamenov_bytes, plan_in, row_of

NEW_ROW = [None, None, "aktivita", "4.2.4", "Hlídat hřiště", None, "Odbor sociálních věcí"]


def put(shell: Shell, data: bytes, name: str = "plan.xlsx") -> str:
    (shell.folder / name).write_bytes(data)
    return name


def without_keys(sheet: str = "Položky") -> bytes:
    def clear(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        for row in range(2, book[sheet].max_row + 1):
            cell(book[sheet], "Klíč", row).value = None

    return changed(clear)


def plan_of(shell: Shell) -> Plan:
    return shell.read(lambda tx: load_plan(tx, "kamenov"))


def revision_of(shell: Shell) -> int:
    return shell.read(load_plan_revisions)["kamenov"]


def answer(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(lines))


async def authors(tx: Tx) -> list[str]:
    found = await tx.execute(select(plan_revisions.c.author).order_by(plan_revisions.c.number))
    return list(found.scalars())


async def retired(tx: Tx) -> set[str]:
    return set((await tx.execute(select(items.c.key).where(items.c.retired_at.is_not(None)))).scalars())


async def tasks_of(tx: Tx) -> dict[tuple[str, str], str]:
    found = await tx.execute(select(tasks.c.subject, tasks.c.actor, tasks.c.state))
    return {(subject, actor): state for subject, actor, state in found}


def test_a_template_is_made_and_an_existing_file_is_not_overwritten(shell: Shell) -> None:
    first, second = shell.run("plan", "template"), shell.run("plan", "template")

    assert (first.code, second.code) == (0, 2)
    assert (shell.folder / "plan.xlsx").read_bytes() == blank_workbook("cs")
    assert lines_with(second.err, ["plan.xlsx", "--overwrite"])
    assert shell.run("plan", "template", "--overwrite", "--language", "en").code == 0
    assert (shell.folder / "plan.xlsx").read_bytes() == blank_workbook("en")
    assert shell.run("plan", "template", "plan.toml").code == 0
    assert shell.run("plan", "check", "plan.toml").code == 0
    assert shell.run("plan", "template", "plan.docx").code == 2
    assert lines_with(shell.run("plan", "template", "neni/plan.xlsx").err, ["neni/plan.xlsx", "FileNotFoundError"])


def test_a_workbook_is_checked_with_every_fault_and_note_said(shell: Shell) -> None:
    def wrong(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Položky"], "Odpovídá", 4).value = "Nikdo"
        cell(book["Položky"], "Název", 5).value = None
        book.create_sheet("Poznámky")["A1"].value = "x"

    ran = shell.run("plan", "check", put(shell, changed(wrong)))

    assert ran.code == 1
    assert lines_with(ran.err, ["list Položky, řádek 4, sloupec Odpovídá (G4)", "Nikdo", "Doplňte ho tam"])
    assert lines_with(ran.err, ["list Položky, řádek 5, sloupec Název (E5)"])
    assert lines_with(ran.err, ["list Poznámky", "nečte"])
    assert not (shell.folder / "plneni.sqlite3").exists()


def test_a_damaged_workbook_is_a_sentence(shell: Shell) -> None:
    ran = shell.run("plan", "import", put(shell, kamenov_bytes()[:2000]), "--yes")

    assert (ran.code, ran.out) == (1, "")
    assert lines_with(ran.err, ["plan.xlsx: soubor nejde otevřít"])


def test_an_exported_workbook_is_the_one_that_was_imported(shell: Shell) -> None:
    assert shell.run("plan", "import", put(shell, kamenov_bytes()), "--yes").code == 0
    assert shell.run("plan", "export", "znovu.xlsx").code == 0

    assert plan_of(shell) == kamenov()
    assert (shell.folder / "znovu.xlsx").read_bytes() == kamenov_bytes()
    again = shell.run("plan", "import", "znovu.xlsx")
    assert (again.code, again.err) == (0, "")
    assert lines_with(again.out, ["nemění", "revize 1"])


def test_an_export_is_named_by_the_plan_and_knows_toml(shell: Shell) -> None:
    shell.import_kamenov()

    assert lines_with(shell.run("plan", "export").out, ["kamenov.xlsx"])
    assert shell.run("plan", "export", "znovu.toml").code == 0
    assert lines_with(shell.run("plan", "diff", "znovu.toml").out, ["nemění"])
    assert lines_with(shell.run("plan", "export", "--plan", "jiny").err, ["jiny", "kamenov"])


def test_each_revision_has_its_author(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "sojkova")
    shell.run("plan", "import", put(shell, kamenov_bytes()), "--yes")
    new = changed(lambda book: book["Položky"].append(NEW_ROW))
    shell.run("plan", "import", put(shell, new), "--yes", "--author", "Eva Sojková")

    assert shell.read(authors) == ["sojkova", "Eva Sojková"]
    assert lines_with(shell.run("plan", "diff", "plan.xlsx", "--language", "cs").out, ["revize 2"])
    old = shell.run("plan", "diff", put(shell, kamenov_bytes()))
    assert lines_with(old.out, ["revizi 2", "Eva Sojková", "5. 1. 2027"])


def test_what_changes_is_shown_in_the_words_of_the_workbook(shell: Shell) -> None:
    shell.import_kamenov()

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Položky"], "Odpovídá", 4).value = "Odbor sociálních věcí"
        book["Položky"].append(NEW_ROW)
        book["Položky"].delete_rows(5)
        cell(book["Sběry"], "Termín", 2).value = "5. 2. 2027"

    ran = shell.run("plan", "diff", put(shell, changed(change)))

    assert lines_with(ran.out, ["~", "1.1.1", "Odpovídá: „Útvar prevence kriminality MěÚ Kamenov“ → „Odbor sociálních"])
    assert lines_with(ran.out, ["+ položka 4.2.4 Hlídat hřiště"])
    assert lines_with(ran.out, ["− položka 1.1.2"])
    assert lines_with(ran.out, ["Termín: 29. 1. 2027 → 5. 2. 2027"])


def test_the_same_rows_without_keys_change_nothing_and_are_not_asked_about(shell: Shell) -> None:
    shell.import_kamenov()
    for sheet in ("Položky", "Subjekty"):
        ran = shell.run("plan", "import", put(shell, without_keys(sheet)), "--yes")
        assert (ran.code, ran.err) == (0, "")
        assert lines_with(ran.out, ["nemění", "revize 1"])


def test_a_workbook_that_never_had_keys_can_be_imported_again(shell: Shell) -> None:
    rows = [("1 Děti",), ("1.1 Kluby",), ("1.1.1 Klub", "Klub Kotva, z. s.; MP"), ("1.1.2 Tábor", "MP")]
    name = put(shell, pasted(rows))
    first, second = (shell.run("plan", "import", name, "--yes") for _ in range(2))

    assert (first.code, second.code) == (0, 0)
    assert revision_of(shell) == 1
    assert lines_with(second.out, ["nemění"])


def test_rows_that_may_be_the_same_are_faults_where_nobody_can_be_asked(shell: Shell) -> None:
    shell.import_kamenov()

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Položky"], "Klíč", 4).value = None
        cell(book["Položky"], "Název", 4).value = "Scházet se"

    ran = shell.run("plan", "import", put(shell, changed(change)), "--yes")

    assert ran.code == 1
    assert lines_with(ran.err, ["list Položky, řádek 4, sloupec Klíč (A4)", "1.1.1 Svolávat", "a1-1-1", "nový"])
    assert revision_of(shell) == 1


@pytest.mark.parametrize(("said", "key", "gone"), [("a\na\n", "a1-1-1", set()), ("n\na\n", "a1-1-1-2", {"a1-1-1"})])
def test_a_person_says_whether_a_row_is_the_same(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, said: str, key: str, gone: set[str]
) -> None:
    shell.import_kamenov()

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Položky"], "Klíč", 4).value = None
        cell(book["Položky"], "Název", 4).value = "Scházet se"

    answer(monkeypatch, said)
    ran = shell.run("plan", "import", put(shell, changed(change)))

    assert ran.code == 0, ran.err
    assert lines_with(ran.out, ["řádek 4", "1.1.1 Scházet se", "1.1.1 Svolávat"])
    assert next(item for item in plan_of(shell).items if item.number == "1.1.1").key == key
    assert shell.read(retired) == gone


def test_rows_that_agree_in_everything_are_asked_about_once(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.import_kamenov()

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Položky"], "Popis", 4).value = "Nový popis."

    answer(monkeypatch, "a\na\n")
    ran = shell.run("plan", "import", put(shell, changed(change, without_keys())))
    plan = plan_of(shell)

    assert ran.code == 0, ran.err
    assert ran.out.count("[a/n]") == 2
    assert [item.key for item in plan.items] == [item.key for item in kamenov().items]
    assert plan.items[2].body == "Nový popis."


def test_a_row_marked_as_new_gets_a_key_of_its_own(shell: Shell) -> None:
    shell.import_kamenov()

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Položky"], "Klíč", 4).value = "Nový"

    assert shell.run("plan", "import", put(shell, changed(change)), "--yes").code == 0
    assert plan_of(shell).items[2].key == "a1-1-1-2"
    assert shell.read(retired) == {"a1-1-1"}


def test_a_new_row_never_takes_the_key_of_a_retired_item(shell: Shell) -> None:
    shell.import_kamenov()

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        row = row_of(sheet, "Číslo", "1.1.1")
        for heading, value in {"Klíč": "nový", "Název": "Zcela jiná věc"}.items():
            cell(sheet, heading, row).value = value

    shell.run("plan", "import", put(shell, changed(change)), "--yes")
    shell.run("plan", "export", "znovu.xlsx")

    assert "a1-1-1-2" in {item.key for item in plan_in((shell.folder / "znovu.xlsx").read_bytes()).items}


async def open_now(tx: Tx) -> None:
    await open_round(tx, kamenov(), "r2026", at=BEFORE_OPENING, mint=random_mint)


def test_an_open_round_follows_the_newest_revision(shell: Shell) -> None:
    shell.import_kamenov()
    shell.write_to_database(open_now)
    before = shell.read(tasks_of)

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        cell(sheet, "Odpovídá", row_of(sheet, "Číslo", "2.1.1")).value = "Odbor sociálních věcí"
        sheet.delete_rows(row_of(sheet, "Číslo", "3.2.3"))
        sheet.append(NEW_ROW)

    assert shell.run("plan", "import", put(shell, changed(change)), "--yes").code == 0
    after = shell.read(tasks_of)
    shell.run("plan", "import", put(shell, kamenov_bytes()), "--yes")
    back = shell.read(tasks_of)

    assert set(before.values()) == {"open"}
    assert {task for task, state in after.items() if before.get(task) != state} == {
        ("a4-2-4", "osv"), ("a2-1-1", "osv"), ("a2-1-1", "kotva"), ("a3-2-3", "mp"),
    }  # fmt: skip
    assert after["a4-2-4", "osv"] == after["a2-1-1", "osv"] == "open"
    assert after["a2-1-1", "kotva"] == after["a3-2-3", "mp"] == "cancelled"
    assert {task: back[task] for task in before} == before
    assert back["a4-2-4", "osv"] == back["a2-1-1", "osv"] == "cancelled"


def test_a_plan_of_two_thousand_items_is_checked_in_seconds(shell: Shell) -> None:
    many = [
        Item(key=f"x{number}", tree="strategie", number=f"9.{number}", level=2, parent="p9", title=f"Opatření {number}")
        for number in range(1, 2000)
    ]
    first = Item(key="p9", tree="strategie", number="9", level=1, title="Velká priorita")
    plan = kamenov().model_copy(update={"items": (*kamenov().items, first, *many)})
    began = process_time()
    ran = shell.run("plan", "check", put(shell, plan_workbook(plan, "cs")))

    assert ran.code == 0, ran.err
    assert lines_with(ran.out, ["2039"])
    assert process_time() - began < 30
    book = load_workbook(BytesIO((shell.folder / "plan.xlsx").read_bytes()))
    assert book["Položky"].max_row == 2040


def test_an_export_puts_the_pictures_of_reports_beside_the_workbook(shell: Shell) -> None:
    def logo(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Zprávy"], "Logo", 2).value = "znak.png"
        cell(book["Zprávy"], "Co je na logu", 2).value = "Znak města"

    picture = b"\x89PNG\r\n\x1a\n a picture"
    name = put(shell, changed(logo))
    missing = shell.run("plan", "import", name, "--yes")
    (shell.folder / "znak.png").write_bytes(picture)
    (shell.folder / "ven").mkdir()

    assert missing.code == 1
    assert lines_with(missing.err, ["list Zprávy, řádek 2", "znak.png"])
    assert shell.run("plan", "import", name, "--yes").code == 0
    assert shell.run("plan", "export", "ven/plan.xlsx").code == 0
    assert (shell.folder / "ven/znak.png").read_bytes() == picture
    assert lines_with(shell.run("plan", "diff", "ven/plan.xlsx").out, ["nemění"])
    assert shell.run("plan", "export", "ven/plan.toml").code == 0
    assert lines_with(shell.run("plan", "diff", "ven/plan.toml").out, ["nemění"])


def test_rows_of_one_title_are_told_apart_by_their_numbers(shell: Shell) -> None:
    def same_titles(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        for number in ("1.1", "2.1", "3.1"):
            cell(book["Položky"], "Název", row_of(book["Položky"], "Číslo", number)).value = "Vzdělávání"

    def no_keys(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        for row in range(2, book["Položky"].max_row + 1):
            cell(book["Položky"], "Klíč", row).value = None

    with_keys = changed(same_titles)
    shell.run("plan", "import", put(shell, with_keys), "--yes")
    ran = shell.run("plan", "import", put(shell, changed(no_keys, with_keys)), "--yes")

    assert (ran.code, ran.err) == (0, "")
    assert lines_with(ran.out, ["nemění", "revize 1"])
