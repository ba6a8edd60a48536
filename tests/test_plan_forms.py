"""A plan's own forms: taken from the folder beside its file; their faults are told all at once, with row and column."""

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.forms import read_known_form
from bot.plan_forms import FormShelf, compile_forms
from flows.form import Form
from flows.plan import Plan
from flows.plan_reading import read_plan
from storage.forms import newest_versions
from tests.chat_stage import PLAN
from tests.cli_world import Shell, lines_with

GOOD = """
| survey | type | name | label::cs | choice_filter |
| | text | what | Co se dělo? | |
| | select_one_from_file items.csv | about | O které aktivitě? | tree = 'strategie' |
"""
BAD = """
| survey | type | name | label::cs | relevant |
| | text | what | Co se dělo? | ${nothing} = 1 |
| | telepathy | mind | Co si myslíte? | |
| | select_one_from_file events.csv | event | Která akce? | |
"""
LACKING = """
| survey | type | name | label::cs | calculation | choice_filter |
| | select_one_from_file events.csv | event | Která akce? | | |
| | select_one_from_file items.csv | item | Která aktivita? | | |
| | calculate | found | | pulldata('actorz', 'label', 'name', 'kotva') | |
"""
SOURCE = PLAN.read_text("utf-8").replace('form = "annual_evaluation"', 'form = "diary"')


@pytest.fixture
def shell(shell: Shell) -> Shell:
    (shell.folder / "forms").mkdir()
    return shell


def put(shell: Shell, text: str, name: str = "diary.md") -> None:
    (shell.folder / "forms" / name).write_text(text, "utf-8")


def test_a_plan_asks_with_a_form_of_its_own(shell: Shell) -> None:
    put(shell, GOOD)
    checked = shell.run("plan", "check", shell.write("plan.toml", SOURCE))
    imported = shell.run("plan", "import", "plan.toml", "--yes")
    all_well = shell.run("check")

    assert (checked.code, imported.code, checked.err) == (0, 0, "")
    assert shell.read(lambda tx: newest_versions(tx, ["diary"]))["diary"].source == GOOD
    assert lines_with(all_well.out, ["v pořádku", "plán kamenov"])
    assert not lines_with(all_well.out, ["diary"])


def test_every_fault_of_a_form_is_told_at_once_with_row_and_column(shell: Shell) -> None:
    put(shell, BAD)
    for command in (("plan", "check"), ("plan", "import")):
        ran = shell.run(*command, shell.write("plan.toml", SOURCE))

        assert ran.code == 1
        assert lines_with(ran.err, ["forms/diary.md", "row 2", "relevant", "nothing"])
        assert lines_with(ran.err, ["forms/diary.md", "row 3", "telepathy"])


def test_data_that_the_plan_lacks_are_told_with_row_and_column(shell: Shell) -> None:
    put(shell, LACKING)
    ran = shell.run("plan", "check", shell.write("plan.toml", SOURCE))

    assert ran.code == 1
    assert lines_with(ran.err, ["diary", "row 2", "type", "events"])
    assert lines_with(ran.err, ["diary", "row 4", "calculation", "actorz", "actors"])
    assert not lines_with(ran.err, ["row 3"])


def test_a_stored_form_whose_data_the_plan_lost_is_found_by_check(shell: Shell) -> None:
    put(shell, LACKING.replace("actorz", "actors"))
    register = '\n[[registers]]\nkey = "events"\ntitle = "Akce"\n'
    first = shell.run("plan", "import", shell.write("plan.toml", SOURCE + register), "--yes")
    before = shell.run("check")
    put(shell, GOOD)
    second = shell.run("plan", "import", shell.write("plan.toml", SOURCE), "--yes")
    after = shell.run("check")

    assert (first.code, second.code) == (0, 0)
    assert not lines_with(before.out, ["events"])
    assert not lines_with(after.out, ["events"])


CSV = """"survey","type","name","label::cs"
"","text","what","Co se dělo?"
"""


def test_a_workbook_and_a_csv_are_forms_too(shell: Shell) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "survey"
    for row in (("type", "name", "label::cs"), ("text", "what", "Co se dělo?")):
        sheet.append(row)
    book.save(shell.folder / "forms" / "workbook.xlsx")
    put(shell, CSV, "table.csv")
    shelf = FormShelf(folder=shell.folder)

    for key in ("workbook", "table"):
        form = shelf.read(key)
        assert isinstance(form, Form), form
        assert (form.key, set(form.by_name)) == (key, {"what"})
    assert {"workbook", "table", "annual_evaluation"} <= shelf.keys()


def test_a_form_in_another_encoding_is_told(shell: Shell) -> None:
    (shell.folder / "forms" / "diary.md").write_bytes(GOOD.encode("cp1250"))
    ran = shell.run("plan", "check", shell.write("plan.toml", SOURCE))

    assert ran.code == 1
    assert lines_with(ran.err, ["forms/diary.md", "UTF-8"])


@pytest.mark.parametrize("key", ["annual_evaluation", "priority_totals"])
def test_the_programs_own_forms_find_their_data_in_every_plan(key: str) -> None:
    plan = read_plan(PLAN.read_text("utf-8").replace('"annual_evaluation"', f'"{key}"', 1), forms=frozenset({key}))

    assert isinstance(plan, Plan)
    assert compile_forms(plan, FormShelf()) == {key: read_known_form(key)}
