"""The plan by chat, over HTTP: its workbook comes, is changed, sent back, compared and put in force at a word."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import func, select, update

from bot.sandbox.people import Message, Person
from storage.plans import load_authorship, load_plan
from storage.tables.plans import plan_revisions
from storage.tables.proposals import proposals
from storage.tables.rounds import form_versions
from tests.chat_dialogues import plain
from tests.chat_stage import PLAN, ChatStage, chat_stage
from tests.sent_files import content_of

Change = Callable[[Workbook], None]


async def fetch_plan(stage: ChatStage, person: Person) -> bytes:
    """Ask for the plan's workbook."""
    said = await stage.says(person, "/plan")
    return content_of(stage, said[-1])


def changed(content: bytes, change: Change) -> bytes:
    """Change a workbook as somebody in a spreadsheet does."""
    book, out = load_workbook(BytesIO(content)), BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def put(sheet: str, old: str, new: object) -> Change:
    """Write another value into the cells that hold a value."""

    def change(book: Workbook) -> None:
        cells = [cell for row in book[sheet].iter_rows() for cell in row if cell.value == old]
        assert cells
        for cell in cells:
            cell.value = new

    return change


async def send(stage: ChatStage, person: Person, content: bytes, name: str = "plan-kamenov.xlsx") -> list[Message]:
    """Send a file; give what the bot says of it."""
    return (await stage.new_after(person, person.sends_document(name, content)))[1:]


async def revision(stage: ChatStage) -> int:
    """Give the number of the newest revision."""
    return int((await stage.rows(select(func.max(plan_revisions.c.number))))[0][0])


async def count_forms(stage: ChatStage) -> int:
    """Count the form versions."""
    return int((await stage.rows(select(func.count()).select_from(form_versions)))[0][0])


KLUB, NEW = "Provozovat volnočasový klub", "Provozovat klub pro děti"


async def test_a_changed_workbook_is_compared_and_put_in_force_under_the_coordinators_name(
    tmp_path: Path, postgresql_url: str
) -> None:
    async with chat_stage(tmp_path, database=postgresql_url) as stage:
        eva = await stage.join("Eva Sojková", "")
        before, forms = await revision(stage), await count_forms(stage)
        book = await fetch_plan(stage, eva)
        said = await send(stage, eva, changed(book, put("Položky", KLUB, NEW)))
        assert f"{KLUB}“ → „{NEW}" in plain(said[-1].text)
        assert await revision(stage) == before
        used = await stage.taps(eva, "Použít")
        assert f"Plán platí, verze {before + 1}" in plain(used[-1].text)
        key = stage.trial.plan.key
        async with stage.app.database.read() as tx:
            plan, by = await load_plan(tx, key), await load_authorship(tx, key, before + 1)
        assert NEW in {item.title for item in plan.items}
        assert by.author == "Eva Sojková"
        assert NEW in {item.title for item in stage.app.in_force.plans[key].plan.items}
        assert await count_forms(stage) == forms
        again = await send(stage, eva, await fetch_plan(stage, eva))
        assert "nic nemění" in plain(again[-1].text)
        assert {row[0] for row in await stage.rows(select(proposals.c.content))} == {b""}
        await stage.check_books()


