"""A form by chat, over HTTP: it comes, is changed, sent back, tried out and used by the next collection."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import func, select

from bot.form_file import form_key, form_workbook, read_sent_form
from bot.forms import form_source, read_known_form
from bot.sandbox.people import Message, Person
from flows.form import Form
from storage.tables.proposals import proposals
from storage.tables.rounds import asks, form_versions, rounds
from tests.chat_dialogues import plain
from tests.chat_stage import PLAN, ChatStage, chat_stage
from tests.sent_files import content_of
from tests.test_plan_by_chat import Change, changed, send

NAME = "formular-annual_evaluation.xlsx"
NEXT_ROUND = """
[[rounds]]
key = "r2027"
title = "Podklady za rok 2027"
period = { from_on = 2027-01-01, to_on = 2027-12-31, label = "2027" }
opens_at = 2028-01-11
deadline_on = 2028-01-29
remind = false

[[rounds.asks]]
key = "activities"
form = "annual_evaluation"
subject = "item"
level = "aktivita"
role = "lead"

[[reports]]"""
TWO_ROUNDS = PLAN.read_text("utf-8").replace("\n[[reports]]", NEXT_ROUND, 1)
SMALL = """
| survey | type | name | label::cs | label::en | required |
| | select_one done | went | Podařilo se to? | Did it work out? | yes |
| | text | why | Proč? | Why? | |
| choices | list_name | name | label::cs | label::en |
| | done | yes | Ano | Yes |
| | done | no | Ne | No |
| settings | form_id | form_title::cs | form_title::en | default_language |
| | short_one | Krátký formulář | A short form | cs |
"""


def reworded(old: str, new: str) -> Change:
    def change(book: Workbook) -> None:
        cells = [cell for row in book["survey"].iter_rows() for cell in row if old in str(cell.value)]
        assert cells
        for cell in cells:
            cell.value = str(cell.value).replace(old, new)

    return change


async def fetch_form(stage: ChatStage, person: Person, command: str = "/formular") -> bytes:
    said = await stage.says(person, command)
    assert said[-1].attachment is not None
    assert said[-1].attachment.name == NAME
    return content_of(stage, said[-1])


async def versions(stage: ChatStage, form: str = "annual_evaluation") -> int:
    query = select(func.count()).select_from(form_versions).where(form_versions.c.form == form)
    return int((await stage.rows(query))[0][0])


async def pinned(stage: ChatStage, key: str) -> int:
    query = (
        select(form_versions.c.number)
        .select_from(form_versions.join(asks, asks.c.form_version == form_versions.c.id))
        .join(rounds, rounds.c.id == asks.c.round)
        .where(rounds.c.key == key)
    )
    return int((await stage.rows(query))[0][0])


def all_said(messages: list[Message]) -> str:
    return "\n".join(plain(one.text) for one in messages)


HOW, HOW_NEW = "Jak se dařilo", "Jak se podařilo"


def test_every_form_of_the_program_reads_back_from_its_workbook_as_the_same_form() -> None:
    for key in ("annual_evaluation", "priority_totals"):
        source, known = form_source(key), read_known_form(key)
        assert source is not None
        again = read_sent_form(form_workbook(source), f"formular-{key}.xlsx")
        assert isinstance(again, Form)
        assert isinstance(known, Form)
        assert (again.key, again.title, again.xform) == (known.key, known.title, known.xform)


def test_a_form_without_an_id_is_called_after_its_file() -> None:
    assert form_key("formular-Návštěvy klubů 2027.xlsx") == "navstevy_klubu_2027"
    assert form_key("---.xlsx") == "form"


async def test_a_changed_form_is_compared_tried_out_and_used_by_the_next_collection(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=TWO_ROUNDS) as stage:
        eva, petra = await stage.join("Eva Sojková", ""), await stage.join("Petra K.", "kotva")
        before = await versions(stage)
        said = await send(stage, eva, changed(await fetch_form(stage, eva), reworded(HOW, HOW_NEW)), NAME)
        preview = plain(said[-1].text)
        assert f"jiné znění: {HOW_NEW}" in preview
        assert "Použije ho: Podklady za rok 2027" in preview
        assert "Beze změny zůstane: Podklady za rok 2026" in preview
        assert said[-1].labels == ("Vyzkoušet", "Zrušit")
        assert await versions(stage) == before

        kept, heard = await stage.kept(), len(petra.history)
        await stage.taps(eva, "Vyzkoušet")
        asked = await stage.taps(eva, "Začít")
        assert HOW_NEW in plain(asked[-1].text)
        assert "(1/1)" in plain(asked[-1].text)
        await stage.taps(eva, "Splněno")
        ended = await stage.taps(eva, "Konec zkoušky")
        assert ended[-1].labels == ("Použít", "Zrušit", "Vyzkoušet")
        assert (await stage.kept(), len(petra.history)) == (kept, heard)

        used = await stage.taps(eva, "Použít")
        assert f"verze {before + 1}" in plain(used[-1].text)
        assert await versions(stage) == before + 1
        assert await pinned(stage, "r2026") == before
        assert {row[0] for row in await stage.rows(select(proposals.c.content))} == {b""}
        opened = await stage.taps(petra, "Začít")
        assert HOW in plain(opened[-1].text)
        assert "nic nemění" in all_said(await send(stage, eva, await fetch_form(stage, eva), NAME))
        await stage.check_books()


async def test_every_fault_of_a_form_is_told_at_once_with_its_row_and_nothing_is_kept(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        broken = SMALL.replace("select_one done", "select_one nothing").replace("text | why", "tekst | why")
        said = await send(stage, eva, form_workbook(broken), "kratky.xlsx")
        told = all_said(said)
        assert "je potřeba opravit (2)" in told
        assert "nothing" in told
        assert "tekst" in told
        assert said[0].labels == ()
        assert await stage.rows(select(proposals.c.id)) == []
        assert "nejde otevřít" in all_said(await send(stage, eva, b"PK no workbook", "formular-x.xlsx"))


async def test_a_form_of_ones_own_is_stored_and_the_plan_may_ask_with_it(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        said = await send(stage, eva, form_workbook(SMALL), "kratky.xlsx")
        assert "Je nový." in plain(said[-1].text)
        assert "uveďte ho v sešitu plánu" in plain(said[-1].text)
        await stage.taps(eva, "Vyzkoušet")
        await stage.taps(eva, "Začít")
        await stage.taps(eva, "Ano")
        await stage.taps(eva, "Konec zkoušky")
        await stage.taps(eva, "Použít")
        assert await versions(stage, "short_one") == 1
        plan = PLAN.read_text("utf-8").replace('form = "annual_evaluation"', 'form = "short_one"')
        shown = await send(stage, eva, plan.replace("r2026", "r2028").encode(), "kamenov.toml")
        assert "short_one" in all_said(shown) or "Co se změní" in all_said(shown)
        assert "opravit" not in all_said(shown)
        await stage.check_books()


async def test_a_form_is_used_once_dropped_once_and_never_over_a_newer_one(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, ota = await stage.join("Eva Sojková", ""), await stage.join("Ota Lín", "")
        before = await versions(stage)
        await send(stage, eva, changed(await fetch_form(stage, eva), reworded(HOW, HOW_NEW)), NAME)
        proposal = str((await stage.rows(select(proposals.c.id)))[0][0])
        again = changed(await fetch_form(stage, ota, "/form"), reworded(HOW, "Jak dopadlo"))
        await stage.new_after(ota, ota.taps_data(f"fu:{proposal}"))
        assert "patří někomu jinému" in plain(ota.last.text)
        assert await versions(stage) == before
        shown = await send(stage, ota, again, NAME)
        assert "Jak dopadlo" in all_said(shown)
        await stage.taps(ota, "Vyzkoušet")
        await stage.taps(ota, "Konec zkoušky")
        await stage.taps(ota, "Použít")
        assert await versions(stage) == before + 1
        late = await stage.new_after(eva, eva.taps_data(f"fu:{proposal}"))
        assert "mezitím změnil" in plain(late[-1].text)
        done = await stage.new_after(eva, eva.taps_data(f"fd:{proposal}"))
        assert "Hotovo" in plain(done[-1].text)
        gone = await stage.new_after(eva, eva.taps_data(f"ft:{proposal}"))
        assert "Hotovo" in plain(gone[-1].text)
        assert await versions(stage) == before + 1


async def test_nobody_but_a_coordinator_gets_or_sends_a_form(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, petra = await stage.join("Eva Sojková", ""), await stage.join("Petra K.", "kotva")
        book = await fetch_form(stage, eva)
        assert "Sem přístup nemáte" in all_said(await stage.says(petra, "/formular"))
        await send(stage, petra, changed(book, reworded(HOW, HOW_NEW)), NAME)
        assert await stage.rows(select(proposals.c.id)) == []
        await send(stage, eva, changed(book, reworded(HOW, HOW_NEW)), NAME)
        proposal = str((await stage.rows(select(proposals.c.id)))[0][0])
        for verb in ("ft", "fu", "fd"):
            refused = await stage.new_after(petra, petra.taps_data(f"{verb}:{proposal}"))
            assert "Sem přístup nemáte" in plain(refused[-1].text)
        assert await stage.rows(select(proposals.c.state)) == [("waiting",)]


def test_the_workbook_is_one_that_people_can_read() -> None:
    source = form_source("annual_evaluation")
    assert source is not None
    book = load_workbook(BytesIO(form_workbook(source)))
    assert book.sheetnames[0] == "survey"
    assert book["survey"].freeze_panes == "A2"
    assert book["survey"]["A1"].font.bold
