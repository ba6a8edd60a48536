"""The answer table over HTTP: made in the chat, filled in a spreadsheet, sent back, tried, used once."""

import re
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import select

from bot.sandbox.people import Message, Person
from storage.tables.answer_tables import answer_tables
from storage.tables.tasks import revisions, submissions
from tests.answer_cells import Cells, fill
from tests.chat_dialogues import plain
from tests.chat_stage import ChatStage, chat_stage
from tests.sent_files import content_of, files_of


async def fetch_table(stage: ChatStage, person: Person) -> Workbook:
    """Ask for the table and open what came."""
    await stage.says(person, "/tabulka")
    return load_workbook(BytesIO(content_of(stage, files_of(person)[-1])))


async def send(stage: ChatStage, person: Person, content: bytes, name: str = "podklady-kotva.xlsx") -> Message:
    """Send a workbook; give the bot's last word on it."""
    said = await stage.new_after(person, person.sends_document(name, content))
    return said[-1]


FILLED: Cells = {
    ("Odpovědi", "1.1", "degree"): "Splněno částečně",
    ("Odpovědi", "1.1", "description"): "Klub měl otevřeno 212 dní.",
    ("Náklady", "1.1", "source"): "rozpočet města",
    ("Náklady", "1.1", "amount"): 120000,
    ("Odpovědi", "1.2", "degree"): "netýká se",
}


async def test_a_table_filled_without_the_chat_is_entered_on_behalf_and_sent(
    tmp_path: Path, postgresql_url: str
) -> None:
    async with chat_stage(tmp_path, database=postgresql_url) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva Sojková", "")
        book = await fetch_table(stage, petra)
        preview = await send(stage, eva, fill(book, FILLED))
        before = await stage.kept()
        assert "Změní se 2, z toho úplné, ty se odešlou: 2" in plain(preview.text)
        assert "1.1, Plnění: splněno částečně" in plain(preview.text)
        assert "1.1, Náklady: 120 000 Kč" in plain(preview.text)

        await stage.taps(eva, "Použít")
        assert await stage.kept() > before
        assert [await stage.state(number) for number in ("1.1", "1.2", "1.3")] == ["submitted", "submitted", "open"]
        assert await stage.answered("1.1", "amount") == ["120000"]
        said = await stage.rows(select(revisions.c.on_behalf).distinct())
        sent = await stage.rows(select(submissions.c.how))
        assert {row[0] for row in said} == {"table"}
        assert [row[0] for row in sent] == ["on_behalf", "on_behalf"]
        assert [one.text for one in petra.chat if "podle tabulky" in one.text] != []
        await stage.check_books()


async def test_what_cannot_be_read_is_told_all_at_once_and_nothing_changes(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        before = await stage.kept()
        wrong: Cells = {
            ("Odpovědi", "1.1", "degree"): "snad",
            ("Náklady", "1.2", "amount"): "asi jako loni",
            ("Náklady", "9.9", "amount"): 5,
            ("Odpovědi", "1.3", "description"): "Popis bez stupně.",
        }
        answer = await send(stage, petra, fill(await fetch_table(stage, petra), wrong))
        told = plain(answer.text)
        assert "V tabulce je potřeba opravit (4)" in told
        assert re.search(r"Odpovědi, [A-Z]+3: „snad“ není v nabídce", told)
        assert re.search(r"Náklady, [A-Z]+\d+: „asi jako loni“ není jednoznačné číslo", told)
        assert re.search(r"Náklady, A\d+: položku „9.9“ tato tabulka nezná", told)
        assert re.search(r"Odpovědi, [A-Z]+5: tato odpověď sem podle ostatních nepatří", told)
        assert answer.labels == ()
        assert await stage.kept() == before
        assert await stage.rows(select(answer_tables.c.id)) == []


async def test_a_table_is_used_once_and_a_second_one_says_nothing_new(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        content = fill(await fetch_table(stage, petra), FILLED)
        first = await send(stage, petra, content)
        second = await send(stage, petra, content)
        await petra.taps("Použít", message=first)
        await stage.quiet()
        kept = await stage.kept()
        stale = await stage.new_after(petra, petra.taps("Použít", message=second))
        assert "Mezitím se odpovědi změnily (1.1, 1.2), nic se nezapsalo" in plain(stale[-1].text)
        again = await send(stage, petra, content)
        assert "není nic nového" in plain(again.text)
        assert await stage.kept() == kept
        sent = await stage.rows(select(submissions.c.how))
        assert {row[0] for row in sent} == {"person"}


async def test_a_dropped_table_changes_nothing_and_a_stranger_s_is_refused(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        jan = await stage.join("Jan V.", "mp")
        content = fill(await fetch_table(stage, petra), FILLED)
        before = await stage.kept()
        await send(stage, petra, content)
        dropped = await stage.taps(petra, "Zrušit")
        assert "soubor se nepoužije" in plain(dropped[-1].text)
        refused = await send(stage, jan, content)
        assert "Tato tabulka patří jiné organizaci" in plain(refused.text)
        other = await send(stage, petra, b"PK\x03\x04 nonsense")
        assert other.labels == ()
        assert await stage.kept() == before


async def test_a_table_holds_what_is_known_already(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await send(stage, petra, fill(await fetch_table(stage, petra), FILLED))
        await stage.taps(petra, "Použít")
        book = await fetch_table(stage, petra)
        page, costs = book["Odpovědi"], book["Náklady"]
        values = {str(cell.value) for row in page.iter_rows(min_row=3) for cell in row}
        assert {"1.1", "Splněno částečně", "Klub měl otevřeno 212 dní.", "Netýká se"} <= values
        assert [cell.value for cell in costs[3]][:3] == ["1.1", "rozpočet města", 120000]
        assert page.freeze_panes == "C3"
        assert any("Splněno částečně" in str(rule.formula1) for rule in page.data_validations.dataValidation)
        stream = BytesIO()
        book.save(stream)
        assert "není nic nového" in plain((await send(stage, petra, stream.getvalue())).text)
