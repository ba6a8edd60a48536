"""Files by chat in English: plan, form, answer table, report and protocol, each screen word for word."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bot.form_file import form_key, form_workbook
from bot.sandbox.people import Message, Person
from tests.answer_cells import Cells, fill
from tests.chat_dialogues import plain
from tests.chat_stage import PLAN, SLOW, ChatStage, chat_stage
from tests.page_reader import read_page
from tests.sent_files import content_of, wait_for_files
from tests.test_form_by_chat import SMALL, TWO_ROUNDS, reworded
from tests.test_plan_by_chat import KLUB, Change, changed, put, send

NEW = "Run a club for children"
DONE = "Done, nothing more is needed."
NO_ACCESS = "You have no access here. Contact: Eva Sojková, tel. 000 000 000"
TRIAL = "A trial, nothing is stored."
USE = ("Use it", "Cancel")


async def coordinator(stage: ChatStage, name: str = "Ann Reed") -> Person:
    """Let an English coordinator join."""
    return await stage.join(name, "", language="en")


async def partner(stage: ChatStage, name: str = "Jane Low", actor: str = "kotva") -> Person:
    """Let an English partner join."""
    return await stage.join(name, actor, language="en")


async def fetch(stage: ChatStage, person: Person, command: str) -> list[Message]:
    """Ask for files; give the word that they are being made, and the files."""
    before = max(one.id for one in person.history)
    await stage.says(person, command)
    await wait_for_files(stage, person, after=before)
    return [one for one in person.chat if one.by_bot and one.id > before]


def screens(messages: Sequence[Message]) -> list[tuple[str, ...]]:
    """Give what is read: text, name of the file, labels."""
    names = [(str(one.attachment.name),) if one.attachment else () for one in messages]
    return [
        (plain(one.text), *name, *(label.replace("\xa0", " ") for label in one.labels))
        for one, name in zip(messages, names, strict=True)
    ]


def plan_screen(*lines: str, version: int = 1, by: str = "") -> str:
    """Give the comparison of a plan in which one item is called otherwise."""
    changes = f"In force is version {version}, 12 January 2027{by and ', '}{by}.\nWhat changes (1):"
    return "\n".join(("Plan: Prevence kriminality Kamenov", changes, *lines))


def renamed(old: str, new: str, field: str = "Title") -> str:
    """Give the line on an item that is called otherwise; a field is named as the file names it."""
    return f"~ item 1.1 {new} (kluby): {field}: “{old}” → “{new}”"


MENDED = "To be mended in plan-kamenov.xlsx (3); the plan is as it was:"
WHERE = [f"row {row}, column Lead (G{row})" for row in (3, 4, 5)]
NOBODY = (
    "the actor “Nobody here” is not in the sheet Actors. "
    "Add it there, or correct the name; write several actors each on a line of its own in the cell."
)
SAME = f"""These rows have no key, but look like what the plan has:
Items 3: 1.1 {NEW} = 1.1 {KLUB}
Is it the same?"""


def both(first: Change, second: Change) -> Change:
    """Give a change that is two."""

    def change(book: Workbook) -> None:
        first(book)
        second(book)

    return change


async def test_a_plan_is_got_changed_compared_and_used_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann = await coordinator(stage)
        got = await fetch(stage, ann, "/plan")
        assert screens(got) == [
            ("The plan is being prepared, it will be here in a moment.",),
            (
                "Plan: Prevence kriminality Kamenov (version 1). Change the workbook and send it here.",
                "plan-kamenov.xlsx",
            ),
        ]
        book, key = content_of(stage, got[-1]), next(one.key for one in stage.trial.plan.items if one.title == KLUB)
        told = await send(stage, ann, changed(book, put("Items", "Klub Kotva, z. s.", "Nobody here")))
        assert screens(told) == [("\n".join((MENDED, *(f"sheet Items, {where}: {NOBODY}" for where in WHERE))),)]
        asked = await send(stage, ann, changed(book, both(put("Items", key, None), put("Items", KLUB, NEW))))
        assert screens(asked) == [(SAME, "Yes, it is the same", "No, it is new", "Cancel")]
        shown = await stage.taps(ann, "Yes, it is the same")
        assert screens(shown) == [(plan_screen(renamed(KLUB, NEW)), *USE)]
        await stage.check_books()


async def test_a_plan_that_changed_meanwhile_is_compared_anew_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann, mark = await coordinator(stage), await coordinator(stage, "Mark Hill")
        book = content_of(stage, (await fetch(stage, ann, "/plan"))[-1])
        shown = await send(stage, ann, changed(book, put("Items", KLUB, NEW)))
        await send(stage, mark, changed(book, put("Items", KLUB, "Run another club")))
        used = await stage.taps(mark, "Use it")
        assert screens(used) == [("The plan is in force, version 2: Prevence kriminality Kamenov.",)]
        anew = await stage.new_after(ann, ann.taps("Use it", message=shown[-1]))
        compared = plan_screen(renamed("Run another club", NEW), version=2, by="Mark Hill")
        assert screens(anew) == [(f"The plan has changed meanwhile, this is compared anew.\n{compared}", *USE)]
        used = await stage.taps(ann, "Use it")
        assert screens(used) == [("The plan is in force, version 3: Prevence kriminality Kamenov.",)]
        again = await send(stage, ann, content_of(stage, (await fetch(stage, ann, "/plan"))[-1]))
        assert screens(again) == [("Nothing changes in the plan: Prevence kriminality Kamenov.",)]
        await stage.check_books()


async def test_a_plan_that_is_dropped_anothers_or_unreadable_is_refused_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann, mark, jane = await coordinator(stage), await coordinator(stage, "Mark Hill"), await partner(stage)
        source = PLAN.read_text("utf-8")
        shown = await send(stage, ann, source.replace(KLUB, NEW).encode(), "kamenov.toml")
        assert screens(shown) == [(plan_screen(renamed(KLUB, NEW, "title")), *USE)]
        button = str(shown[-1].buttons[0][0].data)
        for person, sentence in ((mark, "This file is somebody else's, nothing has changed."), (jane, NO_ACCESS)):
            assert screens(await stage.new_after(person, person.taps_data(button))) == [(sentence,)]
        assert screens(await stage.taps(ann, "Cancel")) == [("All right, the plan stays as it is.",)]
        assert screens(await stage.new_after(ann, ann.taps_data(button))) == [(DONE,)]
        other = await send(stage, ann, source.replace('key = "kamenov"', 'key = "other"', 1).encode(), "other.toml")
        refused = "The plan “other” cannot be changed here. Your plan: kamenov."
        assert screens(other) == [(f"{refused} An administrator brings a new plan in by plneni plan import.",)]
        unreadable = await send(stage, ann, "ž".encode("cp1250"), "kamenov.toml")
        fault = "kamenov.toml: the file is not in UTF-8. Save it as UTF-8, or use .xlsx instead."
        assert screens(unreadable) == [(f"To be mended in kamenov.toml (1); the plan is as it was:\n{fault}",)]
        assert screens(await stage.says(jane, "/plan")) == [(NO_ACCESS,)]
        await stage.check_books()


FORM, ASKED = "form-annual_evaluation.xlsx", "How well did the activity go in"
BROKEN = SMALL.replace("select_one done", "select_one nothing").replace("text | why", "tekst | why")


async def test_a_form_is_got_changed_tried_out_and_used_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=TWO_ROUNDS) as stage:
        ann = await coordinator(stage)
        got = await fetch(stage, ann, "/form")
        assert screens(got) == [
            ("The form is being prepared, it will be here in a moment.",),
            ("Form: annual_evaluation (version 1). Change the workbook and send it here.", FORM),
        ]
        new = changed(content_of(stage, got[-1]), reworded("How did the activity go in", ASKED))
        preview = (
            "Form: Evaluation of an activity (annual_evaluation), questions: 41\n"
            f"What changes (1):\nnew wording: {ASKED} {{year}}?\n"
            "Will use it: Podklady za rok 2027\nStays as it is: Podklady za rok 2026\nWalk through it first."
        )
        assert screens(await send(stage, ann, new, FORM)) == [(preview, "Try it out", "Cancel")]
        begun = screens(await stage.taps(ann, "Try it out"))[0]
        seen = "You now see the questions as: Klub Kotva, z. s."
        assert begun == (f"{TRIAL}\n{seen} Answers are stored nowhere and nobody learns of them.",)
        first = plain((await stage.taps(ann, "Begin"))[-1].text)
        hint = "Ongoing = a permanent activity that goes on."
        assert first == f"{TRIAL}\nActivity 1.1 (1/1)\n{KLUB}\n{ASKED} 2026?\n{hint}"
        await stage.taps(ann, "Done")
        over = "The trial is over, nothing of it was stored. Use the form for the next collections?"
        assert screens(await stage.taps(ann, "End the trial")) == [(over, *USE, "Try it out")]
        used = "The form is ready, version 2: Evaluation of an activity. Will use it: Podklady za rok 2027"
        assert screens(await stage.taps(ann, "Use it")) == [(used,)]
        back = await fetch(stage, ann, "/form")
        assert "(version 2)" in back[-1].text
        again = await send(stage, ann, content_of(stage, back[-1]), FORM)
        assert screens(again) == [("Nothing changes in the form: Evaluation of an activity.",)]
        await stage.check_books()


async def test_a_form_of_ones_own_is_refused_with_its_faults_and_shown_as_new_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann, jane = await coordinator(stage), await partner(stage)
        faults = (
            "To be mended in the form short.xlsx (2); nothing has changed:\n"
            "survey, row 2, column type: the form has no list of choices “nothing”. "
            "Add it to the sheet choices, or correct the name.\n"
            "survey, row 3, column type: a question of type “tekst” cannot be asked in a chat. "
            "Use another type, such as text, integer or select_one."
        )
        assert screens(await send(stage, ann, form_workbook(BROKEN), "short.xlsx")) == [(faults,)]
        damaged = (
            "form-x.xlsx: the file cannot be opened as a workbook, it is damaged or no workbook (zip). "
            "Open it in Excel or LibreOffice and save it again as an Excel workbook (.xlsx)."
        )
        assert screens(await send(stage, ann, b"PK no workbook", "form-x.xlsx")) == [(damaged,)]
        preview = (
            "Form: A short form (short_one), questions: 2\nIt is new.\n"
            "No further collection uses it yet; name it in the plan's workbook.\nWalk through it first."
        )
        assert screens(await send(stage, ann, form_workbook(SMALL), "short.xlsx")) == [
            (preview, "Try it out", "Cancel")
        ]
        assert screens(await stage.taps(ann, "Cancel")) == [("All right, the form stays as it is.",)]
        assert screens(await stage.says(jane, "/form")) == [(NO_ACCESS,)]


def test_a_form_is_called_after_its_file_without_our_beginning_in_both_languages() -> None:
    assert [form_key(f"{name}Visits 2027.xlsx") for name in ("form-", "formular-", "")] == ["visits_2027"] * 3


TABLE = "answers-kotva.xlsx"
FILLED: Cells = {
    ("Answers", "1.1", "degree"): "Partly done",
    ("Answers", "1.1", "description"): "The club was open on 212 days.",
    ("Costs", "1.1", "source"): "town budget",
    ("Costs", "1.1", "amount"): 120000,
    ("Answers", "1.2", "degree"): "does not apply",
}
WRONG: Cells = {
    ("Answers", "1.1", "degree"): "perhaps",
    ("Costs", "1.2", "amount"): "about as last year",
    ("Costs", "9.9", "amount"): 5,
    ("Answers", "1.3", "description"): "A description without a degree.",
}
FAULTS = """To be mended in the table (4), nothing has changed so far:
Answers, E3: “perhaps” is not among the choices. Choose one of those that the cell offers.
Costs, C3: “about as last year” is not one clear number. Write the number alone, e.g. 210000.
Costs, A4: this table has no item “9.9”. Write the number of the activity as it stands on the sheet Answers.
Answers, L5: by the other answers this one does not belong here. \
Delete it, or change the degree of fulfilment or the kind of costs."""
PREVIEW = """Table: Klub Kotva, z. s.
To change: 2, of which complete and to be sent: 2
1.1, Fulfilment: partly done
1.1, Costs: CZK 120,000
1.1, Description: “The club was open on 212 days.” (7 words)
1.2, Fulfilment: does not apply"""
ENTERED = "by the table (12 January) this was entered for you; entered by Ann Reed."
SENTENCE = "“The club was open on 212 days.” (7 words)"
TOLD = (
    f"Activity 1.1: {ENTERED}\nFulfilment: partly done\nCosts: CZK 120,000\nDescription: {SENTENCE}",
    f"Activity 1.2: {ENTERED}\nFulfilment: does not apply",
)
GUIDE = """Table of answers: Klub Kotva, z. s.
Please fill in the white cells on the other sheets. Due: Friday 29 January 2027
Sheet Answers: one activity per row. Cells with a list of choices have an arrow on the right.
Other sheets (costs, projects, counts): each row is one entry, the column Number holds the number of the activity.
An empty cell changes nothing. For what you would rather not state, write: leave out
The codes in the first row and the first column should stay as they are.
Send the table to this service in Telegram, or by e-mail to the town.
Questions: Eva Sojková, tel. 000 000 000"""


async def test_an_answer_table_is_got_filled_tried_and_used_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann, jane, mark = await coordinator(stage), await partner(stage), await partner(stage, "Mark Hill", "mp")
        got = await fetch(stage, jane, "/table")
        assert screens(got) == [
            ("We are making the table, it will be here in a moment.",),
            ("Table to fill in: Klub Kotva, z. s. Send it back here.", TABLE),
        ]
        empty = content_of(stage, got[-1])
        guide = load_workbook(BytesIO(empty))["Guide"].iter_rows(values_only=True)
        assert plain("\n".join(str(row[0]) for row in guide)).rpartition("\n")[0] == GUIDE
        told = await send(stage, jane, fill(load_workbook(BytesIO(empty)), WRONG), TABLE)
        assert screens(told) == [(FAULTS,)]
        table = fill(load_workbook(BytesIO(empty)), FILLED)
        refused = await send(stage, mark, table, TABLE)
        assert screens(refused) == [("This table belongs to another organisation, nothing has changed.",)]

        own = await send(stage, jane, table, TABLE)
        assert screens(own) == [(PREVIEW, *USE)]
        assert screens(await send(stage, ann, table, TABLE)) == [(PREVIEW, *USE)]
        heard = max(one.id for one in jane.history)
        assert screens(await stage.taps(ann, "Use it")) == [("The table is entered: 2, sent: 2",)]
        assert screens([one for one in jane.chat if one.id > heard]) == [(one, "Agrees", "Correct") for one in TOLD]
        stale = await stage.new_after(jane, jane.taps("Use it", message=own[-1]))
        late = "The answers have changed meanwhile (1.1, 1.2), nothing was written. Please send the table again."
        assert screens(stale) == [(late,)]
        same = await send(stage, jane, table, TABLE)
        assert screens(same) == [("The table says nothing new: Klub Kotva, z. s.",)]
        back = load_workbook(BytesIO(content_of(stage, (await fetch(stage, jane, "/table"))[-1])))
        values = {str(cell.value) for row in back["Answers"].iter_rows(min_row=3) for cell in row}
        assert {"Partly done", "An amount", "The club was open on 212 days.", "Does not apply"} <= values
        assert [cell.value for cell in back["Costs"][3]][:3] == ["1.1", "town budget", 120000]
        await stage.check_books()


async def test_a_dropped_table_says_so_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        jane = await partner(stage)
        book = load_workbook(BytesIO(content_of(stage, (await fetch(stage, jane, "/table"))[-1])))
        await send(stage, jane, fill(book, FILLED), TABLE)
        assert screens(await stage.taps(jane, "Cancel")) == [("All right, the file will not be used.",)]


REPORT = "Zpráva o plnění Strategie prevence kriminality města Kamenov za rok 2026"
OFFER = (
    f"Working version: {REPORT}\n"
    "The answers as of now; what is missing will be listed in it.\nIn which format shall we send it?"
)


async def test_the_report_is_asked_for_by_format_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, rate=SLOW) as stage:
        ann, jane = await coordinator(stage), await partner(stage)
        asked = (await stage.says(ann, "/report"))[-1]
        assert screens([asked]) == [(OFFER, "Web", "JSON", "All")]
        await stage.taps(ann, "Web")
        caption = (
            "WORKING VERSION, as of 12 January 2027, 9:00. Supplied 0/6, what is missing is listed in the report.\n"
            "Edits in the file do not carry over to the next version; the texts are changed by the button."
        )
        assert screens(await wait_for_files(stage, ann)) == [
            (caption, "zprava-draft-1.html", "Edit texts"),
            ("", "zprava-draft-1-shrnuti.html"),
        ]
        ended = next(one for one in ann.chat if one.id == asked.id)
        assert screens([ended]) == [(f"The working version is ready: {REPORT}\nWeb", "Another format")]
        await stage.new_after(ann, ann.taps("Another format", message=ended))
        offered = next(one for one in ann.chat if one.id == asked.id)
        assert screens([offered]) == [(OFFER, "Web", "JSON", "All")]
        assert screens(await stage.says(jane, "/report")) == [(NO_ACCESS,)]


async def test_the_protocol_comes_in_english_after_the_word_that_it_is_being_made(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann, jane = await coordinator(stage), await partner(stage)
        got = await fetch(stage, ann, "/protocol")
        assert screens(got) == [
            ("The protocol is being made, it will be here in a moment.",),
            (
                "Protocol of the collection: Podklady za rok 2026. It does not hold what was answered.",
                "protocol-r2026.pdf",
            ),
            ("", "protocol-r2026.html"),
        ]
        page = read_page(content_of(stage, got[-1]).decode()).text().replace("\xa0", " ")
        assert "Document: Prevence kriminality Kamenov. Prepared by: město Kamenov." in page
        assert "Organisations asked: 2. Answers expected: 6, sent: 0." in page
        assert "Jane Low (since 12/01/2027)" in page
        assert screens(await stage.says(jane, "/protocol")) == [(NO_ACCESS,)]


@pytest.mark.parametrize("language", ["cs", "en"])
async def test_the_word_that_a_file_is_being_made_comes_before_the_file(language: str, tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ann = await stage.join("Ann Reed", "", language=language)
        jane = await stage.join("Jane Low", "kotva", language=language)
        for person, command in ((ann, "/plan"), (ann, "/form"), (jane, "/table"), (ann, "/protocol")):
            got = await fetch(stage, person, command)
            assert [bool(one.attachment) for one in got][:2] == [False, True], command