async def test_faults_are_told_all_at_once_and_nothing_changes(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        before = await revision(stage)

        book = await fetch_plan(stage, eva)
        said = await send(stage, eva, changed(book, put("Položky", "Klub Kotva, z. s.", "Nikdo takový")))
        assert "je potřeba opravit" in plain(said[0].text)
        assert "Nikdo takový" in plain(said[0].text)
        assert said[0].labels == ()
        assert await revision(stage) == before
        assert await stage.rows(select(proposals.c.id)) == []


async def test_a_row_without_its_key_is_asked_about(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        key = next(one.key for one in stage.trial.plan.items if one.title == KLUB)
        book = await fetch_plan(stage, eva)

        def change(book: Workbook) -> None:
            put("Položky", key, None)(book)
            put("Položky", KLUB, NEW)(book)

        said = await send(stage, eva, changed(book, change))
        assert "Je to totéž?" in plain(said[-1].text)
        asked = said[-1]
        shown = await stage.taps(eva, "Ano, je to totéž")
        assert f"→ „{NEW}" in plain(shown[-1].text)
        assert "nové" not in plain(shown[-1].text)
        await stage.taps(eva, "Použít")
        async with stage.app.database.read() as tx:
            plan = await load_plan(tx, stage.trial.plan.key)
        assert next(one.title for one in plan.items if one.key == key) == NEW
        assert asked.id < shown[-1].id


async def test_a_plan_that_changed_meanwhile_is_compared_anew_and_used_once(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, ota = await stage.join("Eva Sojková", ""), await stage.join("Ota Lín", "")
        before = await revision(stage)
        book = await fetch_plan(stage, eva)
        first = (await send(stage, eva, changed(book, put("Položky", KLUB, NEW))))[-1]
        await send(stage, ota, changed(book, put("Položky", KLUB, "Klub jinak")))
        await stage.taps(ota, "Použít")
        assert await revision(stage) == before + 1
        said = await stage.new_after(eva, eva.taps("Použít", message=first))
        assert "Plán se mezitím změnil" in plain(said[-1].text)
        assert "„Klub jinak“ → " in plain(said[-1].text)
        assert await revision(stage) == before + 1
        await eva.taps("Použít", message=said[-1])
        await eva.taps("Použít", message=said[-1])
        await stage.quiet()
        assert await revision(stage) == before + 2
        await stage.check_books()


async def test_toml_serves_too_and_can_be_dropped(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        before = await revision(stage)
        source = PLAN.read_text("utf-8").replace(KLUB, NEW).encode()
        said = await send(stage, eva, source, "kamenov.toml")
        assert NEW in plain(said[-1].text)
        dropped = await stage.taps(eva, "Zrušit")
        assert "plán zůstává" in plain(dropped[-1].text)
        assert await revision(stage) == before
        said = await send(stage, eva, source.replace(b'key = "kamenov"', b'key = "jiny"', 1), "jiny.toml")
        assert "Plán „jiny“ tu změnit nejde" in plain(said[-1].text)
        assert said[-1].labels == ()
        said = await send(stage, eva, "ž".encode("cp1250"), "kamenov.toml")
        assert "je potřeba opravit" in plain(said[0].text)
        assert "nebo plán odevzdejte jako .xlsx" in plain(said[0].text)
        assert "formulář" not in said[0].text


async def test_nobody_but_a_coordinator_changes_the_plan_and_nobody_with_anothers_file(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, ota = await stage.join("Eva Sojková", ""), await stage.join("Ota Lín", "")
        petra = await stage.join("Petra K.", "kotva")
        before = await revision(stage)
        book = await fetch_plan(stage, eva)
        new = changed(book, put("Položky", KLUB, NEW))
        shown = (await send(stage, eva, new))[-1]
        button = next(one for row in shown.buttons for one in row if one.text == "Použít")
        refused = await stage.says(petra, "/plan")
        assert "Sem přístup nemáte" in plain(refused[-1].text)
        await stage.new_after(petra, petra.sends_document("plan-kamenov.xlsx", new))
        assert await stage.rows(select(func.count()).select_from(proposals)) == [(1,)]
        refused = await stage.new_after(petra, petra.taps_data(str(button.data)))
        assert "Sem přístup nemáte" in plain(refused[-1].text)
        refused = await stage.new_after(ota, ota.taps_data(str(button.data)))
        assert "patří někomu jinému" in plain(refused[-1].text)
        assert await revision(stage) == before
        async with stage.app.database.write() as tx:
            await tx.execute(update(proposals).values(state="dropped"))
        late = await stage.taps(eva, "Použít")
        assert "Hotovo" in plain(late[-1].text)
        assert await revision(stage) == before
