"""What a report says of answers that were returned, never finished or not confirmed, in every format."""

import json
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from flows.snapshot import TaskSnapshot
from flows.snapshot_changes import snapshot_changes
from reports.csv_data import csv_files
from reports.data import data_json
from reports.docx.document import document_bytes
from reports.html import html_page
from reports.model import Report
from reports.pdf import pdf_bytes
from reports.walk import all_data, strings_of
from reports.xlsx import workbook_bytes
from tests.docx_reader import ReadDocument
from tests.page_reader import read_page
from tests.pdf_reader import body_text, squeezed
from tests.report_sample import TASKS, report, snapshot

RETURNED = "Vráceno k doplnění, započítává se poslední dodané znění."
UNFINISHED = "Rozepsané a nedodané, do součtů se nezapočítává."
UNCONFIRMED = "Vyplněno bez potvrzení partnera."


def standing(state: str) -> tuple[TaskSnapshot, ...]:
    """Give the sample with 2.2.7 standing otherwise, its answers kept."""
    return tuple(replace(each, state=state) if each.item == "2.2.7" else each for each in TASKS)


def plain(text: str) -> str:
    return squeezed(text.replace("\N{NO-BREAK SPACE}", " "))


def every_format(made: Report) -> dict[str, str]:
    """Give what each written file says."""
    book = load_workbook(BytesIO(workbook_bytes(made)), data_only=True)
    cells = " ".join(str(cell.value) for row in book[made.sheets[0].title].iter_rows() for cell in row)
    return {
        "html": plain(read_page(html_page(made)).text()),
        "docx": plain(ReadDocument(document_bytes(made)).text()),
        "pdf": plain(body_text(pdf_bytes(made))),
        "xlsx": plain(cells),
        "csv": plain(b"".join(csv_files(made).values()).decode()),
    }


def figure(made: Report, name: str) -> set[str]:
    return {each.value for each in all_data(made.blocks) if each.name == name and not each.item}


def test_a_returned_answer_is_counted_and_marked_in_every_format() -> None:
    sent, made = report(snapshot()), report(snapshot(standing("returned")))

    assert {name for name, text in every_format(made).items() if plain(RETURNED) in text} == set(every_format(made))
    assert plain(RETURNED) not in "".join(every_format(sent).values())
    assert figure(made, "costs.total") == figure(sent, "costs.total") == {"210000"}
    assert figure(made, "degree.fulfilled") == figure(sent, "degree.fulfilled")


def test_a_half_done_answer_is_printed_and_marked_and_counted_nowhere() -> None:
    made = report(snapshot(standing("not_supplied")))
    texts = every_format(made)

    assert {name for name, text in texts.items() if plain(UNFINISHED) in text} == set(texts)
    assert all(plain("Klub měl otevřeno 212 dní") in text for text in texts.values())
    assert figure(made, "costs.total") == set()
    assert figure(made, "degree.fulfilled") == {"1"}
    assert figure(made, "degree.not_supplied") == {"2"}
    assert not [each for each in all_data(made.blocks) if each.name.startswith(("subjects", "activities"))]


def test_a_half_done_answer_is_listed_as_missing() -> None:
    made = report(snapshot(standing("not_supplied")))
    strings = list(strings_of(made.blocks))
    start = strings.index("Podklady nedodaly tyto subjekty:")

    assert "2.2.7" in strings[start : start + 6]


def test_the_workbook_adds_no_half_done_amount() -> None:
    made = report(snapshot(standing("not_supplied")))
    sums = next(sheet for sheet in made.sheets if sheet.key == "sums")
    costs = next(sheet for sheet in made.sheets if sheet.key == "costs")
    keys = [column.key for column in costs.columns]

    assert sums.totals["total"] == 0
    counted = {row[keys.index("counted")] for row in costs.rows if row[keys.index("number")] == "2.2.7"}
    assert counted == {"ne"}


def test_what_is_taken_up_again_is_as_unfinished_as_before() -> None:
    assert plain(UNFINISHED) in every_format(report(snapshot(standing("started"))))["html"]


def test_a_half_done_answer_that_is_sent_later_is_new_in_the_next_edition() -> None:
    then, now = snapshot(standing("not_supplied")), snapshot()

    assert [(each.kind, each.item) for each in snapshot_changes(then, now)] == [("supplied", "2.2.7")]


def test_an_answer_taken_over_without_confirmation_is_marked_in_every_format() -> None:
    texts = every_format(report(snapshot()))

    assert {name for name, text in texts.items() if plain(UNCONFIRMED) in text} == set(texts)


def test_the_data_say_how_an_answer_stands() -> None:
    data = json.loads(data_json(report(snapshot(standing("returned")))))
    states = {task["task"]: task["state"] for item in data["items"] for task in item["tasks"]}

    assert states["task-2.2.7"] == "returned"
